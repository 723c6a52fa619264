// A grid of numbers, lined up and, where they are signed, tinted. Knows no document.
#pragma once

#include <string>
#include <vector>

#include "app/gui/toolkit/ui.h"

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

/// Numbers below each other, with their points lined up: the decimals, at most 6, with which each of them fits.
class NumberColumn {
  public:
    /// For numbers whose magnitude is at most `largest`.
    NumberColumn(const Ui& ui, double largest, float width, Type type);
    std::string text(double value) const;

  private:
    const Ui* ui_;
    float width_;
    Type type_;
    int decimals_ = -1;  ///< none: too large or too small to be written in full
};

}  // namespace convscope
