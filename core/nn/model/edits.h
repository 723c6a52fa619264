// Edits of a trained model for what-if questions: changed weights and ablated channels, stored apart from the model.
// Must not include plans.
#pragma once

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// Identifies a weight: an index into Model::nodes() and one into Node::weights.
struct WeightRef {
    int node = 0;
    std::size_t weight = 0;
    bool operator==(const WeightRef&) const = default;
    bool operator<(const WeightRef& other) const { return std::tie(node, weight) < std::tie(other.node, other.weight); }
};

struct Edits {
    std::map<WeightRef, SharedTensor> weights;
    /// For each node its ablated channels, ascending. Their output is 0.
    std::map<int, std::vector<std::int64_t>> ablated;

    bool empty() const { return weights.empty() && ablated.empty(); }
    /// Compares values, not pointers.
    bool operator==(const Edits& other) const;
};

/// True if the values are equal or both NaN: after a training that diverged, weights are NaN.
bool same_value(float a, float b);
/// True if both have the same shape and values or both are null.
bool same_values(const SharedTensor& a, const SharedTensor& b);
/// The edited weight, or the model's weight if there is no edit of it.
SharedTensor weight(const Model& model, const Edits& edits, WeightRef which);
/// A copy of the edits with a new weight, or with one new value of a weight. An edit that equals the model's weight is
/// removed.
Edits with_values(const Model& model, Edits edits, WeightRef which, SharedTensor tensor);
Edits with_value(const Model& model, const Edits& edits, WeightRef which, std::int64_t index, float value);
/// A copy of the edits in which exactly these channels of the node are ablated.
Edits with_ablated(Edits edits, int node, std::vector<std::int64_t> channels);
/// A copy without the edits of the node.
Edits without(Edits edits, int node);
/// The channels ablated at the node.
std::vector<std::int64_t> ablated(const Edits& edits, int node);
bool is_ablated(const Edits& edits, int node, std::int64_t channel);
bool is_edited(const Edits& edits, int node);

/// The model with the edited weights, but without the ablated channels, which a model cannot store.
Model applied(const Model& model, const Edits& edits);

}  // namespace convscope::nn
