// The table of a softmax: every class's logit, exponential and share of their sum.
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

/// The table's numbers as they are written: exponentials and shares add up, equal decimals in a column.
struct WrittenSoftmax {
    std::vector<std::size_t> rows;  ///< softmax_rows()
    /// One per row and, if not all channels have one, one more for all others.
    std::vector<std::string> exponentials, shares;
    std::string sum;  ///< of the exponentials
};
WrittenSoftmax written_softmax(const nn::Explanation& explanation);

/// Cuts the used part off the top of `area`. Rows are named arithmetic.softmax.CHANNEL.
void show_softmax(Scene& scene, const nn::Explanation& explanation, Rect& area);

}  // namespace convscope
