// The numbers of the selected value's arithmetic and their formats, before they are drawn.
#pragma once

#include <string>
#include <vector>

#include "app/gui/lab/chain/chain_scene.h"
#include "app/gui/widgets/numbers/product_grids.h"
#include "app/gui/widgets/numbers/result_line.h"

namespace convscope {

inline constexpr int kSumsAcross = 4;  ///< columns of the grid with the sums of many input maps

/// The arithmetic to draw, and the format of its results.
struct ChainArithmetic {
    ChainExplanation explanation;
    std::vector<ProductGrids> products;  ///< one for each input map
    std::vector<Calculation> lines;
    std::vector<double> sums;  ///< the input maps' sums, if they are written as a grid
    NumberFormat results;
    std::string pool_title;

    int sum_rows() const { return (static_cast<int>(sums.size()) + kSumsAcross - 1) / kSumsAcross; }

    bool has_pool() const { return explanation.pooled.has_value(); }
};

/// The arithmetic of the scene's selection, which must exist. The formats have room for the largest numbers that the
/// stage can give, so that the layout does not change while the pointer moves.
ChainArithmetic chain_arithmetic_of(const ChainScene& scene);

}  // namespace convscope
