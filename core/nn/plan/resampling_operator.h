// Resizing and UpSampling2D: the taps of rows and columns are computed once; all cores share the rows of an image.
#pragma once

#include <vector>

#include "core/nn/layers/shape/resampled_image.h"
#include "core/nn/plan/reference_operator.h"

namespace convscope::nn {

class ResamplingOperator final : public ReferenceOperator {
  public:
    ResamplingOperator(const ResampledImage& layer, const Shape& input, const Shape& output);

    Work forward(const Arrays& arrays) override;

  private:
    /// Computes one row of one example.
    void resample_row(const float* image, const ResampledTaps& row, float* to) const;

    Shape input_, output_;
    std::vector<ResampledTaps> rows_, cols_;
};

}  // namespace convscope::nn
