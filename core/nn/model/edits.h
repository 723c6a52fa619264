// Edits of a trained model for what-if questions, as a value: weights that differ and ablated channels. Must not
// include plans.
#pragma once

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// Which weight: an index into Model::nodes() and one into Node::weights.
struct WeightRef {
    int node = 0;
    std::size_t weight = 0;
    bool operator==(const WeightRef&) const = default;
    bool operator<(const WeightRef& other) const { return std::tie(node, weight) < std::tie(other.node, other.weight); }
};

struct Edits {
    std::map<WeightRef, SharedTensor> weights;
    /// Channels that are 0 whatever is computed, ascending, by node.
    std::map<int, std::vector<std::int64_t>> ablated;

    bool empty() const { return weights.empty() && ablated.empty(); }
    /// Compares values, not pointers.
    bool operator==(const Edits& other) const;
};

/// True if both are equal or both are NaN, as weights are after a training that diverged.
bool same_value(float a, float b);
/// True if both have the same shape and values or both are null.
bool same_values(const SharedTensor& a, const SharedTensor& b);
/// The weight as edited, or the model's own.
SharedTensor weight(const Model& model, const Edits& edits, WeightRef which);
/// A copy with one weight or value changed. Edits equal to the model's own values are removed.
Edits with_values(const Model& model, Edits edits, WeightRef which, SharedTensor tensor);
Edits with_value(const Model& model, const Edits& edits, WeightRef which, std::int64_t index, float value);
/// A copy in which these channels of the node, and no others, are ablated.
Edits with_ablated(Edits edits, int node, std::vector<std::int64_t> channels);
/// A copy with nothing changed at the node.
Edits without(Edits edits, int node);
/// The channels ablated at the node.
std::vector<std::int64_t> ablated(const Edits& edits, int node);
bool is_ablated(const Edits& edits, int node, std::int64_t channel);
bool is_edited(const Edits& edits, int node);

/// The model with the edited weights. Ablated channels are not part of a model and are left out.
Model applied(const Model& model, const Edits& edits);

}  // namespace convscope::nn
