// Smooth outlines and light on cloth for all garments. Lengths are in pixels of the 28 x 28 frame.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "assets/pictures/draw/raster.h"

namespace convscope::draw::garments {

constexpr double kMiddle = 14;  ///< the axis of a symmetric garment

/// `p` with its left half folded onto the right one.
inline Vec2 folded(Vec2 p) {
    return {kMiddle + std::abs(p.x - kMiddle), p.y};
}

/// A smooth line through its knots (a Catmull-Rom spline); a repeated knot is a sharp corner.
class Curve {
  public:
    Curve(std::initializer_list<Vec2> knots);
    double distance(Vec2 p) const;
    /// 1 within `width` / 2 of the line, 0 beyond it.
    double covers(Vec2 p, double width) const { return distance(p) < width / 2 ? 1 : 0; }

  private:
    std::vector<Vec2> points_;
};

/// A closed smooth line.
class Outline {
  public:
    explicit Outline(std::vector<Vec2> knots);
    /// The right half is given, from the top of the middle axis to its bottom.
    static Outline symmetric(std::vector<Vec2> half);
    /// The signed distance, negative inside.
    double distance(Vec2 p) const;

  private:
    std::vector<Vec2> points_;
};

/// Light on a rounded body; `across` runs from -1 at its left edge to 1 at its right one.
double rounded(double across);
/// Light at an edge that curves away or is hemmed: `dark` at the edge, 1 at `width` inside it.
double hem(double distance, double width, double dark);
/// Vertical folds and an uneven weave, values about 1; `depth` .2 is plain cotton.
double cloth(Vec2 p, int seed, double depth);

/// A 28 x 28 grey picture; `shade` gives 0..1 at any point and is limited to that range.
Drawing garment(std::string_view name, double (*shade)(Vec2));

}  // namespace convscope::draw::garments
