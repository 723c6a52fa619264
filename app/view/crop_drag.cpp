#include "app/view/crop_drag.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

/// The pixels from `begin` to before `end` along one axis.
struct Span {
    int begin = 0, end = 0;
};

/// The span after its marked ends moved by `by` pixels along an axis of `length` pixels.
Span moved(Span span, bool moves_begin, bool moves_end, int by, int length) {
    if (moves_begin && moves_end) {
        const int limited = std::clamp(by, -span.begin, length - span.end);
        return {span.begin + limited, span.end + limited};
    }
    if (moves_begin) span.begin = std::clamp(span.begin + by, 0, span.end - 1);
    if (moves_end) span.end = std::clamp(span.end + by, span.begin + 1, length);
    return span;
}

/// The pixels that lie between two points along one axis.
Span between(double a, double b, int length) {
    const double low = std::clamp(std::min(a, b), 0.0, static_cast<double>(length));
    const double high = std::clamp(std::max(a, b), 0.0, static_cast<double>(length));
    const int begin = std::min(static_cast<int>(low), length - 1);
    return {begin, std::max(begin + 1, static_cast<int>(std::ceil(high)))};
}

}  // namespace

CropPart crop_part_at(const std::optional<PixelRect>& crop, Size size, const PicturePoint& at,
                      const PicturePoint& reach) {
    const PixelRect frame = crop.value_or(PixelRect{0, 0, size.rows, size.cols});
    const double top = frame.row, bottom = frame.row + frame.rows, left = frame.col, right = frame.col + frame.cols;
    const bool in_rows = at.row > top - reach.row && at.row < bottom + reach.row;
    const bool in_cols = at.col > left - reach.col && at.col < right + reach.col;
    if (!in_rows || !in_cols) return {.draw = true};
    // In a small frame the nearer of two edges is taken.
    CropPart part;
    part.bottom = std::abs(at.row - bottom) < reach.row && std::abs(at.row - bottom) <= std::abs(at.row - top);
    part.top = !part.bottom && std::abs(at.row - top) < reach.row;
    part.right = std::abs(at.col - right) < reach.col && std::abs(at.col - right) <= std::abs(at.col - left);
    part.left = !part.right && std::abs(at.col - left) < reach.col;
    if (part != CropPart{}) return part;
    if (!crop) return {.draw = true};
    return {.top = true, .bottom = true, .left = true, .right = true};
}

PixelRect dragged_crop(const PixelRect& start, const CropPart& part, Size size, const PicturePoint& from,
                       const PicturePoint& to) {
    Span rows{start.row, start.row + start.rows}, cols{start.col, start.col + start.cols};
    if (part.draw) {
        rows = between(from.row, to.row, size.rows);
        cols = between(from.col, to.col, size.cols);
    } else {
        const auto down = static_cast<int>(std::lround(to.row - from.row));
        const auto right = static_cast<int>(std::lround(to.col - from.col));
        rows = moved(rows, part.top, part.bottom, down, size.rows);
        cols = moved(cols, part.left, part.right, right, size.cols);
    }
    return {rows.begin, cols.begin, rows.end - rows.begin, cols.end - cols.begin};
}

}  // namespace convscope
