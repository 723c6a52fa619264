#include "app/jobs/chain_engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/base/parallel.h"
#include "core/base/text/translation.h"
#include "core/image/colours/colour_policy.h"
#include "core/nn/input/opening.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/model/edits.h"

namespace convscope {

namespace {

constexpr int kMinBlockRows = 16;  ///< rows of a block that one core copies

std::vector<float> floats_of(const Plane& plane) {
    if (plane.is_bytes()) return {plane.bytes().begin(), plane.bytes().end()};
    return {plane.floats().begin(), plane.floats().end()};
}

/// Copies rows first..last-1 of one channel into its map and returns their range.
Range copy_channel(std::span<const float> activation, int channels, int channel, int first, int last, FloatImage& map) {
    Range range = kNoValues;
    const int cols = map.cols();
    for (int row = first; row < last; ++row) {
        const float* from = activation.data() + (std::int64_t{row} * cols * channels + channel);
        float* const to = map.row(row);
        for (int col = 0; col < cols; ++col, from += channels) {
            to[col] = *from;
            range.low = std::min(range.low, *from);
            range.high = std::max(range.high, *from);
        }
    }
    return range;
}

/// Copies an activation, H,W,C, into one image for each channel.
void split_channels(std::span<const float> activation, const nn::Shape& shape, ChainLayer& layer) {
    const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    const auto channels = static_cast<int>(shape.channels());
    layer.maps.resize(static_cast<std::size_t>(channels));
    for (FloatImage& map : layer.maps) map.resize(size);
    const int blocks = std::clamp(size.rows / kMinBlockRows, 1, 4 * core_count());
    std::vector<Range> ranges(static_cast<std::size_t>(blocks * channels), kNoValues);
    parallel_for(blocks, [&](int block) {
        const int first = size.rows * block / blocks, last = size.rows * (block + 1) / blocks;
        for (int channel = 0; channel < channels; ++channel)
            ranges[static_cast<std::size_t>(block * channels + channel)] =
                copy_channel(activation, channels, channel, first, last, layer.maps[static_cast<std::size_t>(channel)]);
    });
    layer.ranges.assign(static_cast<std::size_t>(channels), kNoValues);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        Range& range = layer.ranges[i % static_cast<std::size_t>(channels)];
        range = merged(range, ranges[i]);
    }
    std::ranges::transform(layer.ranges, layer.ranges.begin(), finished);
}

/// The magnitude that at most kClippedShare of the values other than 0 exceed; the largest magnitude if all samples of
/// the histogram are 0.
float largest_of(const ValueHistogram& histogram, Range range) {
    const ValueHistogram::Shares other = histogram.outside({0, 0});
    const float largest = histogram.largest(kClippedShare * (other.below + other.above));
    return largest > 0 ? largest : std::max(std::fabs(range.low), std::fabs(range.high));
}

/// Finds the ends of the colours of the layer's maps, and the shares of the values beyond them.
void set_ends(ChainLayer& layer) {
    std::vector<ValueHistogram> histograms(layer.maps.size());
    parallel_for(static_cast<int>(layer.maps.size()), [&](int i) {
        histograms[static_cast<std::size_t>(i)] = ValueHistogram(layer.maps[static_cast<std::size_t>(i)]);
    });
    layer.largest = 0;
    for (std::size_t i = 0; i < histograms.size(); ++i)
        layer.largest = std::max(layer.largest, largest_of(histograms[i], layer.ranges[i]));
    layer.outside = {};
    const auto count = static_cast<double>(histograms.size());
    for (const ValueHistogram& histogram : histograms) {
        const ValueHistogram::Shares shares = histogram.outside({-layer.largest, layer.largest});
        layer.outside.below += shares.below / count;
        layer.outside.above += shares.above / count;
    }
}

bool has_same_weights(const std::vector<nn::SharedTensor>& a, const std::vector<nn::SharedTensor>& b) {
    return std::ranges::equal(a, b, nn::same_values);
}

}  // namespace

ChainRun::ChainRun(const nn::Model& model) : plan_(model, 1), layers_(model.nodes().size()) {
    weights_.reserve(model.nodes().size());
    for (const nn::Node& node : model.nodes()) weights_.push_back(node.weights);
}

bool ChainRun::takes(const nn::Model& model) const {
    const nn::Model& own = plan_.model();
    const auto is_same_layer = [](const nn::Node& a, const nn::Node& b) {
        return a.layer->activation() == b.layer->activation();
    };
    return nn::has_same_layers(own, model) && std::ranges::equal(own.nodes(), model.nodes(), is_same_layer);
}

void ChainRun::compute(const ChainRequest& request, std::uint64_t revision) {
    const std::vector<nn::Node>& nodes = request.model->nodes();
    std::size_t first_changed = nodes.size();
    if (!picture_.same_storage(request.picture)) {
        plan_.set_input(0, floats_of(request.picture));
        picture_ = request.picture;
        first_changed = 1;
    }
    for (std::size_t node = 1; node < nodes.size(); ++node) {
        const bool is_new = layers_[node].maps.empty();
        if (!is_new && has_same_weights(weights_[node], nodes[node].weights)) continue;
        for (std::size_t weight = 0; weight < nodes[node].weights.size(); ++weight)
            plan_.set_weight(static_cast<int>(node), weight, nodes[node].weights[weight]);
        weights_[node] = nodes[node].weights;
        first_changed = std::min(first_changed, node);
    }
    plan_.run();
    for (std::size_t node = first_changed; node < nodes.size(); ++node) {
        ChainLayer& layer = layers_[node];
        split_channels(plan_.activation(static_cast<int>(node)), nodes[node].shape, layer);
        if (nodes[node].layer->kernel_kind() == nn::KernelKind::filters) set_ends(layer);
        layer.revision = revision;
    }
}

struct ChainEngine::Outcome {
    ChainRequest request;
    std::shared_ptr<ChainRun> run;
    std::string problem;
    double milliseconds = 0;
};

ChainEngine::Outcome ChainEngine::compute(const ChainRequest& request, std::shared_ptr<ChainRun> run,
                                          std::uint64_t revision) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    if (!run) run = std::make_shared<ChainRun>(*request.model);
    run->compute(request, revision);
    const double milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return {request, std::move(run), {}, milliseconds};
}

std::shared_ptr<ChainRun> ChainEngine::free_run() {
    for (std::shared_ptr<ChainRun>& run : memory_)
        if (run && run.use_count() == 1) return std::move(run);
    return nullptr;
}

void ChainEngine::accept(Outcome outcome) {
    results_.run = outcome.run;
    results_.request = std::move(outcome.request);
    results_.problem = std::move(outcome.problem);
    results_.milliseconds = outcome.milliseconds;
    ++results_.revision;
    if (!outcome.run) return;
    // Store a second pointer to the memory, so that it can be reused after the next results have replaced these.
    auto slot = std::ranges::find(memory_, nullptr);
    if (slot == memory_.end())
        slot = std::ranges::find_if(memory_, [](const auto& run) { return run.use_count() == 1; });
    if (slot != memory_.end()) *slot = std::move(outcome.run);
}

void ChainEngine::update(const ChainRequest& request) {
    jobs_.drain();
    if (!request.model || request.picture.empty() || in_flight_) return;
    if (results_.revision > 0 && results_.request.same(request)) return;
    const std::uint64_t revision = results_.revision + 1;
    std::shared_ptr<ChainRun> run = free_run();
    if (run && !run->takes(*request.model)) run.reset();
    double work = static_cast<double>(nn::summarise(*request.model).multiply_adds);
    for (const nn::Node& node : request.model->nodes()) work += kValueWork * static_cast<double>(node.shape.count());
    constexpr Message kNoMemory = tr("There is not enough memory for this chain. Choose fewer maps.");
    if (work <= kInlineWork) {
        try {
            accept(compute(request, std::move(run), revision));
        } catch (const std::bad_alloc&) {
            accept({.request = request, .problem = kNoMemory});
        }
        return;
    }
    in_flight_ = true;
    jobs_.submit(
        [request, run = std::move(run), revision]() mutable { return compute(request, std::move(run), revision); },
        [this](Outcome outcome) {
            in_flight_ = false;
            accept(std::move(outcome));
        },
        [this, request](const std::string& message) {
            in_flight_ = false;
            accept({.request = request, .problem = message});
        });
}

}  // namespace convscope
