// The terms that a value is computed from, its receptive field and its region of influence.
#pragma once

#include <span>

#include "core/nn/model/explanation.h"
#include "core/nn/model/model.h"
#include "core/nn/model/region.h"

namespace convscope::nn {

/// One example's activations: one span per node of the model, with the values of the node's shape.
using Activations = std::span<const std::span<const float>>;

/// The arithmetic of the value at `at` of node `index`; `at` must lie inside the node's shape. Computed in double
/// precision from the activations of the node's inputs; `traced` is the value in the activations.
Explanation explain(const Model& model, int index, const Position& at, Activations activations);
/// explain() without the activation: Explanation::value is the sum, and there is no softmax.
Explanation explain_pre_activation(const Model& model, int index, const Position& at, Activations activations);

/// The positions of input `which` of node `index` that a region of the node is computed from. Not clipped, so padding
/// is included. Positions refer to Node::shape of the input, not to its declared_shape(), which the layer takes.
Region source(const Model& model, int index, const Region& region, std::size_t which);
/// The positions of node `earlier` that a region of node `later` is computed from: its receptive field. Empty if
/// `later` does not depend on `earlier`. Clipped to the shape of each layer between the two nodes, unless
/// `count_padding` includes padding.
Region receptive_field(const Model& model, int later, const Region& region, int earlier, bool count_padding = false);
/// The positions of node `later` that depend on a region of node `earlier`. Clipped; empty if there are none.
Region reach(const Model& model, int earlier, const Region& region, int later);

}  // namespace convscope::nn
