// A grid of numbers, which can be tinted by their signs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/gui/widgets/numbers/number_format.h"

namespace convscope {

struct NumberGrid {
    std::string name;  ///< cells are named `name`.ROW.COLUMN
    int rows = 3, cols = 3;
    std::vector<double> values = {};          ///< rows * cols, row by row
    bool tinted = false;                      ///< orange for positive, blue for negative numbers
    std::vector<bool> faint = {};             ///< per cell: true draws the cell faintly, for padding; may be empty
    int winner = -1;                          ///< index of the cell that is drawn in the colour of winners; -1: none
    int outlined = -1;                        ///< index of the cell with an outline; -1: none
    int filled = -1;                          ///< number of cells that show their value, from the first on; -1: all
    std::optional<NumberFormat> format = {};  ///< format of all cells; by default that of `values`
    std::optional<Type> type = {};            ///< by default the largest type that fits
};

/// Draws the grid so that it fills `rect`. All numbers have the same number of decimals and, if they fit, the same text
/// size.
void number_grid(Ui& ui, Rect rect, const NumberGrid& grid);
/// The width, and below the height, of one cell with a number in the text size `type`.
float number_cell_width(const Ui& ui, const NumberFormat& format, Type type);
float number_cell_height(const Ui& ui, Type type);

/// `value` with as many significant digits, up to 9, as fit into `width`; "~0" for a value near 0 none of whose digits
/// fit.
std::string fitted_number(const Ui& ui, double value, float width, Type type);

/// Formats the numbers of a column with equal decimals, at most 6, so that their decimal points line up.
class NumberColumn {
  public:
    /// Makes the format for magnitudes up to `largest`, to be written into `width` screen pixels.
    NumberColumn(const Ui& ui, double largest, float width, Type type);
    std::string text(double value) const;

  private:
    const Ui* ui_;
    float width_;
    Type type_;
    int decimals_ = -1;  ///< -1: the numbers do not fit with a fixed number of decimals
};

}  // namespace convscope
