// The layers between convolutions in a plan: max-pooling, batch normalization with its moving statistics, sums.
#pragma once

#include "core/nn/layers/batch_normalization.h"
#include "core/nn/layers/pooling2d.h"
#include "core/nn/plan/operator.h"

namespace convscope::nn {

class MaxPoolingOperator final : public Operator {
  public:
    MaxPoolingOperator(const Pooling& layer, Shape input, Shape output)
        : axes_(layer.windows(input)), input_(std::move(input)), output_(std::move(output)) {}

    void load(WeightSpans /*weights*/) override {}
    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;

  private:
    WindowAxes axes_;
    Shape input_, output_;
};

/// At inference, where a channel's mean and variance are constants: one multiply-add per value.
class NormalizationOperator final : public Operator {
  public:
    NormalizationOperator(const BatchNormalization& layer, const Shape& input)
        : parameters_(layer.parameters()), count_(input.count()), channels_(input.channels()) {}

    void load(WeightSpans weights) override;
    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;

  private:
    BatchNormalization::Parameters parameters_;
    std::int64_t count_, channels_;
    std::vector<float> scale_, shift_;
};

/// Of two inputs of the same shape.
class SumOperator final : public Operator {
  public:
    explicit SumOperator(const Shape& shape) : count_(shape.count()) {}

    void load(WeightSpans /*weights*/) override {}
    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;

  private:
    std::int64_t count_;
};

}  // namespace convscope::nn
