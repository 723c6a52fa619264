// GroupNormalization: shifts and scales the values of one example by the mean and variance of a group of channels, over
// all pixels.
// Wu and He, "Group Normalization" (2018), with Keras's parameters.
#pragma once

#include "core/nn/layers/normalization/grouped_normalization.h"

namespace convscope::nn {

/// output = (x - mean) / sqrt(variance + epsilon) x gamma + beta. gamma and beta have the shape {channels}. With as
/// many groups as channels it is instance normalization.
class GroupNormalization final : public GroupedNormalization {
  public:
    struct Parameters {
        std::int64_t groups = 32;  ///< 0: as many as channels
        double epsilon = 1e-3;
        bool use_scale = true, use_center = true;
    };

    /// Throws ShapeError unless epsilon is a positive number and the number of groups is 0 or more.
    explicit GroupNormalization(const Parameters& parameters)
        : GroupedNormalization({.groups = {true, true, parameters.groups},
                                .epsilon = parameters.epsilon,
                                .use_scale = parameters.use_scale,
                                .use_center = parameters.use_center}),
          parameters_(parameters) {}
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "GroupNormalization"; }

  private:
    Shape constants(const Shape& input) const override { return {input.channels()}; }

    Parameters parameters_;
};

}  // namespace convscope::nn
