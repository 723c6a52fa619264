// A red apple on a table, with its stalk and a leaf.
#include "assets/pictures/draw/photographs/photographs.h"
#include "assets/pictures/draw/photographs/studio.h"

namespace convscope::draw::photographs {

namespace {

constexpr Vec2 kCentre{112, 126};
constexpr double kRadius = 68;

/// The radius of the outline in this direction, in units of kRadius: wide shoulders, dimples at the top and bottom.
double outline(Vec2 direction) {
    const double up = -direction.y, side = std::abs(direction.x);
    double radius = 0.98 + (0.08 * side * std::max(0.0, up + 0.3));
    radius -= 0.24 * smoothstep(0.32, 0.0, side) * (up > 0 ? 1.0 : 0.35);
    return radius * (1 - (0.08 * side * smoothstep(0.2, -0.8, up)));
}

Vec3 skin(Vec3 normal, Vec2 offset) {
    const double streaks = fractal(Vec2{std::atan2(normal.x, normal.z + 0.2) * 5, normal.y * 1.2}, 7);
    const double yellow = smoothstep(0.55, 0.85, streaks) * 0.55;
    const double dimple = smoothstep(0.34, 0.0, length(offset - Vec2{0, -0.78}));
    return mix(mix(Vec3{0.55, 0.03, 0.03}, Vec3{0.80, 0.48, 0.10}, yellow), Vec3{0.30, 0.25, 0.04}, 0.7 * dimple);
}

double leaf_distance(Vec2 p) {
    const Vec2 turned = rotated(p - Vec2{141, 46}, 0.5);
    return (std::abs(turned.y) - (11 * (1 - ((turned.x / 27) * (turned.x / 27)))));
}

Vec3 light(Vec2 p) {
    Vec3 colour = table(p, 140, {0.62, 0.60, 0.52}) * shadow(p, {126, 190}, {84, 18});
    const Vec2 offset = (p - kCentre) * (1 / kRadius);
    const double distance = length(offset);
    const double reach = distance > 0 ? outline(offset * (1 / distance)) : 1;
    const double cover = inside((distance - reach) * kRadius);
    if (cover > 0) {
        const Vec3 normal = sphere_normal(offset * std::min(0.999 / std::max(1e-9, distance), 1 / reach));
        colour = mix(colour, lit(skin(normal, offset), normal, 0.8), cover);
    }
    const double stalk = segment_distance(p, {112, 76}, {120, 44}) - 3;
    colour = mix(colour, Vec3{0.16, 0.08, 0.03} * (1.2 - (0.03 * (p.x - 106))), inside(stalk));
    const double vein = std::abs(rotated(p - Vec2{141, 46}, 0.5).y);
    const Vec3 green = vein < 1 ? Vec3{0.32, 0.50, 0.14} : Vec3{0.09, 0.30, 0.05};
    return mix(colour, green, inside(leaf_distance(p)));
}

}  // namespace

Drawing apple() {
    return photograph("photographs/apple", light);
}

}  // namespace convscope::draw::photographs
