// The arithmetic behind one output value: input x filter = products, three grids of numbers side by side. Knows no
// document.
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
    std::vector<bool> inside = {};  ///< false for neighbours that are padding; empty: all are inside
    std::vector<double> filter = {};
    std::vector<double> products = {};
    int across = 3;  ///< grids side by side; the others follow below, in narrow rooms
};

/// As large as `rect` allows, up to a comfortable size, at its left and in the middle of its height.
void product_grids(Ui& ui, Rect rect, const ProductGrids& grids);
/// The width beyond which the grids grow no further.
float largest_product_grids(const Ui& ui, int cols);
/// The height of the grids with cells that are easy to read.
float product_grids_height(const Ui& ui, const ProductGrids& grids);

}  // namespace convscope
