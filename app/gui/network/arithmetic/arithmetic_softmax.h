// The table behind a softmax: every class's logit, exponential and share of their sum.
#pragma once

#include <cstddef>
#include <vector>

#include "app/gui/network/scene/scene.h"
#include "core/nn/model/explanation.h"

namespace convscope {

/// The channels that the table lists: all of them, in their order, where there are few; otherwise those with the
/// largest shares, the explained one among them.
std::vector<std::size_t> softmax_rows(const nn::Explanation& explanation);

/// Takes what it uses off the top of `area`. Rows are named arithmetic.softmax.CHANNEL.
void show_softmax(Scene& scene, const nn::Explanation& explanation, Rect& area);

}  // namespace convscope
