// Dense: every output is a weighted sum of all features. It is applied to each pixel of an image separately, as in
// Keras.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// Weights: kernel {features, units}, bias {units} unless use_bias is off. The features are the last axis.
class Dense final : public Layer {
  public:
    struct Parameters {
        std::int64_t units = 1;
        bool use_bias = true;
        Activation activation;
    };

    /// Throws ShapeError for less than one unit.
    explicit Dense(Parameters parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Dense"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    std::vector<WeightSpec> weights(std::span<const Shape> inputs) const override;
    Activation activation() const override { return parameters_.activation; }
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    std::int64_t multiply_adds(std::span<const Shape> inputs) const override;
    KernelKind kernel_kind() const override { return KernelKind::matrix; }

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
