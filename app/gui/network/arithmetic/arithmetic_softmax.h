// The table of a softmax: for each class its logit, its exponential and its share of the sum of all exponentials.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/gui/network/scene/scene.h"
#include "core/nn/model/explanation.h"

namespace convscope {

/// The channels in the table: if there are few, all of them in order; otherwise those with the largest shares and the
/// explained one.
std::vector<std::size_t> softmax_rows(const nn::Explanation& explanation);

/// The table's numbers as text. Exponentials and shares add up as written; each column has equal decimals.
struct WrittenSoftmax {
    std::vector<std::size_t> rows;  ///< softmax_rows()
    /// One text per row. If some channels have no row, one more text for their sum.
    std::vector<std::string> exponentials, shares;
    std::string sum;  ///< of the exponentials, as text
};
WrittenSoftmax written_softmax(const nn::Explanation& explanation);

/// Draws the table and cuts the used part off the top of `area`. Rows are named arithmetic.softmax.CHANNEL.
void show_softmax(Scene& scene, const nn::Explanation& explanation, Rect& area);

}  // namespace convscope
