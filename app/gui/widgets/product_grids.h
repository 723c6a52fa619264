// The products in one output value of a convolution: input x filter = products, as three grids of numbers.
#pragma once

#include <string>
#include <vector>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// All vectors hold rows * cols values, row by row.
struct ProductGrids {
    std::string name;  ///< cells are marked `name`.neighbour.ROW.COLUMN, `name`.filter. ..., `name`.product. ...
    int rows = 3, cols = 3;
    std::vector<double> neighbours = {};
    std::vector<bool> inside = {};  ///< false for neighbours that are padding; empty: none is padding
    std::vector<double> filter = {};
    std::vector<double> products = {};
    int across = 3;  ///< grids in the first row, 1 to 3; the others are drawn below
};

/// Draws the grids as large as `rect` allows, up to a maximum size, at its left and in the middle of its height.
void product_grids(Ui& ui, Rect rect, const ProductGrids& grids);
/// The width of the three grids at their maximum size.
float largest_product_grids(const Ui& ui, int cols);
/// A height with which the numbers are easy to read.
float product_grids_height(const Ui& ui, const ProductGrids& grids);

}  // namespace convscope
