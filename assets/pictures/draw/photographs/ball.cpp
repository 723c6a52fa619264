// A basketball on a table: an orange sphere with dark seams.
#include "assets/pictures/draw/photographs/photographs.h"
#include "assets/pictures/draw/photographs/studio.h"

namespace convscope::draw::photographs {

namespace {

constexpr Vec2 kCentre{112, 118};
constexpr double kRadius = 74, kSeam = 0.028;

Vec3 light(Vec2 p) {
    const Vec3 ground = table(p, 132, {0.50, 0.55, 0.60}) * shadow(p, {128, 188}, {88, 20});
    const Vec2 offset = (p - kCentre) * (1 / kRadius);
    const double cover = inside((length(offset) - 1) * kRadius);
    if (cover == 0) return ground;
    const Vec3 normal = sphere_normal(offset * std::min(1.0, 0.9999 / std::max(1e-9, length(offset))));
    // The ball is turned a little, so that the seams do not lie on the frame's axes.
    const Vec2 turned = rotated({normal.x, normal.y}, 0.35);
    const double curve = std::abs((turned.x * turned.x) - (0.32 + (0.55 * turned.y * turned.y)));
    const bool seam = std::abs(turned.x) < kSeam || std::abs(turned.y) < kSeam || curve < kSeam * 1.5;
    const double pebbles = 0.88 + (0.24 * noise(p * 0.8, 3));
    const Vec3 colour = seam ? Vec3{0.03, 0.02, 0.02} : Vec3{0.78, 0.27, 0.06} * pebbles;
    return mix(ground, lit(colour, normal, 0.25), cover);
}

}  // namespace

Drawing ball() {
    return photograph("photographs/ball", light);
}

}  // namespace convscope::draw::photographs
