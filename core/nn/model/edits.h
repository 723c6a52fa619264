// What-if: changes on top of a trained model, as a value. Unchanged weights stay the model's own. Knows no plan.
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
    /// Goes by values, not by where they are stored.
    bool operator==(const Edits& other) const;
};

/// Equal, or both no numbers, as weights of a model are whose training went wrong.
bool same_value(float a, float b);
/// The same shape and values, or both null.
bool same_values(const SharedTensor& a, const SharedTensor& b);
/// The weight as edited, or the model's own.
SharedTensor weight(const Model& model, const Edits& edits, WeightRef which);
/// A copy with one value changed. An edit that gives the model's own values is none.
Edits with_values(const Model& model, Edits edits, WeightRef which, SharedTensor tensor);
Edits with_value(const Model& model, const Edits& edits, WeightRef which, std::int64_t index, float value);
/// A copy in which these channels of the node, and no others, are ablated.
Edits with_silenced(Edits edits, int node, std::vector<std::int64_t> channels);
/// A copy with nothing changed at the node.
Edits without(Edits edits, int node);
/// The channels ablated at the node.
std::vector<std::int64_t> ablated(const Edits& edits, int node);
bool is_ablated(const Edits& edits, int node, std::int64_t channel);
bool is_edited(const Edits& edits, int node);

/// The model with the edited weights for its own; silencing is no property of a model and is left out.
Model applied(const Model& model, const Edits& edits);

}  // namespace convscope::nn
