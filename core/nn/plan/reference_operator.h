// Runs any layer with its scalar reference: for kinds that only move values or are rare, and for passes that a faster
// operator does not implement.
#pragma once

#include "core/nn/plan/operator.h"

namespace convscope::nn {

class ReferenceOperator : public Operator {
  public:
    ReferenceOperator(const Layer& layer, std::vector<Shape> inputs, Shape output)
        : layer_(layer), inputs_(std::move(inputs)), output_(std::move(output)) {}

    void load(WeightSpans weights) override { weights_.assign(weights.begin(), weights.end()); }
    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;
    bool needs_whole_batch() const override;

  private:
    const Layer& layer_;
    std::vector<Shape> inputs_;
    Shape output_;
    std::vector<std::span<const float>> weights_;
};

}  // namespace convscope::nn
