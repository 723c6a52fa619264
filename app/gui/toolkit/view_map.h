// Where the pixels of a view are: between screen pixels and the view's own pixels, for views that look at one place of
// the input together. Knows no ImGui.
#pragma once

#include "app/gui/toolkit/rect.h"
#include "app/view/camera.h"
#include "core/filter/geometry.h"
#include "core/image/plane.h"
#include "core/image/reduce.h"

namespace convscope {

/// How one axis of a view lies on the input: view position u covers input position u * scale + offset.
struct AxisMap {
    double scale = 1;
    double offset = 0;
};

/// One view on the screen. Rows grow downwards, columns to the right.
struct ViewMap {
    Rect rect;                 ///< screen pixels
    Size size;                 ///< of the view's picture
    double pixel = 1;          ///< screen pixels per view pixel
    double top = 0, left = 0;  ///< the view position at the rectangle's upper left corner

    double screen_x(double col) const { return rect.x + (col - left) * pixel; }
    double screen_y(double row) const { return rect.y + (row - top) * pixel; }
    double row_at(double y) const { return top + (y - rect.y) / pixel; }
    double col_at(double x) const { return left + (x - rect.x) / pixel; }
    /// The screen rectangle of `rows` x `cols` view pixels at (row, col).
    Rect cells(double row, double col, double rows = 1, double cols = 1) const;
    /// The part of the picture that is visible, widened to multiples of `alignment`; empty where none is.
    Region visible(int alignment) const;
    /// Picture pixels averaged into one texel: the largest power of two that leaves no texel larger than a screen
    /// pixel.
    int reduction() const;
};

AxisMap input_map();
/// Of the filtered (pooled: of the pooled) picture on the input, by the centres of the windows.
AxisMap output_map(const Axis& axis, bool pooled);

/// Screen pixels per input pixel when the whole input fits into the view.
double fit_scale(Size input, const Rect& rect);
/// The map of a view of `size` whose picture lies on the input as `rows` and `cols` say. With `true_size` a view pixel
/// is as large as an input pixel.
ViewMap view_map(const Rect& rect, Size size, AxisMap rows, AxisMap cols, Size input, const Camera& camera,
                 bool true_size);

/// The camera after zooming by `factor` about screen position (x, y) of an input view, or moving by (dx, dy) screen
/// pixels.
Camera zoomed(const Camera& camera, Size input, const ViewMap& view, AxisMap rows, AxisMap cols, double x, double y,
              double factor);
Camera panned(const Camera& camera, Size input, const ViewMap& view, AxisMap rows, AxisMap cols, double dx, double dy);

}  // namespace convscope
