// The sanity check of explanations: a map that explains a network's answer must change if layers get random weights
// (Adebayo et al. 2018, "Sanity checks for saliency maps", arXiv 1810.03292).
#pragma once

#include <cstdint>
#include <vector>

#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"

namespace convscope::nn {

/// The nodes with weights from `first` to the output, descending: the order in which the check randomises them, from
/// the output down.
std::vector<int> nodes_with_weights_from(const Model& model, int first);

/// The edits, with the weights of these nodes replaced by random ones, as before training; see initialised().
Edits randomised(const Model& model, Edits edits, const std::vector<int>& nodes, std::uint64_t seed);

}  // namespace convscope::nn
