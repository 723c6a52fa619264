#include "assets/pictures/draw/garments/fabric.h"

#include <cstddef>
#include <utility>

namespace convscope::draw::garments {

namespace {

constexpr int kPieces = 6;  // line segments between two knots

Vec2 spline(Vec2 before, Vec2 from, Vec2 to, Vec2 after, double t) {
    const Vec2 slope = (to - before) * 0.5, end_slope = (after - from) * 0.5;
    const Vec2 rise = to - from;
    return from + slope * t + (rise * 3 - slope * 2 - end_slope) * (t * t) +
           (slope + end_slope - rise * 2) * (t * t * t);
}

void append_span(std::vector<Vec2>& points, Vec2 before, Vec2 from, Vec2 to, Vec2 after) {
    for (int i = 0; i < kPieces; ++i) {
        points.push_back(spline(before, from, to, after, static_cast<double>(i) / kPieces));
    }
}

}  // namespace

Curve::Curve(std::initializer_list<Vec2> knots) {
    const std::vector<Vec2> k(knots);
    for (std::size_t i = 0; i + 1 < k.size(); ++i) {
        append_span(points_, k[i > 0 ? i - 1 : 0], k[i], k[i + 1], k[std::min(i + 2, k.size() - 1)]);
    }
    points_.push_back(k.back());
}

double Curve::distance(Vec2 p) const {
    double nearest = length(p - points_.front());
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
        nearest = std::min(nearest, segment_distance(p, points_[i], points_[i + 1]));
    }
    return nearest;
}

Outline::Outline(std::vector<Vec2> knots) {
    const std::size_t n = knots.size();
    for (std::size_t i = 0; i < n; ++i) {
        append_span(points_, knots[(i + n - 1) % n], knots[i], knots[(i + 1) % n], knots[(i + 2) % n]);
    }
}

Outline Outline::symmetric(std::vector<Vec2> half) {
    for (std::size_t i = half.size(); i-- > 0;) {
        if (half[i].x > kMiddle) half.push_back({2 * kMiddle - half[i].x, half[i].y});
    }
    return Outline(std::move(half));
}

double Outline::distance(Vec2 p) const {
    return polygon_distance(p, points_);
}

double rounded(double across) {
    const double x = std::clamp(across, -1.0, 1.0);
    return 1 - 0.16 * x * x - 0.06 * x;
}

double hem(double distance, double width, double dark) {
    return mix(dark, 1.0, smoothstep(0, width, -distance));
}

double cloth(Vec2 p, int seed, double depth) {
    const double folds = fractal(Vec2{(p.x + 0.3 * p.y) / 2.6, (p.y - 0.2 * p.x) / 9}, seed) - 0.5;
    const double weave = noise(p * 1.4, seed + 40) - 0.5;
    return 1 + depth * (1.5 * folds + 0.4 * weave);
}

Drawing garment(std::string_view name, double (*shade)(Vec2)) {
    return {name, 28, 1, 16, [shade](const Sample& sample) { return grey(clamp01(shade(sample.at))); }};
}

}  // namespace convscope::draw::garments
