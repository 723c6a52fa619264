// A house with a tiled roof, windows and a door on a meadow.
#include <array>

#include "assets/pictures/draw/photographs/photographs.h"
#include "assets/pictures/draw/photographs/studio.h"

namespace convscope::draw::photographs {

namespace {

constexpr double kHorizon = 168;
constexpr std::array kRoof{Vec2{24, 100}, Vec2{112, 34}, Vec2{200, 100}};
constexpr std::array kGable{Vec2{40, 92}, Vec2{112, 42}, Vec2{184, 92}, Vec2{184, 184}, Vec2{40, 184}};

/// The signed distance to a rectangle with these corners.
double box(Vec2 p, Vec2 low, Vec2 high) {
    return std::max(std::max(low.x - p.x, p.x - high.x), std::max(low.y - p.y, p.y - high.y));
}

Vec3 window(Vec2 p, Vec2 corner, Vec3 behind) {
    const Vec2 far = corner + Vec2{34, 34};
    Vec3 colour = mix(behind, Vec3{0.80, 0.78, 0.72}, inside(box(p, corner - Vec2{3, 3}, far + Vec2{3, 3})));
    const Vec2 middle = (corner + far) * 0.5;
    const bool bar = std::abs(p.x - middle.x) < 1.4 || std::abs(p.y - middle.y) < 1.4;
    const Vec3 glass =
        mix(Vec3{0.06, 0.10, 0.16}, Vec3{0.38, 0.52, 0.66}, clamp01((p.x - p.y - corner.x + far.y) / 68));
    colour = mix(colour, bar ? Vec3{0.80, 0.78, 0.72} : glass, inside(box(p, corner, far)));
    return colour;
}

Vec3 door(Vec2 p, Vec3 behind) {
    const Vec3 panel = Vec3{0.26, 0.09, 0.05} * (std::abs(p.x - 112) > 12 || std::fmod(p.y, 24) < 2 ? 0.75 : 1.0);
    Vec3 colour = mix(behind, panel, inside(box(p, {95, 128}, {129, 184})));
    colour = mix(colour, Vec3{0.75, 0.62, 0.20}, inside(length(p - Vec2{123, 158}) - 2));
    return colour;
}

Vec3 tiles(Vec2 p) {
    const double row = std::floor(p.y / 7), shift = std::fmod(row, 2.0) * 5;
    const double edge = std::min(std::fmod(p.y, 7), std::fmod(p.x + shift, 10));
    const double tone = hash(static_cast<int>(row), static_cast<int>((p.x + shift) / 10), 5);
    return mix(Vec3{0.36, 0.09, 0.05}, Vec3{0.52, 0.17, 0.09}, tone) * (edge < 1.2 ? 0.6 : 1.0);
}

Vec3 light(Vec2 p) {
    Vec3 colour = p.y < kHorizon ? sky(p, kHorizon) : grass(p) * shadow(p, {130, 186}, {100, 12});
    colour =
        mix(colour, Vec3{0.34, 0.12, 0.09} * (0.8 + (0.4 * fractal(p * 0.4, 3))), inside(box(p, {150, 34}, {168, 84})));
    const double wall = polygon_distance(p, kGable);
    colour = mix(colour, Vec3{0.72, 0.62, 0.42} * (0.92 + (0.14 * fractal(p * 0.25, 9))), inside(wall));
    // Two bands along the slopes are the roof; it shades the wall below it.
    const double roof = polygon_distance(p, kRoof);
    const double slope = 100 - (66 - (0.75 * std::abs(p.x - 112)));
    if (wall < 0) colour = colour * mix(0.55, 1.0, smoothstep(0, 16, p.y - slope + 20 - 14));
    const bool on_slope = p.y < slope + 16 && p.y > slope - 1;
    if (on_slope && std::abs(p.x - 112) < 88) colour = mix(colour, tiles(p), inside(std::min(roof, p.y - slope - 16)));
    colour = window(p, {52, 112}, colour);
    colour = window(p, {138, 112}, colour);
    colour = window(p, {95, 70}, colour);
    return door(p, colour);
}

}  // namespace

Drawing house() {
    return photograph("photographs/house", light);
}

}  // namespace convscope::draw::photographs
