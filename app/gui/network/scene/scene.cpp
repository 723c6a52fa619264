#include "app/gui/network/scene/scene.h"

#include <algorithm>
#include <numeric>

#include "core/image/range.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/explain.h"

namespace convscope {

namespace {

/// The input's values for the pixel values 0 and 255, which are the ends of its colour scale.
Range input_range(const nn::Model& model, std::int64_t channel) {
    const nn::Preprocessing& preprocessing = model.info().preprocessing;
    const std::size_t index = preprocessing.colour(channel);
    const float black = preprocessing.offset.at(index);
    const float white = 255 * preprocessing.scale.at(index) + black;
    return {std::min(black, white), std::max(black, white)};
}

Range model_range(const nn::Model& model, const nn::Trace& trace) {
    Range range = kNoValues;
    for (int node = 0; node < model.size(); ++node)
        if (model.node(node).shape.is_image() && !is_input(model, node)) range = merged(range, trace.layer(node).range);
    return finished(range);
}

/// The automatic colour map is the same for all maps of a layer: diverging if any value of the layer is negative,
/// otherwise inferno.
ColourScale scale_for(ColourMap chosen, Range range, Range layer) {
    ColourMap map = chosen;
    if (map == ColourMap::automatic) map = layer.low < 0 ? ColourMap::diverging : ColourMap::inferno;
    return {map, shown_range(map, range)};
}

}  // namespace

bool is_input(const nn::Model& model, int node) {
    return std::ranges::find(model.inputs(), node) != model.inputs().end();
}

bool shows_classes(const Scene& scene) {
    const int output = scene.model.outputs().front();
    return scene.layer == output && nn::gives_classes(scene.model) && scene.model.node(output).shape.count() > 1 &&
           nn::not_finite_note(scene.values().values).empty();
}

std::int64_t entered_channel(const Scene& scene, int node) {
    if (node == scene.model.outputs().front() && nn::gives_classes(scene.model))
        return static_cast<std::int64_t>(nn::ranked_classes(scene.model, scene.now.layer(node).values).front().index);
    return std::min(scene.view.channel, scene.model.node(node).shape.channels() - 1);
}

ColourScale scale_of(const Scene& scene, const nn::Trace& trace, int node, std::int64_t channel) {
    if (node == scene.input_node() && nn::takes_picture(scene.model))
        return {ColourMap::grey, input_range(scene.model, channel)};
    // A map that is turned off keeps the range of the trained map, because its own would be 0 to 0.
    const bool is_off = nn::is_ablated(scene.results.request.edits, node, channel);
    const nn::LayerTrace& layer = is_off ? scene.trained.layer(node) : trace.layer(node);
    const bool is_image = scene.model.node(node).shape.is_image();
    Range range = layer.range;
    if (scene.view.range == MapRange::map && is_image)
        range = layer.channels.at(static_cast<std::size_t>(channel)).range;
    else if (scene.view.range == MapRange::model && is_image)
        range = model_range(scene.model, trace);
    return scale_for(scene.view.colour_map, range, layer.range);
}

ColourScale difference_scale(const Scene& scene, int node) {
    const nn::LayerTrace& now = scene.now.layer(node);
    const nn::LayerTrace& trained = scene.trained.layer(node);
    float largest = 0;
    for (std::size_t i = 0; i < now.values.size(); ++i)
        largest = std::max(largest, std::abs(now.values[i] - trained.values[i]));
    return scale_for(ColourMap::diverging, {-largest, largest}, {});
}

std::vector<std::int64_t> ordered_channels(const Scene& scene) {
    const nn::LayerTrace& layer = scene.values();
    std::vector<std::int64_t> order(layer.channels.size());
    std::iota(order.begin(), order.end(), 0);
    const auto sort_by = [&](auto value_of) {
        std::ranges::stable_sort(order, std::ranges::greater(),
                                 [&](std::int64_t channel) { return value_of(static_cast<std::size_t>(channel)); });
    };
    switch (scene.view.order) {
        case MapOrder::number:
            break;
        case MapOrder::mean:
            sort_by([&](std::size_t c) { return layer.channels[c].mean; });
            break;
        case MapOrder::maximum:
            sort_by([&](std::size_t c) { return layer.channels[c].range.high; });
            break;
        case MapOrder::contribution:
            if (scene.contributions != nullptr && scene.contributions->drops.size() == order.size())
                sort_by([&](std::size_t c) { return scene.contributions->drops[c]; });
            break;
    }
    return order;
}

const nn::Tensor* layer_kernel(const Scene& scene) {
    if (scene.node().layer->kernel_kind() != nn::KernelKind::filters) return nullptr;
    return nn::weight(scene.model, scene.network.edits, {scene.layer, 0}).get();
}

nn::Region reached(const Scene& scene) {
    if (!scene.reach_of || scene.layer == scene.input_node()) return {};
    return nn::reach(scene.model, scene.input_node(), nn::single(*scene.reach_of), scene.layer);
}

PlayerPasses layer_passes(const Scene& scene) {
    const nn::Shape& shape = scene.shape();
    PlayerPasses passes{.filter = shape.rows() * shape.cols(), .needs_shift = true};
    if (scene.view.pinned)
        passes.start_position = static_cast<double>(scene.view.pinned->row * shape.cols() + scene.view.pinned->col);
    return passes;
}

}  // namespace convscope
