// Conv2DTranspose: every input pixel adds its value times the filters to a larger image. This is the gradient of a
// convolution with respect to its input, used as a layer.
// Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016).
#pragma once

#include "core/nn/model/layer.h"
#include "core/nn/model/window.h"

namespace convscope::nn {

/// Weights: kernel {rows, cols, filters / groups, input channels}, bias {filters} unless use_bias is off. As in Keras,
/// {rows, cols, channels} becomes {rows x stride, ...} with Padding::same, and at least (rows - 1) x stride + window
/// with Padding::valid. With groups, every group of filters gets its values from one group of neighbouring channels.
class Conv2DTranspose final : public Layer {
  public:
    struct Parameters {
        std::int64_t filters = 1;
        Window window;
        std::int64_t groups = 1;
        bool use_bias = true;
        Activation activation;
        /// The number of outputs after the last window, as in Keras; nullopt: as many as the class comment states.
        std::optional<std::int64_t> row_padding = std::nullopt, col_padding = std::nullopt;
    };

    /// Throws ShapeError for parameters that are invalid for every input.
    explicit Conv2DTranspose(Parameters parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Conv2DTranspose"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    std::vector<WeightSpec> weights(std::span<const Shape> inputs) const override;
    Activation activation() const override { return parameters_.activation; }
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    std::int64_t multiply_adds(std::span<const Shape> inputs) const override;

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
