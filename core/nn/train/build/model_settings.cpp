#include "core/nn/train/build/model_settings.h"

#include <algorithm>
#include <vector>

#include "core/nn/layers/pointwise/dropout.h"

namespace convscope::nn {

namespace {

int limited(std::int64_t number, int limit) {
    return static_cast<int>(std::min<std::int64_t>(number, limit));
}

/// Reads the sizes of a convolution's or a dense layer's kernel, which may be too large for the settings.
void read_kernel(const Node& node, NetworkSettings& settings) {
    const std::vector<std::int64_t>& sides = node.weights.front()->shape.axes;
    if (node.layer->kernel_kind() == KernelKind::filters) {
        ++settings.convolutions;
        settings.kernel = limited(sides.front(), kMaxKernel + 1);
        settings.filters = limited(sides.back(), kMaxFilters + 1);
    } else {
        settings.dense.push_back(limited(sides.back(), kMaxUnits + 1));
    }
}

/// Reads the settings that one layer shows into `settings`. The last dense layer is read like all others.
void read_layer(const Model& model, int number, NetworkSettings& settings) {
    const Node& node = model.node(number);
    const Layer& layer = *node.layer;
    if (layer.kernel_kind() != KernelKind::none) read_kernel(node, settings);
    if (const auto window = layer.sliding_window(model.input_shapes(number))) {
        if (!window->pooling)
            settings.same_padding = window->same;
        else
            settings.pooling = layer.arithmetic_words().averages ? PoolingChoice::average : PoolingChoice::maximum;
    }
    if (const auto* const dropout = dynamic_cast<const Dropout*>(&layer)) settings.dropout = dropout->rate();
    if (layer.type() == "BatchNormalization") settings.batch_normalization = true;
    // With batch normalization, the activation is a layer of its own.
    const ActivationKind kind = layer.activation().kind;
    const bool is_hidden = std::ranges::find(kHiddenActivations, kind) != kHiddenActivations.end();
    if (is_hidden && kind != ActivationKind::linear) settings.activation = kind;
}

bool is_same_layer(const PlannedLayer& planned, const Node& node) {
    return planned.layer->type() == node.layer->type() && planned.shape == node.shape &&
           planned.layer->activation() == node.layer->activation() && planned.parameters == parameter_count(node);
}

bool describes(const NetworkSettings& settings, const Model& model) {
    if (!settings_fault(settings).empty()) return false;
    const NetworkOutline planned = outline(settings, task_of(model));
    if (planned.fault || std::ssize(planned.layers) != model.size() - 1) return false;
    for (int i = 1; i < model.size(); ++i)
        if (!is_same_layer(planned.layers[static_cast<std::size_t>(i) - 1], model.node(i))) return false;
    return true;
}

}  // namespace

NetworkTask task_of(const Model& model) {
    const Node& output = model.node(model.outputs().front());
    NetworkTask task{.input = model.node(model.inputs().front()).shape,
                     .classes = std::max<std::int64_t>(1, output.shape.channels())};
    if (std::ssize(model.info().labels) == task.classes) task.class_names = model.info().labels;
    return task;
}

std::optional<NetworkSettings> settings_of(const Model& model) {
    if (!model.is_chain() || model.size() < 2) return std::nullopt;
    NetworkSettings settings = plain_settings();
    settings.pooling = PoolingChoice::none;
    settings.activation = ActivationKind::linear;
    settings.dense.clear();
    for (int node = 1; node < model.size(); ++node) read_layer(model, node, settings);
    if (settings.dense.empty()) return std::nullopt;
    settings.dense.pop_back();  // the layer that answers
    if (settings.convolutions == 0) {
        // Settings of a network without convolutions keep the defaults for them.
        const NetworkSettings plain = plain_settings();
        settings.filters = plain.filters;
        settings.kernel = plain.kernel;
        settings.pooling = plain.pooling;
    }
    if (!describes(settings, model)) return std::nullopt;
    return settings;
}

}  // namespace convscope::nn
