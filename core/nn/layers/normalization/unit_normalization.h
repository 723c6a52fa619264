// UnitNormalization: divides the values of one example by their length (L2 norm) along some axes.
#pragma once

#include "core/nn/layers/normalization/grouped_normalization.h"

namespace convscope::nn {

/// output = x / sqrt(sum of squares along the axes).
class UnitNormalization final : public GroupedNormalization {
  public:
    struct Parameters {
        bool rows = false, cols = false, channels = true;
    };

    explicit UnitNormalization(const Parameters& parameters)
        : GroupedNormalization({.groups = {parameters.rows, parameters.cols, parameters.channels ? 1 : 0},
                                .use_scale = false,
                                .use_center = false,
                                .unit_length = true}),
          parameters_(parameters) {}
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "UnitNormalization"; }

  private:
    Shape constants(const Shape& /*input*/) const override { return {1}; }

    Parameters parameters_;
};

}  // namespace convscope::nn
