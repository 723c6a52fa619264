// Adds the layers of which the known networks consist to a model, each under a name of its own. All windows are
// squares.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/model/model.h"
#include "tests/bench/networks/known_networks.h"

namespace convscope::bench {

using nn::ActivationKind;

struct Convolution {
    std::int64_t filters = 0, size = 1, stride = 1, groups = 1;
    ActivationKind activation = ActivationKind::relu;
    nn::Padding padding = nn::Padding::same;
};

/// Functions that add layers return the index of the last one.
class NetworkLayers {
  public:
    explicit NetworkLayers(NormalizationStyle style) : style_(style), input_(builder_.input("input", {224, 224, 3})) {}

    int input() const { return input_; }
    std::int64_t channels(int node) const { return builder_.node(node).shape.channels(); }

    static nn::Window square(std::int64_t size, std::int64_t stride, nn::Padding padding = nn::Padding::same) {
        return {.rows = size, .cols = size, .row_stride = stride, .col_stride = stride, .padding = padding};
    }

    int add(nn::SharedLayer layer, std::vector<int> inputs) {
        const std::string name = std::string(layer->type()) + "_" + std::to_string(++count_);
        return builder_.add(name, std::move(layer), std::move(inputs));
    }

    /// A convolution with bias and activation.
    int biased(int input, const Convolution& convolution) {
        nn::Conv2D::Parameters parameters = parameters_of(convolution);
        parameters.activation = {convolution.activation};
        return add(std::make_shared<nn::Conv2D>(parameters), {input});
    }

    /// A convolution, batch normalization and activation.
    int normalized(int input, const Convolution& convolution) {
        if (style_ == NormalizationStyle::folded) return biased(input, convolution);
        nn::Conv2D::Parameters parameters = parameters_of(convolution);
        parameters.use_bias = false;
        return normalize(add(std::make_shared<nn::Conv2D>(parameters), {input}), convolution.activation);
    }

    /// Batch normalization and activation as layers of their own.
    int normalize(int input, ActivationKind activation) {
        const int node = add(std::make_shared<nn::BatchNormalization>(nn::BatchNormalization::Parameters{}), {input});
        return activation == ActivationKind::linear ? node : activate(node, activation);
    }

    int activate(int input, ActivationKind activation) {
        return add(std::make_shared<nn::ActivationLayer>(nn::Activation{activation}), {input});
    }

    int dense(int input, std::int64_t units, ActivationKind activation) {
        return add(std::make_shared<nn::Dense>(nn::Dense::Parameters{.units = units, .activation = {activation}}),
                   {input});
    }

    /// The mean of each channel, and from it the scores of 1000 classes.
    nn::Model with_classifier(int input, std::uint64_t seed) {
        dense(add(std::make_shared<nn::GlobalAveragePooling2D>(), {input}), 1000, ActivationKind::linear);
        return build(seed);
    }

    nn::Model build(std::uint64_t seed) { return initialised(builder_.build(), seed); }

  private:
    static nn::Conv2D::Parameters parameters_of(const Convolution& c) {
        return {.filters = c.filters, .window = square(c.size, c.stride, c.padding), .groups = c.groups};
    }

    NormalizationStyle style_;
    nn::ModelBuilder builder_;
    int input_, count_ = 0;
};

}  // namespace convscope::bench
