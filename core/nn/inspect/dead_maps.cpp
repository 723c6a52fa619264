#include "core/nn/inspect/dead_maps.h"

namespace convscope::nn {

namespace {

bool pools(const Model& model, int node) {
    const auto window = model.node(node).layer->sliding_window(model.input_shapes(node));
    return window && window->pooling;
}

}  // namespace

bool can_be_dead(const Model& model, int node) {
    for (;;) {
        const Node& layer = model.node(node);
        const ActivationKind kind = layer.layer->activation().kind;
        if (kind == ActivationKind::relu || kind == ActivationKind::relu6 || kind == ActivationKind::thresholded_relu)
            return true;
        const bool moves = layer.layer->effect() != Effect::computes || pools(model, node);
        if (kind != ActivationKind::linear || !moves || layer.inputs.empty()) return false;
        node = layer.inputs.front();
    }
}

}  // namespace convscope::nn
