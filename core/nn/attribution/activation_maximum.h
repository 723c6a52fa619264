// Searches, by gradient ascent from noise, for an input to which a channel responds as strongly as possible. The result
// only illustrates the channel: it depends on the options and does not look like the training pictures.
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
    /// Maximises the mean of the channel's pre-activation over all places, not of its output, because an inactive
    /// channel is 0 after a ReLU and has no gradient there.
    ActivationMaximum(const Model& model, const Edits& edits, int node, std::int64_t channel,
                      const MaximumOptions& options);

    void step();
    std::int64_t steps() const { return steps_; }
    /// The present input, H,W,C; its values lie between black and white.
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
    std::vector<float> low_, high_;  ///< of each channel: the smaller and the larger of black and white
    std::int64_t steps_ = 0;
    float value_ = 0;
};

}  // namespace convscope::nn
