// A network like MobileNet (Howard et al., "MobileNets", 2017) for colour pictures of 224 x 224: depthwise separable
// convolutions, each followed by batch normalization and relu6; 3.5 million parameters.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/model/model.h"

namespace convscope::bench {

class MobileModel {
  public:
    /// The model with random weights from the seed.
    static nn::Model make(std::uint64_t seed) {
        MobileModel model;
        model.builder_.input("input", {224, 224, 3});
        model.convolution({.filters = 32, .window = square(3, 2)});
        for (const Block& block : kBlocks) {
            model.convolution(
                {.filters = model.channels_, .window = square(3, block.stride), .groups = model.channels_});
            model.convolution({.filters = block.filters, .window = square(1, 1)});
        }
        model.builder_.add("pool", std::make_shared<nn::GlobalAveragePooling2D>());
        model.builder_.add("classes", std::make_shared<nn::Dense>(nn::Dense::Parameters{
                                          .units = 1000, .activation = {nn::ActivationKind::softmax}}));
        return initialised(model.builder_.build(), seed);
    }

  private:
    struct Block {
        std::int64_t filters, stride;
    };
    static constexpr std::array<Block, 10> kBlocks{
        {{64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {1024, 2}, {1024, 1}}};

    static nn::Window square(std::int64_t size, std::int64_t stride) {
        return {.rows = size, .cols = size, .row_stride = stride, .col_stride = stride, .padding = nn::Padding::same};
    }

    /// Adds a convolution without bias, batch normalization and relu6.
    void convolution(nn::Conv2D::Parameters parameters) {
        parameters.use_bias = false;
        channels_ = parameters.filters;
        const std::string number = std::to_string(++count_);
        builder_.add("conv_" + number, std::make_shared<nn::Conv2D>(parameters));
        builder_.add("norm_" + number, std::make_shared<nn::BatchNormalization>(nn::BatchNormalization::Parameters{}));
        builder_.add("relu_" + number,
                     std::make_shared<nn::ActivationLayer>(nn::Activation{nn::ActivationKind::relu6}));
    }

    nn::ModelBuilder builder_;
    std::int64_t channels_ = 3;
    int count_ = 0;
};

}  // namespace convscope::bench
