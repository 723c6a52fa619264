// What a layer kind is: its parameters, shapes, weights, the readable reference computation and its gradient, and where
// a value comes from. Each kind is one file in layers/. Layers are immutable and hold no weights: a model does.
// Knows nothing of files, of execution plans and of the libraries behind them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/activation.h"
#include "core/nn/model/explanation.h"
#include "core/nn/model/region.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// Inputs or parameters that a layer cannot work with. what() is the fault alone, without the layer's name, as in
/// "wants an image (rows, cols, channels), not 1600".
class ShapeError : public std::invalid_argument {
  public:
    using std::invalid_argument::invalid_argument;
};

/// Where a weight begins before training.
enum class Initializer { zeros, ones, glorot_uniform };

/// A weight that a layer has, named and shaped as in Keras ("kernel": rows, cols, input channels / groups, filters).
struct WeightSpec {
    std::string name;
    Shape shape;
    Initializer initializer = Initializer::zeros;
    bool trainable = true;  ///< false for moving statistics, which training observes rather than descends
};

/// One batch on its way through a layer. Every tensor holds `batch` examples one after the other, shapes are those of
/// one example. `output` is the layer's linear part, to which its activation() has yet to be applied.
struct ForwardCall {
    std::int64_t batch = 1;
    std::span<const Shape> input_shapes;
    std::span<const std::span<const float>> inputs;
    std::span<const std::span<const float>> weights;
    Shape output_shape;
    std::span<float> output;
    bool training = false;   ///< dropout drops, batch normalization goes by the batch
    std::uint64_t seed = 0;  ///< of this layer in this step: the same seed draws the same numbers again
};

/// The way back: from the gradient of the loss with respect to the linear part to those with respect to inputs and
/// weights, summed over the batch. `forward.output` is not read. All gradients are written, not added to; an empty span
/// is not wanted.
struct BackwardCall {
    ForwardCall forward;
    std::span<const float> output_gradient;
    std::span<const std::span<float>> input_gradients;
    std::span<const std::span<float>> weight_gradients;
};

/// One example in front of a layer, for the arithmetic behind one value.
struct ExplainCall {
    std::span<const Shape> input_shapes;
    std::span<const std::span<const float>> inputs;
    std::span<const std::span<const float>> weights;
    Shape output_shape;
};

class Layer {
  public:
    Layer() = default;
    Layer(const Layer&) = delete;
    Layer& operator=(const Layer&) = delete;
    virtual ~Layer() = default;

    /// Keras's name of the kind, as in "Conv2D".
    virtual std::string_view type() const = 0;
    /// The shape of one example's output. Throws ShapeError where the layer cannot take such inputs.
    virtual Shape output_shape(std::span<const Shape> inputs) const = 0;
    /// In Keras's order. `inputs` have passed output_shape().
    virtual std::vector<WeightSpec> weights(std::span<const Shape> inputs) const;
    /// What is applied to the linear part.
    virtual Activation activation() const { return {}; }

    /// The linear part: the scalar reference that fast paths are compared with, and what runs where there is none.
    virtual void forward(const ForwardCall& call) const = 0;
    virtual void backward(const BackwardCall& call) const = 0;
    /// After a training step's forward(): moves the statistics that the layer keeps among its weights (as in
    /// ForwardCall, writable). Most have none.
    virtual void observe(const ForwardCall& call, std::span<const std::span<float>> weights) const;

    /// True when, in training, an example's output depends on the rest of its batch.
    virtual bool mixes_examples() const { return false; }

    /// Fills in the linear part of the value at `at`: how its terms combine, the terms, the bias.
    virtual void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const = 0;
    /// The positions of input `which` that the output region is computed from, not clipped: padding counts.
    virtual Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const = 0;
    /// The positions of the output that the region of input `which` takes part in, not clipped.
    virtual Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const = 0;
    /// Multiply-adds of one example's linear part; 0 for what only moves, compares or scales values.
    virtual std::int64_t multiply_adds(std::span<const Shape> inputs) const;
};

using SharedLayer = std::shared_ptr<const Layer>;

/// The only input's shape. Throws ShapeError unless there is exactly one.
const Shape& only_input(std::span<const Shape> inputs);
/// The only input's shape, an image. Throws ShapeError unless it is one.
const Shape& only_image(std::span<const Shape> inputs);

}  // namespace convscope::nn
