#include "core/nn/train/drawn/canvas.h"

#include "core/base/random.h"

namespace convscope::nn {

namespace {

/// The distance of a point from the line between two others.
float segment_distance(const Point& from, const Point& to, const Point& at) {
    const float dx = to.x - from.x, dy = to.y - from.y;
    const float length = (dx * dx) + (dy * dy);
    const float along = length > 0 ? (((at.x - from.x) * dx) + ((at.y - from.y) * dy)) / length : 0;
    const float t = std::clamp(along, 0.F, 1.F);
    return std::hypot(at.x - from.x - (t * dx), at.y - from.y - (t * dy));
}

}  // namespace

float polygon_distance(std::span<const Point> corners, const Point& at) {
    float nearest = 1e9F;
    bool inside = false;
    for (std::size_t i = 0, before = corners.size() - 1; i < corners.size(); before = i++) {
        const Point &a = corners[before], &b = corners[i];
        nearest = std::min(nearest, segment_distance(a, b, at));
        // A ray to the right crosses the outline an odd number of times if it starts inside.
        if ((a.y > at.y) != (b.y > at.y) && at.x < a.x + ((at.y - a.y) / (b.y - a.y) * (b.x - a.x))) inside = !inside;
    }
    return inside ? -nearest : nearest;
}

float line_distance(const Point& from, const Point& to, float thickness, const Point& at) {
    return segment_distance(from, to, at) - (thickness / 2);
}

float ellipse_distance(const Point& centre, const Point& half_axes, const Point& at) {
    const float x = (at.x - centre.x) / half_axes.x, y = (at.y - centre.y) / half_axes.y;
    return (std::hypot(x, y) - 1) * std::min(half_axes.x, half_axes.y);
}

Point DrawnPlacement::placed(const Point& point) const {
    const float cosine = std::cos(angle) * scale, sine = std::sin(angle) * scale;
    return {centre.x + (cosine * point.x) - (sine * point.y), centre.y + (sine * point.x) + (cosine * point.y)};
}

std::vector<Point> placed(std::span<const Point> points, const DrawnPlacement& placement) {
    std::vector<Point> result;
    result.reserve(points.size());
    for (const Point& point : points) result.push_back(placement.placed(point));
    return result;
}

void Canvas::add_noise(float deviation, std::uint64_t seed, float ground) {
    // The sum of four uniform numbers is nearly normal; its variance is 4 / 12.
    const float factor = deviation * std::sqrt(3.F);
    std::uint64_t number = 0;
    for (float& value : values_) {
        float sum = -2;
        for (int i = 0; i < 4; ++i) sum += random_unit(seed, number++);
        if (value > ground) value += factor * sum;
    }
}

void Canvas::write(std::span<std::uint8_t> out) const {
    std::ranges::transform(values_, out.begin(), [](float value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.F, 255.F)));
    });
}

void paint_line(Canvas& canvas, const DrawnLine& line) {
    canvas.paint([&](const Point& at) { return line_distance(line.from, line.to, line.thickness, at); },
                 [&line](const Point&, float) { return line.grey; });
}

void paint_flat(Canvas& canvas, std::span<const Point> corners, float grey) {
    canvas.paint([&](const Point& at) { return polygon_distance(corners, at); },
                 [grey](const Point&, float) { return grey; });
}

}  // namespace convscope::nn
