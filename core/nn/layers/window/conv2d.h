// Conv2D: a filter slides over the image; also depthwise and grouped convolution (`groups`).
#pragma once

#include "core/nn/model/layer.h"
#include "core/nn/model/window.h"

namespace convscope::nn {

/// Weights: kernel {rows, cols, input channels / groups, filters}, bias {filters} unless use_bias is off.
/// The kernel is not flipped, as usual in deep learning: output = sum over the window of input x kernel, plus bias.
class Conv2D final : public Layer {
  public:
    struct Parameters {
        std::int64_t filters = 1;
        Window window;
        std::int64_t groups = 1;
        bool use_bias = true;
        Activation activation;
    };

    /// Throws ShapeError for parameters that are invalid for every input.
    explicit Conv2D(Parameters parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Conv2D"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    std::vector<WeightSpec> weights(std::span<const Shape> inputs) const override;
    Activation activation() const override { return parameters_.activation; }
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    std::int64_t multiply_adds(std::span<const Shape> inputs) const override;
    /// "DepthwiseConv2D", Keras's name, if every input channel has its own filters.
    DisplayName display_name(std::span<const Shape> inputs) const override;
    std::optional<SlidingWindow> sliding_window(std::span<const Shape> inputs) const override;
    KernelKind kernel_kind() const override { return KernelKind::filters; }

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
