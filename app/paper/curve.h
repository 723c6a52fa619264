// A curve over steps on paper.
#pragma once

#include <string>
#include <vector>

#include "app/paper/canvas.h"

namespace convscope {

struct CurvePoint {
    double x = 0, y = 0;
};

struct Curve {
    std::vector<CurvePoint> points;  ///< in ascending order of x; values that are not finite are left out
    std::string title;
    double x_end = 1;          ///< x at the right edge; the left edge is 0
    double low = 0, high = 1;  ///< y at the edges
    double until = 1;          ///< the curve is drawn up to this x
};

/// Draws title, frame, the values at the edges, and the curve with a dot at its end.
void draw_curve(Canvas& canvas, Box box, const Curve& curve, double text_size);

}  // namespace convscope
