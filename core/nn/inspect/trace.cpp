#include "core/nn/inspect/trace.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/base/parallel.h"
#include "core/image/range.h"

namespace convscope::nn {

namespace {

/// Computes the statistics of channels first..last-1 in one pass over the layer's pixels. The range of a channel
/// without finite values stays kNoValues.
void measure(LayerTrace& layer, std::size_t first, std::size_t last) {
    const std::size_t channels = layer.channels.size();
    const std::size_t pixels = layer.values.size() / channels;
    const std::size_t count = last - first;
    std::vector<float> low(count, kNoValues.low), high(count, kNoValues.high);
    std::vector<double> sum(count);
    std::vector<std::int64_t> zeros(count);
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        const float* values = layer.values.data() + pixel * channels + first;
        for (std::size_t c = 0; c < count; ++c) {
            const float value = values[c];
            sum[c] += value;
            zeros[c] += value == 0 ? 1 : 0;
            if (!std::isfinite(value)) continue;
            low[c] = std::min(low[c], value);
            high[c] = std::max(high[c], value);
        }
    }
    for (std::size_t c = 0; c < count; ++c)
        layer.channels[first + c] = {Range{low[c], high[c]}, static_cast<float>(sum[c] / static_cast<double>(pixels)),
                                     static_cast<float>(zeros[c]) / static_cast<float>(pixels)};
}

/// For layers with fewer values, one core is faster.
constexpr std::size_t kMinParallelValues = 1 << 16;

void measure(LayerTrace& layer) {
    const std::size_t channels = layer.channels.size();
    const bool is_large = layer.values.size() >= kMinParallelValues;
    const std::size_t parts = is_large ? std::min(channels, static_cast<std::size_t>(core_count())) : 1;
    if (parts == 1) {
        measure(layer, 0, channels);
    } else {
        parallel_for(static_cast<int>(parts), [&layer, channels, parts](int i) {
            const auto part = static_cast<std::size_t>(i);
            measure(layer, part * channels / parts, (part + 1) * channels / parts);
        });
    }
    layer.range = kNoValues;
    for (ChannelFigures& figures : layer.channels) {
        layer.range = merged(layer.range, figures.range);
        figures.range = finished(figures.range);
    }
    layer.range = finished(layer.range);
}

}  // namespace

std::vector<std::span<const float>> Trace::activations() const {
    std::vector<std::span<const float>> spans;
    spans.reserve(layers.size());
    for (const LayerTrace& layer : layers) spans.emplace_back(layer.values);
    return spans;
}

void snapshot(const Plan& plan, Trace& trace) {
    assert(plan.batch() == 1);
    const Model& model = plan.model();
    trace.layers.resize(static_cast<std::size_t>(model.size()));
    for (int node = 0; node < model.size(); ++node) {
        LayerTrace& layer = trace.layers[static_cast<std::size_t>(node)];
        const std::span<const float> values = plan.activation(node);
        layer.values.assign(values.begin(), values.end());
        layer.channels.resize(static_cast<std::size_t>(model.node(node).shape.channels()));
        measure(layer);
    }
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
