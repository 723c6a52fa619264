// LayerNormalization: shifts and scales the values of one example by their own mean and variance along some axes,
// usually the channels of each pixel.
// Ba, Kiros and Hinton, "Layer Normalization" (2016), with Keras's parameters.
#pragma once

#include "core/nn/layers/normalization/grouped_normalization.h"

namespace convscope::nn {

/// output = (x - mean) / sqrt(variance + epsilon) x gamma + beta. gamma and beta have the lengths of the normalised
/// axes and 1 for the others, without leading axes of length 1; {channels} if only the channels are normalised.
class LayerNormalization final : public GroupedNormalization {
  public:
    struct Parameters {
        bool rows = false, cols = false, channels = true;  ///< the axes along which mean and variance are taken
        double epsilon = 1e-3;
        bool use_scale = true, use_center = true;
    };

    /// Throws ShapeError unless epsilon is a positive number.
    explicit LayerNormalization(const Parameters& parameters)
        : GroupedNormalization({.groups = {parameters.rows, parameters.cols, parameters.channels ? 1 : 0},
                                .epsilon = parameters.epsilon,
                                .use_scale = parameters.use_scale,
                                .use_center = parameters.use_center}),
          parameters_(parameters) {}
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "LayerNormalization"; }

  private:
    Shape constants(const Shape& input) const override;

    Parameters parameters_;
};

}  // namespace convscope::nn
