// A snapshot of one example's activations in every layer, with statistics per channel. It does not change when its plan
// runs again.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/image/plane.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

/// Statistics of one channel of a layer.
struct ChannelFigures {
    Range range;      ///< of its finite values
    float mean = 0;   ///< NaN if one of its values is NaN
    float zeros = 0;  ///< the fraction of its values that are exactly 0, 0..1
    /// True if no value is above zero.
    bool is_dead() const { return range.high <= 0 && mean <= 0; }
};

struct LayerTrace {
    std::vector<float> values;  ///< H,W,C
    std::vector<ChannelFigures> channels;
    Range range;  ///< the range of all its channels
};

struct Trace {
    /// One per node. Traces share the layers whose values are equal because nothing before them has changed.
    std::vector<std::shared_ptr<LayerTrace>> layers;

    const LayerTrace& layer(int node) const { return *layers.at(static_cast<std::size_t>(node)); }
    /// The values of each layer, in the form that explain() takes; valid as long as the trace.
    std::vector<std::span<const float>> activations() const;
};

/// Copies the activations of the plan's only example, after run(). Reuses the memory of `trace` that no other trace
/// shares.
void snapshot(const Plan& plan, Trace& trace);
/// Copies only the nodes with `changed[node]`, and shares the others with `known`, an earlier trace of the same plan.
void snapshot(const Plan& plan, const Trace& known, const std::vector<bool>& changed, Trace& trace);

/// Counts the finite values of channel `channel`, one of `channels`, in each of `bins` equal parts of the range. Values
/// above the range count in the last part, values below it in the first.
std::vector<std::int64_t> histogram(std::span<const float> values, std::int64_t channels, std::int64_t channel,
                                    Range range, int bins);

}  // namespace convscope::nn
