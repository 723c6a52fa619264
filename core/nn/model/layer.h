// A layer kind: its parameters, shapes and weights, the readable reference computation, its gradient, its receptive
// field, and the words with which the interface names and explains it. Each kind is one file in layers/. Layers are
// immutable; the model stores their weights. Must not include file formats, plans or the libraries that these use.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text/translation.h"
#include "core/nn/model/activation.h"
#include "core/nn/model/explanation.h"
#include "core/nn/model/region.h"
#include "core/nn/model/tensor.h"
#include "core/nn/model/window.h"

namespace convscope::nn {

/// Inputs or parameters that a layer cannot take. what() states the fault without the layer's name, as in
/// "needs an image (rows, cols, channels), not 1600".
class ShapeError : public std::invalid_argument {
  public:
    using std::invalid_argument::invalid_argument;
};

/// A weight's values before training.
enum class Initializer { zeros, ones, glorot_uniform };

/// A weight that a layer has, named and shaped as in Keras ("kernel": rows, cols, input channels / groups, filters).
struct WeightSpec {
    std::string name;
    Shape shape;
    Initializer initializer = Initializer::zeros;
    bool trainable = true;  ///< false for moving statistics, which have no gradient; see update_statistics()
};

/// A layer's name in the interface: "Conv2D" with {64}, "MaxPooling2D" with {2, 2}, "relu" with {}.
struct DisplayName {
    std::string kind;                ///< Keras's name of the kind: "Conv2D", "Activation"
    std::string title;               ///< the kind, or the function of an Activation: "relu"
    std::vector<std::int64_t> size;  ///< the numbers after the title: filters, units or the sides of a window
};

/// The effect of a layer on its input's values, before the activation.
enum class Effect {
    computes,  ///< new values
    copies,    ///< the input's values in their order; the shape may change
    reorders   ///< the input's values in a different order
};

/// The kind of a layer's first weight, if that is a kernel which the interface shows and edits.
enum class KernelKind {
    none,
    filters,  ///< rows, cols, input channels / groups, filters: slides over the image
    matrix    ///< features, units
};

/// The words in which the interface writes out a value's arithmetic.
struct ArithmeticWords {
    Message constant = tr("bias");  ///< Explanation::bias, which is added to the terms
    bool averages = false;          ///< each term's weight is 1 / number of terms, so that their sum is a mean
    /// The only term's weight and the constant follow from Explanation::figures, such as gamma and beta.
    bool has_derived_weight = false;
    /// A sentence about a value that the layer copies unchanged; if empty, the interface uses a general sentence.
    Message copied;
};

/// The forward pass of one batch. Every tensor holds `batch` examples one after the other; shapes are those of a single
/// example. `output` is the pre-activation: the layer's values before activation() is applied.
struct ForwardCall {
    std::int64_t batch = 1;
    std::span<const Shape> input_shapes;
    std::span<const std::span<const float>> inputs;
    std::span<const std::span<const float>> weights;
    Shape output_shape;
    std::span<float> output;
    bool training = false;   ///< dropout drops values, batch normalization uses the statistics of the batch
    std::uint64_t seed = 0;  ///< of this layer in this training step; equal seeds give equal random numbers
};

/// The backward pass. It takes the gradient of the loss with respect to the pre-activation and computes the gradients
/// with respect to the inputs and, summed over the batch, the weights. These overwrite the old content of their spans;
/// a gradient with an empty span is not computed. `forward.output` is not read.
struct BackwardCall {
    ForwardCall forward;
    std::span<const float> output_gradient;
    std::span<const std::span<float>> input_gradients;
    std::span<const std::span<float>> weight_gradients;
};

/// One example's inputs and the layer's weights, to explain the arithmetic of one value.
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

    /// Keras's name of the kind, as in "Conv2D". Readers and writers of files distinguish kinds by it.
    virtual std::string_view type() const = 0;
    /// The shape of one example's output. Throws ShapeError if the layer cannot take such inputs.
    virtual Shape output_shape(std::span<const Shape> inputs) const = 0;
    /// The weights' names and shapes, in Keras's order. `inputs` must be accepted by output_shape().
    virtual std::vector<WeightSpec> weights(std::span<const Shape> inputs) const;
    /// The function that is applied to the pre-activation.
    virtual Activation activation() const { return {}; }

    /// Computes the pre-activation: the scalar reference that fast paths are compared with, and the implementation of
    /// kinds without a fast path.
    virtual void forward(const ForwardCall& call) const = 0;
    virtual void backward(const BackwardCall& call) const = 0;
    /// Updates the moving statistics in `weights` (the weights of the call, but writable) after forward() in a training
    /// step. Most layers have no moving statistics.
    virtual void update_statistics(const ForwardCall& call, std::span<const std::span<float>> weights) const;

    /// True if, in training, an example's output depends on the other examples of its batch.
    virtual bool mixes_examples() const { return false; }

    /// Explains the pre-activation at `at`: how its terms combine, the terms, the bias.
    virtual void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const = 0;
    /// The positions of input `which` that the output region is computed from. Not clipped, so padding is included.
    virtual Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const = 0;
    /// The positions of the output that depend on the region of input `which`, not clipped.
    virtual Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const = 0;
    /// Multiply-adds of one example's pre-activation; 0 for layers that only move, compare or scale values.
    virtual std::int64_t multiply_adds(std::span<const Shape> inputs) const;

    /// By default type(), followed by the number of output channels if the layer has weights.
    virtual DisplayName display_name(std::span<const Shape> inputs) const;
    /// The window that slides over the image; nullopt for layers without one.
    virtual std::optional<SlidingWindow> sliding_window(std::span<const Shape> inputs) const;
    virtual Effect effect() const { return Effect::computes; }
    virtual KernelKind kernel_kind() const { return KernelKind::none; }
    virtual ArithmeticWords arithmetic_words() const { return {}; }

    bool is_same_kind(const Layer& other) const { return type() == other.type(); }
};

using SharedLayer = std::shared_ptr<const Layer>;

/// The only input's shape. Throws ShapeError unless there is exactly one.
const Shape& only_input(std::span<const Shape> inputs);
/// The only input's shape. Throws ShapeError unless there is exactly one and it is an image.
const Shape& only_image(std::span<const Shape> inputs);

}  // namespace convscope::nn
