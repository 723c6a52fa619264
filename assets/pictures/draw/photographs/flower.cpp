// A daisy in a meadow: white petals around a yellow disc, a stem and two leaves.
#include "assets/pictures/draw/photographs/photographs.h"
#include "assets/pictures/draw/photographs/studio.h"

namespace convscope::draw::photographs {

namespace {

constexpr Vec2 kCentre{112, 92};
constexpr double kPetal = 74, kDisc = 23;
constexpr int kPetals = 14;

/// The distance to the petal nearest to `p`, and where on it `p` lies: along it and across it.
struct Petal {
    double distance, along, across;
    int number;
};

Petal petal_at(Vec2 p, double turn) {
    const Vec2 offset = p - kCentre;
    constexpr double kStep = 2 * 3.14159265358979 / kPetals;
    const double angle = std::atan2(offset.y, offset.x) + turn;
    const int number = static_cast<int>(std::lround(angle / kStep));
    const Vec2 own = rotated(offset, turn - (number * kStep));
    const double reach = kPetal * (0.9 + (0.14 * hash(number + 20, static_cast<int>(turn * 10), 3)));
    const double along = own.x / reach;
    const double width = 11.5 * std::sqrt(clamp01(along * 1.6)) * std::sqrt(clamp01((1 - along) * 4));
    return {std::max(std::abs(own.y) - width, (along - 1) * reach), along, own.y / 11.5, number};
}

Vec3 petal_colour(const Petal& petal) {
    const double groove = 0.88 + (0.12 * std::cos(petal.across * 9));
    const double shade = mix(0.62, 1.0, smoothstep(0.15, 0.6, petal.along)) * (1 - (0.12 * petal.across));
    return Vec3{0.90, 0.90, 0.93} * (groove * shade);
}

Vec3 leaf(Vec2 p, Vec2 root, double turn, Vec3 behind) {
    const Vec2 own = rotated(p - root, turn);
    const double along = clamp01(own.x / 62);
    const double half_width = 26 * std::sqrt(along) * (1 - along);
    const double distance = std::max({std::abs(own.y) - half_width, -own.x, own.x - 60});
    const Vec3 green = std::abs(own.y) < 1 ? Vec3{0.36, 0.52, 0.16} : Vec3{0.10, 0.30, 0.06};
    return mix(behind, green, inside(distance));
}

Vec3 light(Vec2 p) {
    // The meadow is out of focus.
    const double blur = fractal(p * 0.022, 51), spots = smoothstep(0.6, 0.8, noise(p * 0.045, 52));
    Vec3 colour = mix(mix(Vec3{0.03, 0.12, 0.03}, Vec3{0.20, 0.40, 0.10}, blur), Vec3{0.45, 0.52, 0.22}, 0.4 * spots);
    const double bend = 112 + (0.0011 * (p.y - 92) * (p.y - 92));
    if (p.y > 92)
        colour = mix(colour, Vec3{0.14, 0.34, 0.07} * (1.2 - (0.07 * (p.x - bend))), inside(std::abs(p.x - bend) - 4));
    colour = leaf(p, {118, 196}, 0.5, colour);
    colour = leaf(p, {116, 206}, 2.6, colour);
    const Petal back = petal_at(p, 0.22), front = petal_at(p, 0);
    colour = mix(colour, petal_colour(back) * 0.72, inside(back.distance));
    colour = mix(colour, petal_colour(front), inside(front.distance));
    const Vec2 offset = (p - kCentre) * (1 / kDisc);
    const double grains = 0.7 + (0.6 * noise(p * 0.55, 57));
    const Vec3 disc = lit(Vec3{0.85, 0.55, 0.05} * grains, sphere_normal(offset * 0.8), 0.1);
    return mix(colour, disc, inside((length(offset) - 1) * kDisc));
}

}  // namespace

Drawing flower() {
    return photograph("photographs/flower", light);
}

}  // namespace convscope::draw::photographs
