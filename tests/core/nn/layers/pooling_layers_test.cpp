// MaxPooling2D, AveragePooling2D and global pooling, tested with numbers worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

using Values = std::vector<float>;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr Window kTwo{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2};

/// The course's pooling figure.
const Tensor kFigure{{4, 4, 1}, {0, 64, 128, 128, 48, 192, 144, 144, 142, 226, 168, 0, 255, 0, 0, 64}};

template <class Kind, class... Arguments>
SharedLayer made(Arguments... arguments) {
    return std::make_shared<const Kind>(arguments...);
}

Shape shape_of(const SharedLayer& layer, const Shape& input) {
    return layer->output_shape(std::vector{input});
}

}  // namespace

TEST_CASE("2x2 max pooling of the course's figure gives 192, 144, 255, 168, and global max pooling 255") {
    CHECK(run(made<MaxPooling2D>(kTwo), {kFigure}) == Values{192, 144, 255, 168});
    CHECK(run(made<AveragePooling2D>(kTwo), {kFigure}) == Values{76, 136, 155.75F, 58});
    CHECK(run(made<GlobalMaxPooling2D>(), {kFigure}) == Values{255});
    CHECK(run(made<GlobalAveragePooling2D>(), {kFigure}) == Values{106.4375F});
}

TEST_CASE("pooling rounds odd sizes down, or up with same padding") {
    CHECK(shape_of(made<MaxPooling2D>(kTwo), {11, 11, 64}) == Shape{5, 5, 64});
    CHECK(shape_of(made<MaxPooling2D>(kTwo), {26, 26, 64}) == Shape{13, 13, 64});
    Window same = kTwo;
    same.padding = Padding::same;
    CHECK(shape_of(made<AveragePooling2D>(same), {11, 11, 64}) == Shape{6, 6, 64});
}

TEST_CASE("channels are pooled independently") {
    const Tensor two{{2, 2, 2}, {1, -10, 2, -20, 3, -30, 4, -40}};
    CHECK(run(made<MaxPooling2D>(kTwo), {two}) == Values{4, -10});
    CHECK(run(made<AveragePooling2D>(kTwo), {two}) == Values{2.5F, -25});
    CHECK(run(made<GlobalAveragePooling2D>(), {two}) == Values{2.5F, -25});
}

TEST_CASE("padding is never the maximum and counts in an average only with count_padding") {
    Window padded{
        .rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2, .padding = Padding::explicit_, .border = {1, 1, 1, 1}};
    const Tensor negative{{2, 2, 1}, {-1, -2, -3, -4}};
    CHECK(run(made<MaxPooling2D>(padded), {negative}) == Values{-1, -2, -3, -4});
    CHECK(run(made<AveragePooling2D>(padded), {negative}) == Values{-1, -2, -3, -4});
    CHECK(run(made<AveragePooling2D>(padded, true), {negative}) == Values{-.25F, -.5F, -.75F, -1});
}

TEST_CASE("with ceil_mode, positions beyond the padding do not count in an average") {
    const Window overhanging{.rows = 1, .cols = 2, .col_stride = 2, .padding = Padding::explicit_, .ceil_mode = true};
    const Tensor row{{1, 3, 1}, {2, 4, 5}};
    CHECK(run(made<AveragePooling2D>(overhanging), {row}) == Values{3, 5});
    CHECK(run(made<AveragePooling2D>(overhanging, true), {row}) == Values{3, 5});
    Window bordered = overhanging;
    bordered.cols = 3;
    bordered.border.right =
        1;  // the last window has the value 5, one padded value, and one position beyond the padding
    CHECK(run(made<AveragePooling2D>(bordered, true), {row}) == Values{11 / 3.F, 2.5F});
}

TEST_CASE("the first of equal maxima gets the gradient") {
    const LayerRun ties{
        .layer = made<MaxPooling2D>(kTwo), .input_shapes = {{2, 4, 1}}, .inputs = {{1, 7, 3, 3, 7, 7, 3, 3}}};
    CHECK(ties.backward(Values{10, 20}).inputs.front() == Values{0, 10, 20, 0, 0, 0, 0, 0});
}

TEST_CASE("the gradients of overlapping windows are added") {
    const LayerRun run{
        .layer = made<MaxPooling2D>(Window{.cols = 2}), .input_shapes = {{1, 3, 1}}, .inputs = {{1, 9, 2}}};
    CHECK(run.backward(Values{10, 5}).inputs.front() == Values{0, 15, 0});
}

TEST_CASE("the maximum of a window with NaN is NaN") {
    for (std::size_t position = 0; position < 4; ++position) {
        Tensor image{{2, 2, 1}, {1, 2, 3, 4}};
        image.values[position] = kNan;
        CHECK(std::isnan(run(made<MaxPooling2D>(kTwo), {image})[0]));
        CHECK(std::isnan(run(made<AveragePooling2D>(kTwo), {image})[0]));
    }
    constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();
    CHECK(run(made<MaxPooling2D>(kTwo), {Tensor{{2, 2, 1}, Values(4, kMinusInfinity)}})[0] == kMinusInfinity);
}

TEST_CASE("global pooling gives a vector, or an image of one pixel") {
    CHECK(shape_of(made<GlobalAveragePooling2D>(), {7, 5, 64}) == Shape{64});
    CHECK(shape_of(made<GlobalAveragePooling2D>(true), {7, 5, 64}) == Shape{1, 1, 64});
    CHECK(shape_of(made<GlobalMaxPooling2D>(true), {7, 5, 64}) == Shape{1, 1, 64});
}

TEST_CASE("pooling of impossible inputs throws ShapeError") {
    CHECK(shape_fault([] { shape_of(made<MaxPooling2D>(kTwo), {1600}); }) ==
          "needs an image (rows, cols, channels), not 1600");
    CHECK(shape_fault([] {
              shape_of(made<GlobalMaxPooling2D>(), {4, 4});
          }) == "needs an image (rows, cols, channels), not 4, 4");
    CHECK(shape_fault([] {
              shape_of(made<MaxPooling2D>(kTwo), {1, 8, 3});
          }) == "has a window of 2 x 2, which does not fit into an image of 1 x 8");
    CHECK(shape_fault([] { made<AveragePooling2D>(Window{.rows = 0}); }) ==
          "has a window size, stride or dilation of 0, which is not 1 to 1048576");
    Window padded = kTwo;
    padded.padding = Padding::explicit_;
    padded.border = {.bottom = 2};
    CHECK(shape_fault([&] {
              shape_of(made<MaxPooling2D>(padded), {4, 4, 1});
          }) == "has windows that contain only padding on 4, 4, 1");
    const Window dilated{.cols = 2, .col_dilation = 3, .padding = Padding::same};
    CHECK(shape_fault([&] {
              shape_of(made<AveragePooling2D>(dilated), {4, 2, 1});
          }) == "has windows that contain only padding on 4, 2, 1");
    CHECK(shape_fault([] {
              made<MaxPooling2D>(kTwo)->output_shape(std::vector<Shape>{{4, 4, 1}, {4, 4, 1}});
          }) == "needs one input, not 2");
}

}  // namespace convscope::nn
