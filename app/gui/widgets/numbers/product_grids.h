// The products in one output value of a convolution: input x filter = products, as three grids of numbers.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_format.h"

namespace convscope {

/// All vectors hold rows * cols values, row by row.
struct ProductGrids {
    std::string name;  ///< cells are named `name`.neighbour.ROW.COLUMN, `name`.filter. ..., `name`.product. ...
    int rows = 3, cols = 3;
    std::vector<double> neighbours = {};
    std::vector<bool> inside = {};  ///< false for neighbours in the padding; empty: all are inside
    std::vector<double> filter = {};
    std::vector<double> products = {};
    /// The sum of the products. If set, it is written below them with the same decimals, and the products are rounded
    /// so that they add up to it as written. Only without `formats`.
    std::optional<double> sum = {};
    bool more_digits = false;  ///< up to eight decimals, where they fit
    int across = 3;            ///< number of grids in the first row, 1 to 3; the remaining grids are drawn below
    /// The formats of input, filter and products. If set, the grids are in one row as high as the rectangle, whatever
    /// `across` is; they share its width in proportion to the widths of their numbers, up to a maximum.
    std::optional<std::array<NumberFormat, 3>> formats = {};
    bool edits_filter = false;  ///< the filter's cells are number fields
    int outlined = -1;          ///< index of the cell that is outlined in all three grids; -1: none
    int reached = -1;           ///< the products from this index on are not shown; -1: all are shown
};

/// A new value for a cell of the filter.
struct FilterCellEdit {
    int row = 0, col = 0;
    NumberEdit edit;
};

/// Draws the grids as large as `rect` allows, up to a maximum size, at the left of `rect`. Without `formats` they are
/// in the middle of its height. Returns the user's edit of the filter in this frame; nullopt if there is none.
std::optional<FilterCellEdit> product_grids(Ui& ui, Rect rect, const ProductGrids& grids);
/// The room that the three grids in one row need with numbers in this font (theme.h's Type). The formats must be set.
struct Extent {
    float w = 0, h = 0;
};
Extent product_grids_extent(const Ui& ui, const ProductGrids& grids, Type type);
/// The room at the left of the products, below the input, if the products are in a second row; otherwise empty. Without
/// `formats`.
Rect product_grids_room(const Ui& ui, Rect rect, const ProductGrids& grids);
/// A height with which the numbers are easy to read.
float product_grids_height(const Ui& ui, const ProductGrids& grids);

}  // namespace convscope
