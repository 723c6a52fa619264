// A small grey canvas with antialiased shapes, for the program's drawn data sets. Coordinates are pixels: x to the
// right, y down; pixel 0 reaches from 0 to 1. Must not include data sets.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "core/nn/train/drawn/drawn_set.h"

namespace convscope::nn {

struct Point {
    float x = 0, y = 0;
};

/// The distance of a point from a shape's outline, negative inside.
float polygon_distance(std::span<const Point> corners, const Point& at);
/// From a line of this thickness with round ends.
float line_distance(const Point& from, const Point& to, float thickness, const Point& at);
/// From an ellipse with these half-axes; approximate, exact for a circle.
float ellipse_distance(const Point& centre, const Point& half_axes, const Point& at);

/// A movement of a shape: scaled, then turned by `angle` (radians), then moved so that (0, 0) becomes `centre`.
struct DrawnPlacement {
    Point centre;
    float scale = 1, angle = 0;

    Point placed(const Point& point) const;
};
std::vector<Point> placed(std::span<const Point> points, const DrawnPlacement& placement);

class Canvas {
  public:
    explicit Canvas(float grey = 0) { values_.fill(grey); }

    /// Paints where `distance(point)` is negative, with soft edges of one pixel. `grey(point, depth)` is the colour,
    /// 0..255; `depth` is the distance from the edge.
    template <class Distance, class Grey>
    void paint(const Distance& distance, const Grey& grey) {
        for (int row = 0; row < kDrawnSide; ++row)
            for (int col = 0; col < kDrawnSide; ++col) {
                const Point at{static_cast<float>(col) + 0.5F, static_cast<float>(row) + 0.5F};
                const float depth = -distance(at);
                const float coverage = std::clamp(depth + 0.5F, 0.F, 1.F);
                if (coverage > 0)
                    value(row, col) = std::lerp(value(row, col), grey(at, std::max(0.F, depth)), coverage);
            }
    }

    /// Adds noise of this standard deviation to every value that is above `ground`.
    void add_noise(float deviation, std::uint64_t seed, float ground = -1);
    /// Rounds the values to 0..255.
    void write(std::span<std::uint8_t> out) const;

    float& value(int row, int col) { return values_.at(static_cast<std::size_t>((row * kDrawnSide) + col)); }

  private:
    std::array<float, static_cast<std::size_t>(kDrawnSide) * kDrawnSide> values_{};
};

/// A line with round ends. The numbers of a braced list are computed from left to right, unlike arguments: drawings
/// with random numbers are the same with every compiler.
struct DrawnLine {
    Point from, to;
    float thickness, grey;
};

/// Paints a line, or a polygon, in one grey.
void paint_line(Canvas& canvas, const DrawnLine& line);
void paint_flat(Canvas& canvas, std::span<const Point> corners, float grey);

}  // namespace convscope::nn
