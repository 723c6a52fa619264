// Where a value comes from and where it goes: the terms behind it, its receptive field, its reach.
#pragma once

#include <span>

#include "core/nn/model/explanation.h"
#include "core/nn/model/model.h"
#include "core/nn/model/region.h"

namespace convscope::nn {

/// One example's activations, one span per node of the model, each of its node's shape.
using Activations = std::span<const std::span<const float>>;

/// The arithmetic behind the value at `at` of node `index`. `at` lies inside the node's shape. Computed in double
/// precision from the activations of the node's inputs; `traced` is what the activations hold.
Explanation explain(const Model& model, int index, const Position& at, Activations activations);

/// The positions of input `which` of node `index` that a region of the node is computed from, not clipped: padding
/// counts. They are those of the input's shape, in which the layer itself need not take it.
Region source(const Model& model, int index, const Region& region, std::size_t which);
/// The positions of node `earlier` that a region of node `later` is computed from: its receptive field. Empty where the
/// one does not depend on the other. Clipped to the shapes on the way, or with all padding counted.
Region receptive_field(const Model& model, int later, const Region& region, int earlier, bool count_padding = false);
/// The positions of node `later` that a region of node `earlier` takes part in. Clipped; empty without any.
Region reach(const Model& model, int earlier, const Region& region, int later);

}  // namespace convscope::nn
