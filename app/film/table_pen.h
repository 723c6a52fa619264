// Draws tables of numbers and the signs between them from left to right.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "app/paper/map_picture.h"
#include "app/paper/paper_table.h"

namespace convscope {

struct TablePen {
    Canvas& canvas;
    double x, y;
    double cell;  ///< the height of a cell; numbers are half as large

    void sign(const std::string& text, double height) {
        canvas.label({x, y, 32, height}, text, {.size = 22, .colour = ink::kMuted, .align = TextAlign::centre});
        x += 32;
    }
    void table(const PaperTable& numbers, double width) {
        x = draw_table(canvas, x, y, numbers, {0, 0, width, cell}, cell / 2).right();
    }
    /// Draws "window x filter = products". Cells have room for numbers of four digits, so that the tables of a sequence
    /// of frames do not move.
    void product(const PaperTable& window, const PaperTable& filter, const PaperTable& products) {
        const double width = std::max(table_cell_width(canvas, {&window, &filter, &products}, cell / 2), 2 * cell);
        const double height = cell * window.rows;
        table(window, width);
        sign("\u00d7", height);
        table(filter, width);
        sign("=", height);
        table(products, width);
    }
    void product(int cols, const std::vector<double>& window, const std::vector<double>& filter,
                 const std::vector<double>& products) {
        product(paper_table(cols, window, false), paper_table(cols, filter, true), paper_table(cols, products, true));
    }
};

}  // namespace convscope
