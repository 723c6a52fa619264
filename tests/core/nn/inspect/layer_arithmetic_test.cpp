// The arithmetic of shapes and parameter counts, for layers whose numbers are known from the course and from Keras.
#include "core/nn/inspect/layer_arithmetic.h"

#include <doctest/doctest.h>

#include "core/nn/inspect/summary.h"
#include "core/nn/train/architectures.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

/// The sentence for a window on an image of rows x cols.
std::string sizes(const Window& window, std::int64_t rows, std::int64_t cols, bool pooling) {
    return size_sentence(
        {.axes = axes_of(window, {rows, cols, 1}), .same = window.padding == Padding::same, .pooling = pooling});
}

Window square(std::int64_t side, std::int64_t stride) {
    return {.rows = side, .cols = side, .row_stride = stride, .col_stride = stride};
}

std::string parameters(const Model& model, int node) {
    return parameter_arithmetic(model, node).formula;
}

/// A model of one layer after an input of this shape.
Model one_layer(const Shape& input, SharedLayer layer) {
    ModelBuilder builder;
    builder.input("in", input);
    builder.add("layer", std::move(layer));
    return builder.build();
}

SharedLayer convolution(const Conv2D::Parameters& parameters) {
    return std::make_shared<Conv2D>(parameters);
}

}  // namespace

TEST_CASE(
    "the size sentence gives the formula of the output's size, and says if it is rounded or if rows are dropped") {
    CHECK(sizes(square(3, 1), 28, 28, false) == "(28 - 3) / 1 + 1 = 26");
    CHECK(sizes(square(3, 2), 12, 12, false) == "(12 - 3) / 2 + 1 = 5, rounded down");
    CHECK(sizes(square(1, 1), 8, 8, false) == "(8 - 1) / 1 + 1 = 8");
    CHECK(sizes(square(16, 16), 224, 224, false) == "224 / 16 = 14");

    CHECK(sizes(square(2, 2), 26, 26, true) == "26 / 2 = 13");
    CHECK(sizes(square(2, 2), 11, 11, true) == "11 / 2 = 5: the last row and column are dropped");
    CHECK(sizes(square(3, 3), 11, 11, true) == "11 / 3 = 3: the last 2 rows and columns are dropped");
    CHECK(sizes(square(3, 2), 11, 11, true) == "(11 - 3) / 2 + 1 = 5");
    CHECK(sizes(square(3, 2), 12, 12, true) == "(12 - 3) / 2 + 1 = 5: the last row and column are dropped");
    CHECK(sizes(square(7, 7), 7, 7, true) == "7 / 7 = 1");
}

TEST_CASE("the size sentence contains padding, dilation and windows beyond the end") {
    Window same = square(3, 1);
    same.padding = Padding::same;
    CHECK(sizes(same, 28, 28, false) == "same padding: 28 / 1 = 28");
    same.row_stride = same.col_stride = 2;
    CHECK(sizes(same, 29, 29, false) == "same padding: 29 / 2 = 15, rounded up");
    CHECK(sizes(same, 28, 29, false) == "same padding: rows 28 / 2 = 14; columns 29 / 2 = 15, rounded up");

    Window bordered = square(3, 2);
    bordered.padding = Padding::explicit_;
    bordered.border = {1, 1, 1, 1};
    CHECK(sizes(bordered, 223, 223, false) == "(223 + 1 + 1 - 3) / 2 + 1 = 112");
    Window dilated = square(3, 1);
    dilated.row_dilation = dilated.col_dilation = 2;
    CHECK(sizes(dilated, 10, 10, false) == "(10 - (2 x 2 + 1)) / 1 + 1 = 6");
    Window over = square(2, 2);
    over.ceil_mode = true;
    CHECK(sizes(over, 11, 11, true) == "11 / 2 = 6, rounded up");
}

TEST_CASE("the size sentence has separate formulas for rows and columns if they differ") {
    CHECK(sizes(square(2, 2), 11, 8, true) == "rows 11 / 2 = 5: the last row is dropped; columns 8 / 2 = 4");
    CHECK(sizes(square(3, 3), 9, 11, true) == "rows 9 / 3 = 3; columns 11 / 3 = 3: the last 2 columns are dropped");
    CHECK(sizes({.rows = 3, .cols = 1}, 9, 9, false) == "rows (9 - 3) / 1 + 1 = 7; columns (9 - 1) / 1 + 1 = 9");
}

TEST_CASE("the parameters of the course model's first convolution are written out as (3 x 3 x 1 + 1) x 64 = 640") {
    const Model model = course_model(1);
    CHECK(parameters(model, 0).empty());
    CHECK(parameters(model, 1) == "(3 x 3 x 1 + 1) x 64 = 640");
    CHECK(parameters(model, 2).empty());
    CHECK(parameters(model, 3) == "(3 x 3 x 64 + 1) x 64 = 36,928");
    CHECK(parameters(model, 6) == "(1600 + 1) x 128 = 204,928");
    CHECK(parameters(model, 7) == "(128 + 1) x 10 = 1,290");
    CHECK(parameter_arithmetic(model, 1).words == "(kernel rows x columns x input maps + 1 bias) x filters");
    CHECK(parameter_arithmetic(model, 7, "*").words == "(inputs + 1 bias) * units");
    for (int node = 0; node < model.size(); ++node) {
        const std::string text = parameters(model, node);
        if (!text.empty()) CHECK(text.ends_with(" = " + with_commas(parameter_count(model.node(node)))));
    }
}

TEST_CASE("the shapes of the course model are written out, and its flattened maps are compared with the input") {
    const Model model = course_model(1);
    CHECK(shape_arithmetic(model, 0).empty());
    CHECK(shape_arithmetic(model, 1) == "(28 - 3) / 1 + 1 = 26");
    CHECK(shape_arithmetic(model, 2) == "26 / 2 = 13");
    CHECK(shape_arithmetic(model, 4) == "11 / 2 = 5: the last row and column are dropped");
    CHECK(shape_arithmetic(model, 5) == "5 x 5 x 64 = 1,600, against 28 x 28 = 784 values of the input");
    CHECK(shape_arithmetic(model, 6).empty());
}

TEST_CASE("grouped, depthwise and pointwise convolutions count the input maps of one filter") {
    const Window square3{.rows = 3, .cols = 3};
    CHECK(parameters(one_layer({8, 8, 32}, convolution({.filters = 32, .window = square3, .groups = 32})), 1) ==
          "(3 x 3 x 1 + 1) x 32 = 320");
    CHECK(parameters(one_layer({8, 8, 32}, convolution({.filters = 64, .window = square3, .groups = 4})), 1) ==
          "(3 x 3 x 8 + 1) x 64 = 4,672");
    CHECK(parameters(one_layer({8, 8, 32}, convolution({.filters = 64, .use_bias = false})), 1) ==
          "1 x 1 x 32 x 64 = 2,048");
}

TEST_CASE("the formula of every layer kind with weights gives its number of parameters") {
    const Model model = samples::every_kind();
    int with_weights = 0;
    for (int node = 0; node < model.size(); ++node) {
        CAPTURE(model.node(node).name);
        const std::string text = parameters(model, node);
        CHECK(text.empty() == (parameter_count(model.node(node)) == 0));
        if (text.empty()) continue;
        ++with_weights;
        CHECK(text.ends_with(" = " + with_commas(parameter_count(model.node(node)))));
    }
    CHECK(with_weights > 5);
}

TEST_CASE("batch normalization has four parameters for each map") {
    const Model model = one_layer({4, 4, 16}, std::make_shared<BatchNormalization>(BatchNormalization::Parameters{}));
    CHECK(parameters(model, 1) == "4 x 16 = 64");
    CHECK(parameter_arithmetic(model, 1).words == "gamma, beta, moving mean, moving variance");
}

TEST_CASE("a convolution without padding loses a border, one with padding or a stride does not") {
    const Model course = course_model(1);
    CHECK(lost_border(course, 1) == LostBorder{1, 1, 1, 1});
    CHECK(lost_border(course, 2).empty());
    const Window wide{.rows = 5, .cols = 2};
    CHECK(lost_border(one_layer({9, 9, 1}, convolution({.window = wide})), 1) == LostBorder{2, 2, 1, 0});
    const Window same{.rows = 3, .cols = 3, .padding = Padding::same};
    CHECK(lost_border(one_layer({9, 9, 1}, convolution({.window = same})), 1).empty());
    const Window strided{.rows = 3, .cols = 3, .row_stride = 2, .col_stride = 2};
    CHECK(lost_border(one_layer({9, 9, 1}, convolution({.window = strided})), 1).empty());
}

}  // namespace convscope::nn
