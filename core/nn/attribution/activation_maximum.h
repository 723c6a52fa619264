// Looks for an input that a channel answers to as strongly as possible, by gradient ascent from noise. An illustration:
// the result depends on the options, and looks like nothing that the network was trained on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

struct MaximumOptions {
    float rate = 0.05F;        ///< root mean square of a step, as a fraction of the range from black to white; above 0
    float smoothness = 0.05F;  ///< weight of the squared differences between neighbouring pixels (total variation)
    float blur = 0;            ///< part of each pixel, 0..1, that is replaced by the mean of its 3 x 3 pixels in a step
    std::int64_t jitter = 1;   ///< each step moves the input by up to so many pixels first, and back afterwards
    std::uint64_t seed = 1;    ///< of the first input and of the jitter
    bool operator==(const MaximumOptions&) const = default;
};

class ActivationMaximum {
  public:
    /// Maximises the mean of the channel's pre-activation over all places, before a ReLU that would hide how far from
    /// active it is.
    ActivationMaximum(const Model& model, const Edits& edits, int node, std::int64_t channel,
                      const MaximumOptions& options);

    void step();
    std::int64_t steps() const { return steps_; }
    /// The input as it is now, H,W,C; between black and white.
    std::span<const float> input() const { return input_; }
    /// The mean of the pre-activation before the last step.
    float value() const { return value_; }

  private:
    Plan plan_;
    int node_;
    std::int64_t channel_;
    MaximumOptions options_;
    Shape shape_;
    std::vector<float> input_;
    std::vector<float> low_, high_;  ///< of each channel: black and white, the smaller first
    std::int64_t steps_ = 0;
    float value_ = 0;
};

}  // namespace convscope::nn
