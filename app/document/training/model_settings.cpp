#include "app/document/training/model_settings.h"

#include <algorithm>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/window/conv2d.h"

namespace convscope {

namespace {

/// Reads the settings that one layer shows into `settings`. The last dense layer is read like all others.
void read_layer(const nn::Layer& layer, nn::NetworkSettings& settings) {
    if (const auto* const conv = dynamic_cast<const nn::Conv2D*>(&layer)) {
        const nn::Conv2D::Parameters& parameters = conv->parameters();
        ++settings.convolutions;
        settings.filters = static_cast<int>(std::min<std::int64_t>(parameters.filters, nn::kMaxFilters + 1));
        settings.kernel = static_cast<int>(std::min<std::int64_t>(parameters.window.rows, nn::kMaxKernel + 1));
        settings.same_padding = parameters.window.padding == nn::Padding::same;
    } else if (const auto* const dense = dynamic_cast<const nn::Dense*>(&layer)) {
        settings.dense.push_back(static_cast<int>(std::min<std::int64_t>(dense->parameters().units, 1 << 20)));
    } else if (const auto* const dropout = dynamic_cast<const nn::Dropout*>(&layer)) {
        settings.dropout = dropout->rate();
    } else if (layer.type() == "BatchNormalization") {
        settings.batch_normalization = true;
    } else if (layer.type() == "MaxPooling2D") {
        settings.pooling = nn::PoolingChoice::maximum;
    } else if (layer.type() == "AveragePooling2D") {
        settings.pooling = nn::PoolingChoice::average;
    }
    // With batch normalization, the activation is a layer of its own.
    const nn::ActivationKind kind = layer.activation().kind;
    const bool is_hidden = std::ranges::find(nn::kHiddenActivations, kind) != nn::kHiddenActivations.end();
    if (is_hidden && kind != nn::ActivationKind::linear) settings.activation = kind;
}

bool is_same_layer(const nn::PlannedLayer& planned, const nn::Node& node) {
    return planned.layer->type() == node.layer->type() && planned.shape == node.shape &&
           planned.layer->activation() == node.layer->activation() && planned.parameters == nn::parameter_count(node);
}

bool describes(const nn::NetworkSettings& settings, const nn::Model& model) {
    if (!nn::settings_fault(settings).empty()) return false;
    const nn::NetworkOutline outline = nn::outline(settings, task_of(model));
    if (outline.fault || std::ssize(outline.layers) != model.size() - 1) return false;
    for (int i = 1; i < model.size(); ++i)
        if (!is_same_layer(outline.layers[static_cast<std::size_t>(i) - 1], model.node(i))) return false;
    return true;
}

}  // namespace

nn::NetworkTask task_of(const nn::Model& model) {
    const nn::Node& output = model.node(model.outputs().front());
    nn::NetworkTask task{.input = model.node(model.inputs().front()).shape,
                         .classes = std::max<std::int64_t>(1, output.shape.channels())};
    if (std::ssize(model.info().labels) == task.classes) task.class_names = model.info().labels;
    return task;
}

std::optional<nn::NetworkSettings> settings_of(const nn::Model& model) {
    if (!model.is_chain() || model.size() < 2) return std::nullopt;
    nn::NetworkSettings settings = nn::plain_settings();
    settings.pooling = nn::PoolingChoice::none;
    settings.activation = nn::ActivationKind::linear;
    settings.dense.clear();
    for (const nn::Node& node : model.nodes()) read_layer(*node.layer, settings);
    if (settings.dense.empty()) return std::nullopt;
    settings.dense.pop_back();  // the layer that answers
    if (settings.convolutions == 0) {
        // Settings of a network without convolutions keep the defaults for them.
        const nn::NetworkSettings plain = nn::plain_settings();
        settings.filters = plain.filters;
        settings.kernel = plain.kernel;
        settings.pooling = plain.pooling;
    }
    if (!describes(settings, model)) return std::nullopt;
    return settings;
}

}  // namespace convscope
