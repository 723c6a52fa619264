#include <doctest/doctest.h>

#include <map>
#include <string>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

using Sizes = std::vector<std::int64_t>;

DisplayName name_of_node(const Model& model, std::string_view node) {
    return model.node(model.find(node).value()).display_name;
}

}  // namespace

TEST_CASE("the display name of a layer is its kind with its number of filters, units or window sides") {
    const Model model = samples::every_kind();
    const std::map<std::string, std::pair<std::string, Sizes>> expected{
        {"picture", {"InputLayer", {}}}, {"conv", {"Conv2D", {6}}},         {"bn", {"BatchNormalization", {}}},
        {"grouped", {"Conv2D", {6}}},    {"max", {"MaxPooling2D", {2, 1}}}, {"mean", {"AveragePooling2D", {2, 2}}},
        {"dense", {"Dense", {3}}},       {"flatten", {"Flatten", {}}},      {"gate", {"GlobalAveragePooling2D", {}}},
        {"leaky", {"leaky_relu", {}}},   {"dropout", {"Dropout", {}}},      {"add", {"Add", {}}}};
    for (const auto& entry : expected) {
        const auto& [node, name] = entry;
        INFO(entry.first);
        CHECK(name_of_node(model, node).title == name.first);
        CHECK(name_of_node(model, node).size == name.second);
    }
    CHECK(name_of_node(model, "leaky").kind == "Activation");
}

TEST_CASE("a convolution with separate filters for every channel is displayed as DepthwiseConv2D") {
    const Model model = samples::every_kind();
    CHECK(name_of_node(model, "depthwise").kind == "DepthwiseConv2D");
    CHECK(name_of_node(model, "depthwise").title == "DepthwiseConv2D");
    CHECK(name_of_node(model, "depthwise").size == Sizes{model.node(model.find("depthwise").value()).shape.channels()});

    const std::vector<Shape> grey{{5, 5, 1}};
    CHECK(Conv2D({.filters = 4}).display_name(grey).kind == "Conv2D");
    const std::vector<Shape> four{{5, 5, 4}};
    CHECK(Conv2D({.filters = 4, .groups = 2}).display_name(four).kind == "Conv2D");
    CHECK(Conv2D({.filters = 8, .groups = 4}).display_name(four).kind == "DepthwiseConv2D");
}

TEST_CASE("convolution and pooling have a sliding window, other layers have none") {
    const std::vector<Shape> image{{11, 8, 3}};
    const auto convolution = Conv2D({.window = {.rows = 3, .cols = 3, .padding = Padding::same}}).sliding_window(image);
    REQUIRE(convolution);
    CHECK(convolution->axes.rows.output == 11);
    CHECK(convolution->same);
    CHECK_FALSE(convolution->pooling);

    const auto pooling = MaxPooling2D({.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2}).sliding_window(image);
    REQUIRE(pooling);
    CHECK(pooling->axes.rows.output == 5);
    CHECK(pooling->axes.cols.output == 4);
    CHECK_FALSE(pooling->same);
    CHECK(pooling->pooling);

    const auto whole = GlobalMaxPooling2D().sliding_window(image);
    REQUIRE(whole);
    CHECK(whole->axes.rows.size == 11);
    CHECK(whole->axes.cols.size == 8);
    CHECK_FALSE(Flatten().sliding_window(image));
}

TEST_CASE("effect() tells whether a layer computes, copies or reorders values, kernel_kind() which kernel it has") {
    CHECK(Flatten().effect() == Effect::copies);
    CHECK(Dropout(0.5).effect() == Effect::copies);
    CHECK(Permute({.view = {2, 3}, .order = {1, 0}}).effect() == Effect::reorders);
    CHECK(Conv2D({}).effect() == Effect::computes);

    CHECK(Conv2D({}).kernel_kind() == KernelKind::filters);
    CHECK(Dense({}).kernel_kind() == KernelKind::matrix);
    CHECK(Conv2DTranspose({}).kernel_kind() == KernelKind::none);
    CHECK(Flatten().kernel_kind() == KernelKind::none);
    CHECK(Conv2D({}).is_same_kind(Conv2D({.filters = 3})));
    CHECK_FALSE(Conv2D({}).is_same_kind(Dense({})));
}

}  // namespace convscope::nn
