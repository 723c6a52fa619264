// A small table of numbers, such as a window, a filter or their products; empty cells are blanks to be filled in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/paper/canvas.h"

namespace convscope {

struct PaperCell {
    std::string text;
    std::optional<Rgb> ground = {};
    bool outlined = false;
};

struct PaperTable {
    int rows = 0, cols = 0;
    std::vector<PaperCell> cells;  ///< row by row
};

/// The table of these values, negative ones on blue and positive ones on orange if `tinted`.
PaperTable paper_table(int cols, const std::vector<double>& values, bool tinted);
/// The size of a cell in which all numbers of these tables fit, at least 1.6 times as wide as the text is large.
double table_cell_width(const Canvas& canvas, const std::vector<const PaperTable*>& tables, double text_size);
/// Draws the table from (x, y) on. Returns its box.
Box draw_table(Canvas& canvas, double x, double y, const PaperTable& table, const Box& cell, double text_size);

}  // namespace convscope
