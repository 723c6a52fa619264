// Layers that copy, reorder, merge, drop and scale values, tested with numbers worked out by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/nn/layers/input.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/reshape.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "tests/core/nn/layers/layer_run.h"

namespace convscope::nn {

namespace {

using Values = std::vector<float>;
using enum Interpolation;

const Tensor kTwoByThree{{2, 3, 1}, {1, 2, 3, 4, 5, 6}};

template <class Kind, class... Arguments>
SharedLayer made(Arguments... arguments) {
    return std::make_shared<const Kind>(std::move(arguments)...);
}

Shape shape_of(const SharedLayer& layer, const std::vector<Shape>& inputs) {
    return layer->output_shape(inputs);
}

/// The message of the layer's ShapeError for these inputs.
std::string fault(const SharedLayer& layer, const std::vector<Shape>& inputs) {
    return shape_fault([&] { layer->output_shape(inputs); });
}

SharedLayer up(std::int64_t rows, std::int64_t cols, UpSampling2D::Interpolation interpolation) {
    return made<UpSampling2D>(UpSampling2D::Parameters{rows, cols, interpolation});
}

SharedLayer rescaling(Values scale, Values offset) {
    return made<Rescaling>(Rescaling::Parameters{std::move(scale), std::move(offset)});
}

}  // namespace

TEST_CASE("flatten and reshape keep values and their order") {
    CHECK(shape_of(made<Flatten>(), {{5, 5, 64}}) == Shape{1600});
    CHECK(shape_of(made<Flatten>(), {Shape{}}) == Shape{1});
    CHECK(run(made<Flatten>(), {kTwoByThree}) == kTwoByThree.values);
    CHECK(shape_of(made<Reshape>(Shape{28, 28, 1}), {{784}}) == Shape{28, 28, 1});
    CHECK(shape_of(made<Reshape>(Shape{-1, 28}), {{784}}) == Shape{28, 28});
    CHECK(shape_of(made<Reshape>(Shape{1, 1, -1}), {{64}}) == Shape{1, 1, 64});
    CHECK(run(made<Reshape>(Shape{3, -1}), {kTwoByThree}) == kTwoByThree.values);
}

TEST_CASE("a Reshape to an impossible shape, and inputs that do not fit Input and Flatten, throw ShapeError") {
    CHECK(fault(made<Reshape>(Shape{28, 28, 1}), {{100}}) ==
          "has a target shape of 28, 28, 1, into which 100 does not fit");
    CHECK(fault(made<Reshape>(Shape{7, -1}), {{100}}) == "has a target shape of 7, -1, into which 100 does not fit");
    CHECK(fault(made<Reshape>(Shape{200, -1}), {{100}}) ==
          "has a target shape of 200, -1, into which 100 does not fit");
    CHECK(shape_fault([] { made<Reshape>(Shape{-1, -1}); }) == "has a target shape of -1, -1, with more than one -1");
    CHECK(shape_fault([] {
              made<Reshape>(Shape{0, 4});
          }) == "has a target shape of 0, 4, with an axis below 1 other than -1");
    CHECK(shape_fault([] {
              made<Reshape>(Shape{1, 2, 3, 4});
          }) == "has a target shape of 1, 2, 3, 4, with more than the three axes rows, cols and channels");
    CHECK(shape_fault([] {
              made<Reshape>(Shape{1 << 20, 1 << 20, 1 << 30});
          }) == "has a target shape of 1048576, 1048576, 1073741824, which is too large");
    CHECK(fault(made<Input>(Shape{1, 2, 3, 4}), {}) ==
          "has a shape of 1, 2, 3, 4, with more than the three axes rows, cols and channels");
    CHECK(fault(made<Flatten>(), {}) == "needs one input, not 0");
}

TEST_CASE("the pre-activation of an Activation layer is a copy of its input") {
    const SharedLayer layer = made<ActivationLayer>(Activation{.kind = ActivationKind::relu});
    CHECK(layer->activation().kind == ActivationKind::relu);
    CHECK(run(layer, {Tensor{{3}, {-1, 0, 2}}}) == Values{-1, 0, 2});
}

TEST_CASE("zero padding adds a border of zeros, cropping removes a border") {
    const Border border{.top = 1, .bottom = 0, .left = 2, .right = 1};
    const Values padded{0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 4, 5, 6, 0};
    CHECK(run(made<ZeroPadding2D>(border), {kTwoByThree}) == padded);
    CHECK(shape_of(made<ZeroPadding2D>(border), {{2, 3, 1}}) == Shape{3, 6, 1});
    CHECK(run(made<Cropping2D>(border), {Tensor{{3, 6, 1}, padded}}) == kTwoByThree.values);
    CHECK(run(made<Cropping2D>(Border{.top = 1, .right = 2}), {kTwoByThree}) == Values{4});
    CHECK(fault(made<Cropping2D>(Border{1, 1, 0, 0}), {{2, 3, 1}}) ==
          "cuts 2 rows and 0 columns off 2, 3, 1, which leaves nothing");
    CHECK(shape_fault([] { made<ZeroPadding2D>(Border{.left = -1}); }) ==
          "has a border of -1, which is not 0 to 1048576");
    CHECK_FALSE(shape_fault([] { made<Cropping2D>(Border{.top = std::numeric_limits<std::int64_t>::min()}); }).empty());
    CHECK(fault(made<ZeroPadding2D>(border), {{6}}) == "needs an image (rows, cols, channels), not 6");
}

TEST_CASE("nearest up-sampling repeats pixels") {
    CHECK(run(up(2, 1, nearest), {kTwoByThree}) == Values{1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6});
    CHECK(run(up(1, 2, nearest), {Tensor{{1, 2, 2}, {1, 10, 2, 20}}}) == Values{1, 10, 1, 10, 2, 20, 2, 20});
    CHECK(shape_of(up(3, 2, bilinear), {{7, 5, 4}}) == Shape{21, 10, 4});
    CHECK(shape_fault([] { up(0, 2, nearest); }) == "has a factor of 0, which is not 1 to 1048576");
    CHECK_FALSE(shape_fault([] { up(2, std::numeric_limits<std::int64_t>::max(), nearest); }).empty());
}

TEST_CASE("bilinear up-sampling interpolates between pixel centres") {
    const Tensor row{{1, 3, 1}, {0, 4, 8}};
    CHECK(run(up(1, 2, bilinear), {row}) == Values{0, 1, 3, 5, 7, 8});
    CHECK(run(up(1, 4, bilinear), {Tensor{{1, 2, 1}, {0, 8}}}) == Values{0, 0, 1, 3, 5, 7, 8, 8});
    CHECK(run(up(2, 2, bilinear), {Tensor{{2, 2, 1}, {0, 4, 8, 12}}}) ==
          Values{0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12});
    const Values thirds = run(up(1, 3, bilinear), {Tensor{{1, 2, 1}, {0, 3}}});
    for (std::size_t i = 0; i < 6; ++i) CHECK(thirds[i] == doctest::Approx(std::array{0., 0., 1., 2., 3., 3.}.at(i)));
}

TEST_CASE("Add and Multiply combine their inputs value by value") {
    const Tensor a{{2}, {1, 2}};
    const Tensor b{{2}, {10, 20}};
    const Tensor c{{2}, {100, -1}};
    CHECK(run(made<Add>(), {a, b, c}) == Values{111, 21});
    CHECK(run(made<Multiply>(), {a, b, c}) == Values{1000, -40});
    CHECK(run(made<Multiply>(), {a, a}) == Values{1, 4});
}

TEST_CASE("Add and Multiply broadcast axes of length 1 and missing axes, as in NumPy") {
    const Tensor image{{2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}};
    const Values scaled{10, 200, 30, 400, 50, 600, 70, 800};
    CHECK(run(made<Multiply>(), {image, {{1, 1, 2}, {10, 100}}}) == scaled);
    CHECK(run(made<Multiply>(), {{{2}, {10, 100}}, image}) == scaled);
    CHECK(run(made<Add>(), {image, {{2, 1, 1}, {10, 20}}}) == Values{11, 12, 13, 14, 25, 26, 27, 28});
    CHECK(run(made<Add>(), {image, {{1}, {1}}}) == Values{2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(run(made<Add>(), {{{2, 1}, {1, 2}}, {{3}, {10, 20, 30}}}) == Values{11, 21, 31, 12, 22, 32});
    CHECK(shape_of(made<Add>(), {{2, 1}, {3}}) == Shape{2, 3});
    CHECK(shape_of(made<Multiply>(), {{8}, {5, 5, 8}}) == Shape{5, 5, 8});
}

TEST_CASE(
    "the gradient of a broadcast input of Multiply is summed over its repetitions and multiplied by the other input") {
    const LayerRun run{.layer = made<Multiply>(), .input_shapes = {{2, 1, 2}, {2}}, .inputs = {{1, 2, 3, 4}, {10, 0}}};
    const LayerRun::Gradients gradients = run.backward(Values{1, 1, 1, 1});
    CHECK(gradients.inputs[0] == Values{10, 0, 10, 0});
    CHECK(gradients.inputs[1] == Values{4, 6});
}

TEST_CASE("inputs that do not broadcast throw ShapeError") {
    CHECK(fault(made<Add>(), {{26, 26, 64}, {13, 13, 64}}) ==
          "needs inputs of the same shape, not 26, 26, 64 and 13, 13, 64");
    CHECK(fault(made<Multiply>(), {{4}}) == "needs two inputs or more, not 1");
    CHECK(fault(made<Concatenate>(), {{4}}) == "needs two inputs or more, not 1");
    CHECK(fault(made<Concatenate>(), {{4, 4, 1}, {4, 5, 1}}) ==
          "needs inputs that differ only along axis -1, not 4, 4, 1 and 4, 5, 1");
    CHECK(fault(made<Concatenate>(), {{4, 4, 1}, {4, 1}}) ==
          "needs inputs that differ only along axis -1, not 4, 4, 1 and 4, 1");
    CHECK(fault(made<Concatenate>(3), {{4, 4, 1}, {4, 4, 1}}) == "has an axis of 3, which is not an axis of 4, 4, 1");
    CHECK(fault(made<Concatenate>(-4), {{4, 4, 1}, {4, 4, 1}}) == "has an axis of -4, which is not an axis of 4, 4, 1");
    CHECK(fault(made<Concatenate>(), {Shape{}, Shape{}}) == "has an axis of -1, which is not an axis of scalar");
}

TEST_CASE("Concatenate puts its inputs one after the other along the axis") {
    const Tensor a{{1, 2, 1}, {1, 2}};
    const Tensor b{{1, 2, 2}, {3, 4, 5, 6}};
    CHECK(run(made<Concatenate>(), {a, b}) == Values{1, 3, 4, 2, 5, 6});
    CHECK(run(made<Concatenate>(-1), {b, a}) == Values{3, 4, 1, 5, 6, 2});
    CHECK(run(made<Concatenate>(0), {a, a}) == Values{1, 2, 1, 2});
    CHECK(run(made<Concatenate>(1), {a, {{1, 1, 1}, {9}}}) == Values{1, 2, 9});
    CHECK(shape_of(made<Concatenate>(), {{5, 5, 3}, {5, 5, 4}, {5, 5, 1}}) == Shape{5, 5, 8});
    CHECK(shape_of(made<Concatenate>(-2), {{5, 5, 3}, {5, 1, 3}}) == Shape{5, 6, 3});
    CHECK(shape_of(made<Concatenate>(0), {{5}, {7}}) == Shape{12});
}

TEST_CASE("Rescaling takes one number for all channels or one per channel") {
    CHECK(run(rescaling({2}, {-1}), {kTwoByThree}) == Values{1, 3, 5, 7, 9, 11});
    CHECK(run(rescaling({1, 10}, {0, .5F}), {Tensor{{2, 2}, {1, 2, 3, 4}}}) == Values{1, 20.5F, 3, 40.5F});
    CHECK(fault(rescaling({1, 2, 3}, {0}), {{28, 28, 1}}) == "has 3 scales or offsets for the 1 channel of 28, 28, 1");
    CHECK(shape_fault([] { rescaling({}, {0}); }) == "has no scale or no offset");
}

TEST_CASE("Dropout drops values only in training, keeps the expectation and gives the same result with the same seed") {
    constexpr std::size_t kCount = 20000;
    LayerRun run{.layer = made<Dropout>(.25), .input_shapes = {{100}}, .batch = 200, .inputs = {Values(kCount, 3)}};
    CHECK(run.forward() == run.inputs.front());
    run.training = true;
    run.seed = 7;
    const Values out = run.forward();
    std::size_t dropped = 0;
    for (const float value : out) {
        CHECK((value == 0 || value == 4));
        if (value == 0) ++dropped;
    }
    CHECK(static_cast<double>(dropped) / kCount == doctest::Approx(.25).epsilon(.02));
    CHECK(run.forward() == out);
    CHECK(run.backward(Values(kCount, 3)).inputs.front() == out);
    // Other values are dropped in the next example and in the next step.
    CHECK_FALSE(std::equal(out.begin(), out.begin() + 100, out.begin() + 100));
    run.seed = 8;
    CHECK(run.forward() != out);
}

TEST_CASE("Dropout with rate 0 keeps all values, with rate 1 none") {
    LayerRun run{.layer = made<Dropout>(0.), .input_shapes = {{3}}, .training = true, .inputs = {{1, 2, 3}}};
    CHECK(run.forward() == Values{1, 2, 3});
    run.layer = made<Dropout>(1.);
    CHECK(run.forward() == Values{0, 0, 0});
    CHECK(shape_fault([] { made<Dropout>(1.5); }) == "has a rate of 1.5, which is not 0 to 1");
    CHECK_FALSE(shape_fault([] { made<Dropout>(std::numeric_limits<double>::quiet_NaN()); }).empty());
}

}  // namespace convscope::nn
