// A grid of numbers, lined up and, where they are signed, tinted. Knows no document.
#pragma once

#include <string>
#include <vector>

#include "app/gui/ui.h"

namespace convscope {

struct NumberGrid {
    std::string name;  ///< cells are marked `name`.ROW.COLUMN
    int rows = 3, cols = 3;
    std::vector<double> values = {};  ///< rows * cols, row by row
    bool tinted = false;              ///< orange and blue by sign
    std::vector<bool> faint = {};     ///< cells that are not really there (padding)
    int winner = -1;                  ///< the cell that won, marked
    int ringed = -1;                  ///< the cell in question, outlined
};

void number_grid(Ui& ui, Rect rect, const NumberGrid& grid);

/// `value` with as many significant digits, up to 9, as fit into `width`.
std::string fitted_number(const Ui& ui, double value, float width, Type type);

}  // namespace convscope
