#include <numbers>

#include "core/base/random.h"
#include "core/nn/train/drawn/drawings.h"

namespace convscope::nn {

namespace {

constexpr float kMiddle = kDrawnSide / 2.F;
constexpr float kPi = std::numbers::pi_v<float>;

/// Corners on the unit circle; every second one of a star is nearer to the centre.
std::vector<Point> regular_polygon(int corners, float inner_radius) {
    std::vector<Point> points;
    points.reserve(static_cast<std::size_t>(corners));
    for (int i = 0; i < corners; ++i) {
        const float angle = 2 * kPi * static_cast<float>(i) / static_cast<float>(corners);
        const float radius = i % 2 == 1 ? inner_radius : 1;
        points.push_back({radius * std::sin(angle), -radius * std::cos(angle)});
    }
    return points;
}

std::vector<Point> unit_cross(float half_arm) {
    const float a = half_arm;
    return {{-a, -1}, {a, -1}, {a, -a}, {1, -a}, {1, a}, {a, a}, {a, 1}, {-a, 1}, {-a, a}, {-1, a}, {-1, -a}, {-a, -a}};
}

/// The corners of shape number 1 to 4; the circle (0) has none.
std::vector<Point> corners_of(std::size_t shape, RandomSequence& random) {
    switch (shape) {
        case 1:
            return regular_polygon(4, 1);
        case 2:
            return regular_polygon(3, 1);
        case 3:
            return regular_polygon(10, random.between(0.38F, 0.52F));
        default:
            return unit_cross(random.between(0.22F, 0.38F));
    }
}

}  // namespace

Canvas draw_line(std::size_t direction, std::uint64_t seed) {
    // vertical, horizontal, rising, falling; the angle from the x axis, downwards
    constexpr std::array<float, 4> kAngles{kPi / 2, 0, -kPi / 4, kPi / 4};
    RandomSequence random(seed);
    const float ground = random.between(0, 50);
    const float ink = ground + random.between(70, 190);
    const float angle = kAngles.at(direction) + random.between(-0.12F, 0.12F);
    const float half_length = random.between(6, 18), thickness = random.between(1.2F, 3.5F);
    const Point centre{random.between(7, kDrawnSide - 7.F), random.between(7, kDrawnSide - 7.F)};
    const Point from{centre.x - (half_length * std::cos(angle)), centre.y - (half_length * std::sin(angle))};
    const Point to{centre.x + (half_length * std::cos(angle)), centre.y + (half_length * std::sin(angle))};
    Canvas canvas(ground);
    canvas.paint([&](const Point& at) { return line_distance(from, to, thickness, at); },
                 [ink](const Point&, float) { return ink; });
    canvas.add_noise(random.between(5, 35), random_bits(seed, 1));
    return canvas;
}

Canvas draw_shape(std::size_t shape, std::uint64_t seed) {
    RandomSequence random(seed);
    const float ground = random.between(0, 60);
    const float ink = ground + random.between(90, 190);
    const float radius = random.between(5.5F, 12);
    const float room = kMiddle - radius;
    const DrawnPlacement placement{
        .centre = {kMiddle + random.between(-room, room), kMiddle + random.between(-room, room)},
        .scale = radius,
        .angle = random.between(0, 2 * kPi)};
    const std::vector<Point> corners = shape == 0 ? std::vector<Point>() : placed(corners_of(shape, random), placement);
    // Thickness of an outline; 0 fills the shape.
    const float outline = random.chance(0.35F) ? random.between(1.5F, 2.6F) : 0;
    Canvas canvas(ground);
    canvas.paint(
        [&](const Point& at) {
            const float distance =
                shape == 0 ? ellipse_distance(placement.centre, {radius, radius}, at) : polygon_distance(corners, at);
            return outline > 0 ? std::abs(distance + (outline / 2)) - (outline / 2) : distance;
        },
        [ink](const Point&, float) { return ink; });
    canvas.add_noise(random.between(2, 14), random_bits(seed, 1));
    return canvas;
}

}  // namespace convscope::nn
