// A shirt on black, similar to the Fashion-MNIST pictures but large: a clear outline, stripes on the chest, buttons,
// and folds that are weak gradients. Reduced to 28 x 28, it resembles a picture of that data set.
#include <array>

#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

namespace {

constexpr double kCentre = 256;

// The right half in pixels from the middle; the left half mirrors it. kRound rounds the corners.
constexpr double kRound = 6;
constexpr std::array kBody{Vec2{-60, 78},  Vec2{38, 64},   Vec2{62, 58},   Vec2{120, 84}, Vec2{140, 98}, Vec2{134, 190},
                           Vec2{128, 280}, Vec2{131, 380}, Vec2{140, 468}, Vec2{70, 482}, Vec2{-60, 486}};
constexpr std::array kSleeve{Vec2{96, 74},   Vec2{128, 86},  Vec2{160, 112}, Vec2{184, 168},
                             Vec2{206, 252}, Vec2{222, 330}, Vec2{226, 396}, Vec2{190, 406},
                             Vec2{178, 344}, Vec2{160, 268}, Vec2{136, 190}, Vec2{122, 140}};
constexpr std::array kCollar{Vec2{0, 96}, Vec2{10, 92}, Vec2{50, 52}, Vec2{66, 60}, Vec2{62, 84}, Vec2{36, 118}};

double folds(Vec2 p) {
    const double waist = 0.5 + 0.5 * std::sin((p.x - kCentre) * 0.055 + 3.2 * noise(Vec2{p.x / 150, p.y / 190}, 3));
    const double drape = fractal(Vec2{(p.x + 0.35 * p.y) / 62, (p.y - 0.2 * p.x) / 210}, 5);
    return 0.16 * (waist - 0.5) * smoothstep(180, 420, p.y) + 0.34 * (drape - 0.5);
}

double weave(Vec2 p) {
    return 0.025 * (std::sin(p.x * 2.2) * std::sin(p.y * 2.2)) + 0.03 * (noise(p * 0.5, 9) - 0.5);
}

// Light comes from the left, so bodies and sleeves darken to the right; edges have a soft hem.
double rounded(double base, double across, double distance) {
    return base * (1 - 0.28 * across * std::abs(across)) * mix(0.55, 1.0, smoothstep(0, 9, -distance));
}

double sleeve(Vec2 p, double side, double distance) {
    const Vec2 half{std::abs(p.x - kCentre), p.y};
    const double middle = mix(110, 205, clamp01((half.y - 90) / 300));
    double value = rounded(0.60, clamp01(std::abs(half.x - middle) / 44) * (half.x > middle ? side : -side), distance);
    if (std::abs(half.y - 378 + 0.18 * (half.x - 200)) < 1.5) value *= 0.6;  // the seam of the cuff
    return value + 0.6 * folds(p + Vec2{300, 100});
}

double body(Vec2 p, double distance) {
    const Vec2 half{std::abs(p.x - kCentre), p.y};
    double value = rounded(0.68, std::clamp((p.x - kCentre) / 150, -1.0, 1.0), distance) + folds(p);
    const double sag = p.y + 0.00035 * half.x * half.x;
    if (sag > 190 && sag < 330 && std::fmod(sag, 28) < 11) value *= 0.52;  // the stripes
    if (std::abs(half.x - 17) < 1.2 && p.y > 96) value *= 0.62;            // the button band
    const double button = length(Vec2{p.x - kCentre, std::fmod(p.y - 92, 58) - 29});
    if (p.y > 100 && p.y < 440 && button < 6.5) value = button < 2 ? 0.25 : mix(0.98, 0.7, button / 6.5);
    return value;
}

double shade(Vec2 p) {
    const double side = p.x < kCentre ? -1 : 1;
    const Vec2 half{std::abs(p.x - kCentre), p.y};
    const double in_body = polygon_distance(half, kBody) - kRound, in_sleeve = polygon_distance(half, kSleeve) - kRound,
                 in_collar = polygon_distance(half, kCollar);
    if (in_collar < 0) return rounded(0.86, 0.3 * side, in_collar) + weave(p);
    // The opening of the neck shows the back of the shirt.
    if (half.y < 52 + 0.9 * (50 - half.x) && half.x < 50 && half.y > 50) return 0.22 + weave(p);
    if (in_body < 0) return body(p, in_body) * mix(0.7, 1.0, smoothstep(0, 12, in_collar)) + weave(p);
    if (in_sleeve < 0) return sleeve(p, side, in_sleeve) * mix(0.6, 1.0, smoothstep(0, 10, in_body)) + weave(p);
    return 0;
}

}  // namespace

Drawing shirt() {
    return {"pictures/shirt", 512, 1, 4, [](const Sample& sample) { return grey(clamp01(shade(sample.at))); }};
}

}  // namespace convscope::draw
