#include "app/gui/network/pages/map_film.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/film/layer_film.h"
#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/network/scene/layer_exports.h"
#include "app/gui/network/scene/layer_image.h"
#include "app/gui/network/scene/layer_player.h"
#include "app/gui/workspace/film_export.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// The input channels of the selected channel's sum.
nn::Interval summed_channels(const Scene& scene) {
    return nn::source(scene.model, scene.layer, nn::single({0, 0, scene.channel}), 0).channels;
}

/// Adds the kernel, the bias and the activation, if the layer has filters.
void add_arithmetic(const Scene& scene, LayerFilmSource& source) {
    const nn::Activation activation = scene.node().layer->activation();
    if (activation.kind != nn::ActivationKind::linear) source.activation = display_name(activation);
    const nn::Tensor* const kernel = layer_kernel(scene);
    if (kernel == nullptr || kernel->shape.axes.size() != 4) return;
    const nn::Interval summed = summed_channels(scene);
    source.inputs = summed.length();
    const std::int64_t slice = source_channel(scene) - summed.begin;
    const std::int64_t slices = kernel->shape.axes[2], filters = kernel->shape.axes[3];
    for (std::int64_t cell = 0; cell < kernel->shape.axes[0] * kernel->shape.axes[1]; ++cell)
        source.kernel.push_back(
            double{kernel->values[static_cast<std::size_t>((cell * slices + slice) * filters + scene.channel)]});
    if (scene.node().weights.size() < 2) return;
    const nn::SharedTensor bias = nn::weight(scene.model, scene.network.edits, {scene.layer, 1});
    source.bias = double{bias->values.at(static_cast<std::size_t>(scene.channel))};
}

}  // namespace

std::int64_t source_channel(const Scene& scene) {
    const nn::Node& node = scene.node();
    const std::int64_t channels = scene.model.node(node.inputs.front()).shape.channels();
    if (node.layer->kernel_kind() != nn::KernelKind::filters) return std::min(scene.channel, channels - 1);
    const nn::Interval group = summed_channels(scene);
    return group.begin + std::min(scene.view.kernel_channel, group.length() - 1);
}

bool has_map_film(const Scene& scene) {
    const nn::Node& node = scene.node();
    return has_player(scene) && !node.inputs.empty() && scene.model.node(node.inputs.front()).shape.is_image();
}

Action map_film_export(const Scene& scene) {
    const int input = scene.node().inputs.front();
    const std::int64_t channel = source_channel(scene);
    const nn::Node& from = scene.model.node(input);
    const bool is_first = is_input(scene.model, input);
    LayerFilmSource source{.model = scene.results.request.model,
                           .node = scene.layer,
                           .channel = scene.channel,
                           .source = to_plane(layer_image(from.shape, scene.now.layer(input).values, channel)),
                           .map = to_plane(layer_image(scene.shape(), scene.values().values, scene.channel)),
                           .source_title = is_first ? tr("Input") : tr("{}, map {}", display_name(from), channel),
                           .map_title = tr("{}, map {}", display_name(scene.node()), scene.channel),
                           .source_scale = scale_of(scene, scene.now, input, channel),
                           .map_scale = scale_of(scene, scene.now, scene.layer, scene.channel),
                           .source_kind = is_first ? ValueKind::picture : ValueKind::signed_values,
                           .map_kind = ValueKind::signed_values};
    add_arithmetic(scene, source);
    return film_export(map_file_name(scene, scene.layer, scene.channel), [source] { return layer_film(source); });
}

}  // namespace convscope
