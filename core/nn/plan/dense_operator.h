// Dense in a plan: convscope's direct convolution, in which every vector of features is one pixel. oneDNN computes the
// gradients and reads the kernel in Keras's order, without a copy.
#pragma once

#include "core/nn/layers/channels/dense.h"
#include "core/nn/plan/dnn.h"
#include "core/nn/plan/kernels/direct_convolution.h"
#include "core/nn/plan/operator.h"

namespace convscope::nn {

class DenseOperator final : public Operator {
  public:
    DenseOperator(const Dense& layer, const Shape& input, bool keeps_pre_activation);

    void load(WeightSpans weights) override;
    bool applies_activation() const override { return limits_.applied; }
    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;

  private:
    dnn::Product problem(const Arrays& arrays) const;

    Dense::Parameters parameters_;
    std::int64_t rows_, features_;  ///< sizes of one example
    ValueLimits limits_;            ///< those of the activation, if the pre-activation is not kept
    DirectGeometry geometry_;       ///< its number of columns depends on the batch
    PackedKernel packed_;
    dnnl::memory kernel_;  ///< a view of the loaded weights
};

}  // namespace convscope::nn
