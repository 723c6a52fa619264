#include "core/nn/attribution/randomised.h"

namespace convscope::nn {

std::vector<int> nodes_with_weights_from(const Model& model, int first) {
    std::vector<int> nodes;
    for (int i = model.size() - 1; i >= first; --i)
        if (!model.node(i).weights.empty()) nodes.push_back(i);
    return nodes;
}

Edits randomised(const Model& model, Edits edits, const std::vector<int>& nodes, std::uint64_t seed) {
    const Model untrained = initialised(model, seed);
    for (const int node : nodes)
        for (std::size_t w = 0; w < untrained.node(node).weights.size(); ++w)
            edits = with_values(model, std::move(edits), {node, w}, untrained.node(node).weights[w]);
    return edits;
}

}  // namespace convscope::nn
