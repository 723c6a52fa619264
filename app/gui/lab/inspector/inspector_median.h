// The arithmetic of a median: the values of the window, and the same values in order of size with the middle one
// marked.
#pragma once

#include <vector>

#include "app/gui/widgets/numbers/product_grids.h"
#include "core/filter/explain.h"
#include "core/image/range.h"

namespace convscope {

/// All vectors hold taps * taps values, row by row.
struct MedianGrids {
    int taps = 3;
    std::vector<double> window = {};
    std::vector<bool> padding = {};  ///< true for a value beyond the input's edge
    std::vector<double> sorted = {};
    NumberFormat format = {};
};

/// True if the pixel is the median of its window.
bool is_median(const PixelExplanation& pixel);
/// The grids of such a pixel. `input` is the range of the whole input, so that the layout does not change while the
/// pointer moves.
MedianGrids median_grids(const PixelExplanation& pixel, Range input);

/// The room that both grids need with numbers of this type.
Extent median_extent(const Ui& ui, const MedianGrids& grids, Type type);
/// Draws the grids as large as `rect` allows. Cells are named "inspector.neighbour.ROW.COLUMN" and
/// "inspector.sorted.ROW.COLUMN".
void show_median(Ui& ui, Rect rect, const MedianGrids& grids);

}  // namespace convscope
