// Operators for the layers between convolutions: pooling, activations, constant scales, sums and products. They inherit
// the reference implementation for passes that are not worth a faster one, such as most backward passes.
#pragma once

#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/merge/merge.h"
#include "core/nn/layers/normalization/grouped_normalization.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/quantization.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/window/pooling2d.h"
#include "core/nn/plan/kernels/local_response_kernels.h"
#include "core/nn/plan/kernels/value_kernels.h"
#include "core/nn/plan/reference_operator.h"

namespace convscope::nn {

/// arrays.output = activation(from). Both have `shape` and may be the same array.
void activate_pixels(const Activation& activation, const Shape& shape, const Arrays& arrays, const float* from);

class PoolingOperator final : public ReferenceOperator {
  public:
    PoolingOperator(const Pooling& layer, const Shape& input, const Shape& output)
        : ReferenceOperator(layer, {input}, output),
          layer_(layer),
          axes_(layer.windows(input)),
          channels_(input.channels()),
          in_size_(input.count()),
          out_size_(output.count()) {}

    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;

  private:
    const Pooling& layer_;
    WindowAxes axes_;
    std::int64_t channels_, in_size_, out_size_;
};

/// An Activation layer, at inference only.
class ActivationOperator final : public ReferenceOperator {
  public:
    ActivationOperator(const Layer& layer, const Shape& shape)
        : ReferenceOperator(layer, {shape}, shape), activation_(layer.activation()), shape_(shape) {}

    bool applies_activation() const override { return true; }
    Work forward(const Arrays& arrays) override;

  private:
    Activation activation_;
    Shape shape_;
};

/// One multiply-add per value: rescaling, and batch normalization at inference, with its constant mean and variance.
class ScalingOperator final : public ReferenceOperator {
  public:
    ScalingOperator(const BatchNormalization& layer, const Shape& shape);
    ScalingOperator(const Rescaling& layer, const Shape& shape);

    void load(WeightSpans weights) override;
    Work forward(const Arrays& arrays) override;

  private:
    const BatchNormalization* normalization_ = nullptr;
    Shape shape_;
    std::vector<float> scale_, shift_;  ///< per channel
};

/// Quantization, at inference only.
class QuantizationOperator final : public ReferenceOperator {
  public:
    QuantizationOperator(const Quantization& layer, const Shape& shape);

    Work forward(const Arrays& arrays) override;

  private:
    Shape shape_;
    std::vector<float> scale_, zero_point_;  ///< per channel
    float low_, high_;
};

/// LayerNormalization and UnitNormalization of the channels of each pixel, and GroupNormalization, at inference only.
class NormalizationOperator final : public ReferenceOperator {
  public:
    /// True if this operator can compute the layer.
    static bool takes(const GroupedNormalization& layer);
    NormalizationOperator(const GroupedNormalization& layer, const Shape& shape)
        : ReferenceOperator(layer, {shape}, shape), settings_(layer.settings()), shape_(shape) {}

    void load(WeightSpans weights) override;
    Work forward(const Arrays& arrays) override;

  private:
    /// The groups of all pixels of example `n`.
    void normalize_example(const Arrays& arrays, std::int64_t n, const PixelNormalization& constants) const;

    GroupedNormalization::Settings settings_;
    Shape shape_;
    std::vector<float> gamma_, beta_;  ///< per channel
};

/// LocalResponseNormalization, at inference only.
class LocalResponseOperator final : public ReferenceOperator {
  public:
    LocalResponseOperator(const LocalResponseNormalization& layer, const Shape& shape);

    Work forward(const Arrays& arrays) override;

  private:
    LocalResponse constants_;
    Shape shape_;
};

/// Concatenate along the channels.
class ConcatenationOperator final : public ReferenceOperator {
  public:
    /// True if this operator can compute the layer with this output.
    static bool takes(const Concatenate& layer, const Shape& output);
    ConcatenationOperator(const Concatenate& layer, const std::vector<Shape>& inputs, const Shape& output);

    Work forward(const Arrays& arrays) override;

  private:
    Shape output_;
    std::vector<std::size_t> channels_;  ///< of each input
};

/// Add or Multiply if one input has the output's shape and each other one has that shape or one value per channel.
class MergeOperator final : public ReferenceOperator {
  public:
    /// True if this operator can compute the layer for inputs of these shapes.
    static bool takes(const Merge& layer, const std::vector<Shape>& inputs);
    MergeOperator(const Merge& layer, const std::vector<Shape>& inputs, const Shape& output);

    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;

  private:
    /// Combines input `which` with the result so far, which is at first the input of the output's shape, in example
    /// `n`.
    void combine(const Arrays& arrays, std::int64_t n, std::size_t which) const;

    bool multiplies_;
    std::size_t whole_;  ///< the first input of the output's shape
    std::vector<Shape> inputs_;
    Shape output_;
};

}  // namespace convscope::nn
