#include "assets/pictures/draw/photographs/studio.h"

#include <utility>

namespace convscope::draw::photographs {

namespace {

const Vec3 kSun = normalised({-0.5, -0.65, 0.6});
constexpr double kAmbient = 0.32, kDirect = 0.85;

}  // namespace

Drawing photograph(std::string_view name, std::function<Vec3(Vec2)> light) {
    return {name, 224, 3, 3, [light = std::move(light)](const Sample& sample) { return encoded(light(sample.at)); }};
}

Vec3 table(Vec2 p, double edge, Vec3 wall) {
    if (p.y < edge) {
        const double light = 1.05 - (0.0022 * p.x) - (0.001 * p.y);
        return wall * (light * (0.97 + (0.06 * fractal(p * 0.08, 31))));
    }
    // Boards come closer towards the viewer, so the grain grows with the distance from the table's far edge.
    const double depth = 40 / (p.y - edge + 30);
    const Vec2 board{(p.x - 112) * depth, 260 * depth};
    const double grain = fractal(Vec2{board.x * 0.05, board.y * 0.6}, 33);
    const double joint = std::abs(std::fmod(std::abs(board.x) + 18, 36) - 18);
    const Vec3 wood = mix(Vec3{0.34, 0.19, 0.09}, Vec3{0.55, 0.34, 0.17}, grain);
    return wood * (joint < 0.5 ? 0.55 : 1.0) * (1.05 - (0.0018 * p.x));
}

Vec3 grass(Vec2 p) {
    const double blades = fractal(Vec2{p.x * 0.5, p.y * 0.16}, 41), patches = fractal(p * 0.03, 42);
    return mix(Vec3{0.05, 0.16, 0.03}, Vec3{0.22, 0.42, 0.08}, (0.6 * blades) + (0.4 * patches));
}

Vec3 sky(Vec2 p, double horizon) {
    const Vec3 clear = mix(Vec3{0.14, 0.34, 0.75}, Vec3{0.55, 0.74, 0.95}, clamp01(p.y / horizon));
    const double cloud = smoothstep(0.52, 0.72, fractal(Vec2{p.x * 0.018, p.y * 0.035}, 43));
    return mix(clear, Vec3{0.93, 0.94, 0.96}, cloud);
}

Vec3 lit(Vec3 colour, Vec3 normal, double gloss) {
    const double diffuse = std::max(0.0, dot(normal, kSun));
    const Vec3 half = normalised(kSun + Vec3{0, 0, 1});
    const double shine = gloss * std::pow(std::max(0.0, dot(normal, half)), 40);
    return (colour * (kAmbient + (kDirect * diffuse))) + grey(0.7 * shine);
}

Vec3 sphere_normal(Vec2 offset) {
    return {offset.x, offset.y, std::sqrt(std::max(0.0, 1 - dot(offset, offset)))};
}

double shadow(Vec2 p, Vec2 centre, Vec2 radii) {
    const double distance = length(Vec2{(p.x - centre.x) / radii.x, (p.y - centre.y) / radii.y});
    return mix(0.35, 1.0, smoothstep(0.55, 1.15, distance));
}

double inside(double distance) {
    return smoothstep(0.6, -0.6, distance);
}

}  // namespace convscope::draw::photographs
