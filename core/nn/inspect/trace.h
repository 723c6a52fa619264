// One example's activations of every layer, with the figures that are told about them: a snapshot that stays as it is
// while its plan goes on. Knows no drawing.
#pragma once

#include <span>
#include <vector>

#include "core/image/plane.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

/// Of one channel of a layer.
struct ChannelFigures {
    Range range;      ///< of its finite values
    float mean = 0;   ///< NaN where there are values that are no numbers
    float zeros = 0;  ///< the share of its values that are exactly 0, 0..1
    /// A channel that says nothing: never above zero.
    bool is_dead() const { return range.high <= 0 && mean <= 0; }
};

struct LayerTrace {
    std::vector<float> values;  ///< H,W,C
    std::vector<ChannelFigures> channels;
    Range range;  ///< of all its channels
};

struct Trace {
    std::vector<LayerTrace> layers;  ///< one per node

    const LayerTrace& layer(int node) const { return layers.at(static_cast<std::size_t>(node)); }
    /// As explain() takes them; valid as long as the trace.
    std::vector<std::span<const float>> activations() const;
};

/// What the plan's only example is at present, after run(). `trace`'s memory is used again.
void snapshot(const Plan& plan, Trace& trace);

/// How many finite values of a channel fall into each of `bins` equal parts of the range; those at its upper end and
/// above into the last, those below into the first.
std::vector<std::int64_t> histogram(std::span<const float> values, std::int64_t channels, std::int64_t channel,
                                    Range range, int bins);

}  // namespace convscope::nn
