// Converts between screen pixels and the pixels of a view. Views with the same camera show the same place of the input.
#pragma once

#include "app/gui/toolkit/rect.h"
#include "app/view/camera.h"
#include "core/filter/geometry.h"
#include "core/image/plane.h"
#include "core/image/reduce.h"

namespace convscope {

/// Maps one axis of a view to the input: view position u is at input position u * scale + offset.
struct AxisMap {
    double scale = 1;
    double offset = 0;
};

/// One view on the screen. Rows grow downwards, columns to the right.
struct ViewMap {
    Rect rect;                 ///< screen pixels
    Size size;                 ///< size of the view's picture
    double pixel = 1;          ///< screen pixels per view pixel
    double top = 0, left = 0;  ///< the view position at the rectangle's upper left corner

    double screen_x(double col) const { return rect.x + (col - left) * pixel; }
    double screen_y(double row) const { return rect.y + (row - top) * pixel; }
    double row_at(double y) const { return top + (y - rect.y) / pixel; }
    double col_at(double x) const { return left + (x - rect.x) / pixel; }
    /// The screen rectangle of `rows` x `cols` view pixels at (row, col).
    Rect cells(double row, double col, double rows = 1, double cols = 1) const;
    /// The visible part of the picture, enlarged to multiples of `alignment`; empty if no part is visible.
    PixelRect visible(int alignment) const;
    /// The number of rows and of columns of picture pixels that are averaged into one texel: the largest power of two,
    /// at most 64, with which a texel is not larger than a screen pixel.
    int reduction() const;
};

AxisMap input_map();
/// The map of an axis of the filtered or, with `pooled`, of the pooled picture: a pixel is at the centre of its window
/// on the input.
AxisMap output_map(const Axis& axis, bool pooled);

/// Screen pixels per input pixel when the whole input fits into the view.
double fit_scale(Size input, const Rect& rect);
/// The map of a view of `size`; `rows` and `cols` relate its axes to the input. With `true_size` a view pixel is as
/// large as an input pixel.
ViewMap view_map(const Rect& rect, Size size, AxisMap rows, AxisMap cols, Size input, const Camera& camera,
                 bool true_size);

/// The camera after zooming by `factor`; the point of the input at screen position (x, y) stays where it is.
Camera zoomed(const Camera& camera, Size input, const ViewMap& view, AxisMap rows, AxisMap cols, double x, double y,
              double factor);
/// The camera after a drag by (dx, dy) screen pixels.
Camera panned(const Camera& camera, Size input, const ViewMap& view, AxisMap rows, AxisMap cols, double dx, double dy);

}  // namespace convscope
