// A rectangle on paper, and how to divide it. Must not include cairo: whoever lays out need not draw.
#pragma once

#include <algorithm>

namespace convscope {

/// x right, y down; in the canvas's units: pixels of a picture, points (1/72 inch) of a page.
struct Box {
    double x = 0, y = 0, w = 0, h = 0;

    double right() const { return x + w; }
    double bottom() const { return y + h; }
    Box inset(double by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
    /// Cuts a part off, and a gap after it; the part is returned.
    Box cut_top(double height, double gap = 0) {
        const Box part{x, y, w, std::min(height, h)};
        y += part.h + gap;
        h = std::max(0.0, h - part.h - gap);
        return part;
    }
    Box cut_left(double width, double gap = 0) {
        const Box part{x, y, std::min(width, w), h};
        x += part.w + gap;
        w = std::max(0.0, w - part.w - gap);
        return part;
    }
    /// Cell (row, column) of a grid of rows x columns without gaps.
    Box cell(int row, int col, int rows, int cols) const {
        return {x + w * col / cols, y + h * row / rows, w / cols, h / rows};
    }
    bool operator==(const Box&) const = default;
};

}  // namespace convscope
