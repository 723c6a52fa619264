// A red car on a road, seen from its side.
#include <array>

#include "assets/pictures/draw/photographs/photographs.h"
#include "assets/pictures/draw/photographs/studio.h"

namespace convscope::draw::photographs {

namespace {

constexpr double kHorizon = 128, kRoad = 158;
constexpr Vec2 kFrontWheel{58, 164}, kRearWheel{168, 164};
constexpr double kWheel = 21;
constexpr double kRound = 5;  ///< radius of the corners
constexpr std::array kBody{Vec2{17, 158}, Vec2{17, 134},  Vec2{28, 124},  Vec2{68, 116}, Vec2{92, 88},
                           Vec2{152, 88}, Vec2{184, 116}, Vec2{206, 122}, Vec2{208, 158}};
constexpr std::array kFrontWindow{Vec2{78, 116}, Vec2{96, 94}, Vec2{120, 94}, Vec2{120, 116}};
constexpr std::array kRearWindow{Vec2{126, 116}, Vec2{126, 94}, Vec2{149, 94}, Vec2{172, 116}};

Vec3 ground(Vec2 p) {
    if (p.y < kHorizon) {
        const double trees = 112 + (16 * fractal(Vec2{p.x * 0.05, 0}, 61));
        if (p.y < trees) return sky(p, kHorizon);
        return Vec3{0.05, 0.13, 0.04} * (0.6 + (0.9 * fractal(p * 0.15, 62)));
    }
    if (p.y < kRoad) return grass(p);
    const bool line = std::abs(p.y - 206) < 3 && std::fmod(p.x + 30, 80) < 46;
    return line ? grey(0.75) : grey(0.16 + (0.06 * fractal(p * 0.5, 63)));
}

Vec3 wheel(Vec2 p, Vec2 centre, Vec3 behind) {
    const Vec2 offset = p - centre;
    const double radius = length(offset);
    Vec3 colour = mix(behind, grey(0.012), inside(radius - kWheel - 4));  // the arch
    colour = mix(colour, grey(0.035 + (0.02 * noise(p * 0.6, 5))), inside(radius - kWheel));
    const double spokes = std::abs(std::sin(2.5 * std::atan2(offset.y, offset.x)));
    const Vec3 rim = spokes > 0.45 || radius > 11 ? grey(0.62 - (0.012 * (offset.x + offset.y))) : grey(0.10);
    colour = mix(colour, rim, inside(radius - 13));
    return mix(colour, grey(0.25), inside(radius - 3));
}

Vec3 paint(Vec2 p) {
    // The side bulges: it reflects the sky above the waist line and the road below it.
    const double down = (p.y - 116) / 42;
    const Vec3 normal = normalised({-0.12, std::clamp((1.7 * down) - 0.85, -0.9, 0.8), 0.75});
    Vec3 colour = lit({0.62, 0.035, 0.03}, normal, 0.8);
    const bool seam = p.y > 100 && p.y < 152 && (std::abs(p.x - 123) < 0.8 || std::abs(p.x - 80) < 0.8);
    if (seam || std::abs(p.y - 146) < 0.8) colour = colour * 0.45;
    if (std::abs(p.y - 124) < 1.5 && (std::abs(p.x - 113) < 6 || std::abs(p.x - 155) < 6)) colour = grey(0.6);
    return colour;
}

Vec3 light(Vec2 p) {
    Vec3 colour = ground(p) * shadow(p, {112, 184}, {112, 10});
    colour = mix(colour, paint(p), inside(polygon_distance(p, kBody) - kRound));
    const Vec3 glass = mix(Vec3{0.05, 0.08, 0.11}, Vec3{0.45, 0.58, 0.68}, clamp01((p.x - (2 * p.y) + 130) / 90));
    colour = mix(colour, glass, inside(polygon_distance(p, kFrontWindow) - 2));
    colour = mix(colour, glass, inside(polygon_distance(p, kRearWindow) - 2));
    colour = mix(colour, Vec3{0.95, 0.90, 0.70}, inside(length(Vec2{(p.x - 19) / 1.0, (p.y - 133) / 0.8}) - 6));
    colour = mix(colour, Vec3{0.85, 0.20, 0.05}, inside(length(Vec2{(p.x - 208) / 0.8, (p.y - 131) / 1.2}) - 5));
    colour = mix(colour, grey(0.08), inside(segment_distance(p, {14, 156}, {211, 156}) - 3));
    colour = wheel(p, kFrontWheel, colour);
    return wheel(p, kRearWheel, colour);
}

}  // namespace

Drawing car() {
    return photograph("photographs/car", light);
}

}  // namespace convscope::draw::photographs
