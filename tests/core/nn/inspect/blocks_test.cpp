// The blocks that the journey of a deep model can fold.
#include "core/nn/inspect/blocks.h"

#include <doctest/doctest.h>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/train/architectures.h"

namespace convscope::nn {

namespace {

SharedLayer convolution(std::int64_t filters, std::int64_t side = 3) {
    Conv2D::Parameters parameters{.filters = filters};
    parameters.window = {.rows = side, .cols = side, .padding = Padding::same};
    return std::make_shared<Conv2D>(parameters);
}

SharedLayer normalization() {
    return std::make_shared<BatchNormalization>(BatchNormalization::Parameters{});
}

SharedLayer relu() {
    return std::make_shared<ActivationLayer>(Activation{.kind = ActivationKind::relu});
}

/// Adds a residual block: conv, norm, conv, the sum of their output and node `from`, relu. All names start with `name`.
void add_residual(ModelBuilder& builder, const std::string& name, int from) {
    builder.add(name + "_conv1", convolution(4), {from});
    builder.add(name + "_norm", normalization());
    const int last = builder.add(name + "_conv2", convolution(4));
    builder.add(name + "_add", std::make_shared<Add>(), {from, last});
    builder.add(name + "_relu", relu());
}

}  // namespace

TEST_CASE("a residual part and the activation after it are one block, with the common start of their names") {
    ModelBuilder builder;
    builder.input("input", {8, 8, 3});
    builder.add("stem", convolution(4));
    builder.add("stem_norm", normalization());
    builder.add("stem_relu", relu());
    add_residual(builder, "block_1", 3);
    add_residual(builder, "block_2", 8);
    builder.add("pool", std::make_shared<GlobalAveragePooling2D>(false));
    builder.add("dense", std::make_shared<Dense>(Dense::Parameters{.units = 2}));
    const std::vector<Block> blocks = blocks_of(builder.build());
    REQUIRE(blocks.size() == 3);
    CHECK(blocks[0] == Block{1, 3, ""});
    CHECK(blocks[1] == Block{4, 8, "block_1"});
    CHECK(blocks[2] == Block{9, 13, "block_2"});
    CHECK(blocks[2].size() == 5);
}

TEST_CASE("on a single path a convolution takes the padding before it and the layers after it that keep the shape") {
    ModelBuilder builder;
    builder.input("input", {8, 8, 3});
    builder.add("pad", std::make_shared<ZeroPadding2D>(Border{1, 1, 1, 1}));
    builder.add("conv", convolution(4));
    builder.add("relu", relu());
    builder.add("alone", convolution(2));
    builder.add("pool", std::make_shared<GlobalAveragePooling2D>(false));
    const std::vector<Block> blocks = blocks_of(builder.build());
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0] == Block{1, 3, ""});
    CHECK(blocks_of(course_model(1)).empty());
}

TEST_CASE("a branched part of more than kMaxBlockLayers layers is divided into blocks of convolutions in it") {
    ModelBuilder builder;
    builder.input("input", {8, 8, 3});
    const int first = builder.add("first", convolution(4));
    for (int i = 0; i < 15; ++i) {
        builder.add("conv" + std::to_string(i), convolution(4));
        builder.add("norm" + std::to_string(i), normalization());
        builder.add("relu" + std::to_string(i), relu());
    }
    builder.add("sum", std::make_shared<Add>(), {first, 46});
    const std::vector<Block> blocks = blocks_of(builder.build());
    REQUIRE(blocks.size() == 15);
    CHECK(blocks.front() == Block{2, 4, ""});
    CHECK(blocks.back() == Block{44, 46, ""});
}

TEST_CASE("blocks do not overlap and never contain an input") {
    ModelBuilder builder;
    const int left = builder.input("left", {4, 4, 2});
    const int right = builder.input("right", {4, 4, 2});
    const int a = builder.add("a", convolution(2), {left});
    const int b = builder.add("b", convolution(2), {right});
    builder.add("sum", std::make_shared<Add>(), {a, b});
    builder.add("relu", relu());
    CHECK(blocks_of(builder.build()).empty());
}

}  // namespace convscope::nn
