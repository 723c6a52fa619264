// The numbers in the arithmetic of one pixel of the colour page, and how they are written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/gui/lab/colour/colour_scene.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/widgets/numbers/result_line.h"

namespace convscope {

/// The numbers to draw, with one format for all windows, one for all slices and so on.
struct ColourArithmetic {
    ColourPixelExplanation pixel;
    std::optional<PoolExplanation> pool;
    NumberFormat window, filter, product, result;
    double largest_sum = 0;  ///< no slice's sum is larger in magnitude
    /// The lines after the three sums; the first, "colour.sum", adds them up.
    std::vector<Calculation> steps;
    std::string pool_title;
};

/// The arithmetic of the map's pixel `output`, and of the block `block` of the pooled map if there is one. Both must
/// exist. The formats leave room for the largest numbers that the filter can give, so that the layout does not change
/// while the pointer moves.
ColourArithmetic colour_arithmetic_at(const ColourScene& scene, Cell output, const std::optional<Cell>& block);

}  // namespace convscope
