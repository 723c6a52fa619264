// Dense in a plan: our direct convolution, with each example as a pixel; gradients by oneDNN, on Keras's kernel without
// a copy.
#pragma once

#include "core/nn/layers/channels/dense.h"
#include "core/nn/plan/dnn.h"
#include "core/nn/plan/kernels/direct_convolution.h"
#include "core/nn/plan/operator.h"

namespace convscope::nn {

class DenseOperator final : public Operator {
  public:
    DenseOperator(const Dense& layer, const Shape& input, bool training);

    void load(WeightSpans weights) override;
    bool applies_activation() const override { return fuses_relu_; }
    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;

  private:
    dnn::Product problem(const Arrays& arrays) const;

    Dense::Parameters parameters_;
    std::int64_t rows_, features_;  ///< of one example
    bool fuses_relu_;
    DirectGeometry geometry_;  ///< without the number of examples
    PackedKernel packed_;
    dnnl::memory kernel_;  ///< a view of the loaded weights
};

}  // namespace convscope::nn
