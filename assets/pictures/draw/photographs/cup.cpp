// A blue cup with coffee on a table, seen from a little above.
#include "assets/pictures/draw/photographs/photographs.h"
#include "assets/pictures/draw/photographs/studio.h"

namespace convscope::draw::photographs {

namespace {

constexpr double kMiddle = 100, kTop = 72, kBottom = 182, kRim = 58, kFoot = 46, kTilt = 0.26;
constexpr Vec3 kGlaze{0.05, 0.22, 0.55};

/// Half of the cup's width at this height.
double half_width(double y) {
    const double down = clamp01((y - kTop) / (kBottom - kTop));
    return mix(kRim, kFoot, down * down);
}

/// The signed distance to an ellipse of this half width about (kMiddle, y), seen under the tilt; roughly in pixels.
double ellipse(Vec2 p, double y, double width) {
    return (length(Vec2{(p.x - kMiddle) / width, (p.y - y) / (width * kTilt)}) - 1) * width * kTilt;
}

double body(Vec2 p) {
    const double side = std::abs(p.x - kMiddle) - half_width(p.y);
    if (p.y < kTop) return ellipse(p, kTop, kRim);
    if (p.y > kBottom) return ellipse(p, kBottom, kFoot);
    return side;
}

Vec3 handle(Vec2 p, Vec3 behind) {
    const Vec2 offset{(p.x - 158) / 1.0, (p.y - 120) / 1.15};
    const double across = (length(offset) - 27) / 9;
    const double cover = inside((std::abs(across) - 1) * 9);
    if (cover == 0) return behind;
    const Vec2 outwards = offset * (1 / std::max(1e-9, length(offset)));
    const double lean = std::clamp(across, -0.99, 0.99);
    const Vec3 normal = normalised({outwards.x * lean, outwards.y * lean, std::sqrt(1 - (lean * lean))});
    return mix(behind, lit(kGlaze, normal, 0.7), cover);
}

Vec3 opening(Vec2 p) {
    const double coffee = ellipse(p, kTop + 7, kRim - 7);
    const Vec3 inner = Vec3{0.62, 0.64, 0.66} * (0.55 + (0.004 * (p.x - 40)));
    const Vec3 surface = mix(Vec3{0.09, 0.04, 0.015}, Vec3{0.24, 0.13, 0.06}, smoothstep(-9, -1, coffee));
    return mix(inner, surface, inside(coffee));
}

Vec3 light(Vec2 p) {
    Vec3 colour = table(p, 120, {0.66, 0.60, 0.50}) * shadow(p, {118, 192}, {82, 18});
    colour = handle(p, colour);
    const double cover = inside(body(p));
    if (cover > 0) {
        const double lean = std::clamp((p.x - kMiddle) / half_width(p.y), -0.99, 0.99);
        const Vec3 normal = normalised({lean, 0.08, std::sqrt(1 - (lean * lean))});
        const bool stripe = p.y - (0.12 * kRim * std::sqrt(1 - (lean * lean))) > 126 &&
                            p.y - (0.12 * kRim * std::sqrt(1 - (lean * lean))) < 140;
        colour = mix(colour, lit(stripe ? Vec3{0.80, 0.78, 0.70} : kGlaze, normal, 0.7), cover);
    }
    const double rim = ellipse(p, kTop, kRim);
    colour = mix(colour, Vec3{0.12, 0.36, 0.75}, inside(rim));
    return mix(colour, opening(p), inside(ellipse(p, kTop + 1, kRim - 4)));
}

}  // namespace

Drawing cup() {
    return photograph("photographs/cup", light);
}

}  // namespace convscope::draw::photographs
