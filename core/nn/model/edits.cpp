#include "core/nn/model/edits.h"

#include <algorithm>
#include <cmath>

namespace convscope::nn {

bool same_value(float a, float b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool same_values(const SharedTensor& a, const SharedTensor& b) {
    if (a == b) return true;
    return a && b && a->shape == b->shape && std::ranges::equal(a->values, b->values, same_value);
}

bool Edits::operator==(const Edits& other) const {
    return ablated == other.ablated && std::ranges::equal(weights, other.weights, [](const auto& a, const auto& b) {
               return a.first == b.first && same_values(a.second, b.second);
           });
}

SharedTensor weight(const Model& model, const Edits& edits, WeightRef which) {
    const auto found = edits.weights.find(which);
    return found != edits.weights.end() ? found->second : model.node(which.node).weights.at(which.weight);
}

Edits with_values(const Model& model, Edits edits, WeightRef which, SharedTensor tensor) {
    if (same_values(tensor, model.node(which.node).weights.at(which.weight)))
        edits.weights.erase(which);
    else
        edits.weights[which] = std::move(tensor);
    return edits;
}

Edits with_value(const Model& model, const Edits& edits, WeightRef which, std::int64_t index, float value) {
    Tensor tensor = *weight(model, edits, which);
    tensor.values.at(static_cast<std::size_t>(index)) = value;
    return with_values(model, edits, which, std::make_shared<const Tensor>(std::move(tensor)));
}

Edits with_ablated(Edits edits, int node, std::vector<std::int64_t> channels) {
    std::ranges::sort(channels);
    channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
    if (channels.empty())
        edits.ablated.erase(node);
    else
        edits.ablated[node] = std::move(channels);
    return edits;
}

Edits without(Edits edits, int node) {
    std::erase_if(edits.weights, [node](const auto& edit) { return edit.first.node == node; });
    edits.ablated.erase(node);
    return edits;
}

std::vector<std::int64_t> ablated(const Edits& edits, int node) {
    const auto found = edits.ablated.find(node);
    return found != edits.ablated.end() ? found->second : std::vector<std::int64_t>{};
}

bool is_ablated(const Edits& edits, int node, std::int64_t channel) {
    const auto found = edits.ablated.find(node);
    return found != edits.ablated.end() && std::ranges::binary_search(found->second, channel);
}

bool is_edited(const Edits& edits, int node) {
    return edits.ablated.contains(node) ||
           std::ranges::any_of(edits.weights, [node](const auto& edit) { return edit.first.node == node; });
}

Model applied(const Model& model, const Edits& edits) {
    Model changed = model;
    for (const auto& [which, tensor] : edits.weights) changed = changed.with_weight(which.node, which.weight, tensor);
    return changed;
}

}  // namespace convscope::nn
