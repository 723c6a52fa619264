#include "core/nn/inspect/trace.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/base/parallel.h"
#include "core/image/range.h"
#include "core/nn/inspect/channel_sums.h"

namespace convscope::nn {

namespace {

/// For layers with fewer values, one core is faster.
constexpr std::size_t kMinParallelValues = 1 << 16;

/// The sums over all pixels of the layer, on all cores if it is large.
ChannelSums sums_of(const LayerTrace& layer) {
    const std::size_t channels = layer.channels.size(), pixels = layer.values.size() / channels;
    const bool is_large = layer.values.size() >= kMinParallelValues;
    const std::size_t parts = is_large ? std::min(pixels, static_cast<std::size_t>(core_count())) : 1;
    std::vector<ChannelSums> sums(parts, no_sums(channels));
    const auto add_part = [&](int i) {
        const auto part = static_cast<std::size_t>(i);
        const std::size_t first = part * pixels / parts, last = (part + 1) * pixels / parts;
        add_pixels(layer.values.data() + first * channels, last - first, sums[part]);
    };
    if (parts == 1)
        add_part(0);
    else
        parallel_for(static_cast<int>(parts), add_part);
    for (std::size_t part = 1; part < parts; ++part) add_sums(sums[part], sums[0]);
    return std::move(sums[0]);
}

void measure(LayerTrace& layer) {
    const ChannelSums sums = sums_of(layer);
    const std::size_t pixel_count = layer.values.size() / layer.channels.size();
    const auto pixels = static_cast<double>(pixel_count);
    layer.range = kNoValues;
    for (std::size_t c = 0; c < layer.channels.size(); ++c) {
        const Range range{sums.low[c], sums.high[c]};
        layer.range = merged(layer.range, range);
        const auto zeros = static_cast<float>(sums.zeros[c] / pixels);
        layer.channels[c] = {finished(range), static_cast<float>(sums.sum[c] / pixels), zeros};
    }
    layer.range = finished(layer.range);
}

/// Copies a node's activation into `layer`, or into a new one if another trace shares this one.
void copy_layer(const Plan& plan, int node, std::shared_ptr<LayerTrace>& layer) {
    if (layer.use_count() != 1) layer = std::make_shared<LayerTrace>();
    const std::span<const float> values = plan.activation(node);
    layer->values.assign(values.begin(), values.end());
    layer->channels.resize(static_cast<std::size_t>(plan.model().node(node).shape.channels()));
    measure(*layer);
}

}  // namespace

std::vector<std::span<const float>> Trace::activations() const {
    std::vector<std::span<const float>> spans;
    spans.reserve(layers.size());
    for (const std::shared_ptr<LayerTrace>& layer : layers) spans.emplace_back(layer->values);
    return spans;
}

void snapshot(const Plan& plan, Trace& trace) {
    assert(plan.batch() == 1);
    trace.layers.resize(static_cast<std::size_t>(plan.model().size()));
    for (int node = 0; node < plan.model().size(); ++node)
        copy_layer(plan, node, trace.layers[static_cast<std::size_t>(node)]);
}

void snapshot(const Plan& plan, const Trace& known, const std::vector<bool>& changed, Trace& trace) {
    assert(plan.batch() == 1 && known.layers.size() == changed.size());
    trace.layers.resize(changed.size());
    for (std::size_t node = 0; node < changed.size(); ++node)
        if (changed[node])
            copy_layer(plan, static_cast<int>(node), trace.layers[node]);
        else
            trace.layers[node] = known.layers[node];
}

std::vector<std::int64_t> histogram(std::span<const float> values, std::int64_t channels, std::int64_t channel,
                                    Range range, int bins) {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(bins));
    const double width = static_cast<double>(range.high) - range.low;
    for (auto i = static_cast<std::size_t>(channel); i < values.size(); i += static_cast<std::size_t>(channels)) {
        if (!std::isfinite(values[i])) continue;
        const double bin = width > 0 ? (static_cast<double>(values[i]) - range.low) / width * bins : 0;
        ++counts[static_cast<std::size_t>(std::clamp(bin, 0.0, bins - 1.0))];
    }
    return counts;
}

}  // namespace convscope::nn
