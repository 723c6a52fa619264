// Looks for an input that a channel answers to as strongly as possible, by gradient ascent from noise. An illustration:
// the result depends on the options, and looks like nothing that the network was trained on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/nn/attribution/maximum_options.h"
#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

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
