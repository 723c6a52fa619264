#include "core/nn/model/model.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/pooling2d.h"
#include "core/nn/train/architectures.h"

namespace convscope::nn {

namespace {

SharedLayer dense(std::int64_t units) {
    return std::make_shared<const Dense>(Dense::Parameters{.units = units});
}

SharedTensor tensor(const Shape& shape) {
    return std::make_shared<const Tensor>(Tensor{shape, std::vector<float>(static_cast<std::size_t>(shape.count()))});
}

/// The message of the ModelError that the action throws; empty if it throws none.
std::string fault(const std::function<void()>& action) {
    try {
        action();
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("the course model has the course's shapes and parameters") {
    const Model model = course_model(1);
    const std::vector<Shape> shapes{{28, 28, 1}, {26, 26, 64}, {13, 13, 64}, {11, 11, 64},
                                    {5, 5, 64},  {1600},       {128},        {10}};
    const std::vector<std::int64_t> parameters{0, 640, 0, 36'928, 0, 0, 204'928, 1'290};
    REQUIRE(model.size() == std::ssize(shapes));
    for (int i = 0; i < model.size(); ++i) {
        CAPTURE(model.node(i).name);
        CHECK(model.node(i).shape == shapes[static_cast<std::size_t>(i)]);
        CHECK(parameter_count(model.node(i)) == parameters[static_cast<std::size_t>(i)]);
        CHECK(trainable_count(model, i) == parameters[static_cast<std::size_t>(i)]);
    }
    CHECK(parameter_count(model) == 243'786);
    CHECK(model.is_chain());
    CHECK(model.inputs() == std::vector<int>{0});
    CHECK(model.outputs() == std::vector<int>{7});
    CHECK(model.find("dense") == 6);
    CHECK_FALSE(model.find("Dense").has_value());
    CHECK(model.consumers(2) == std::vector<int>{3});
    CHECK(model.input_shapes(3) == std::vector<Shape>{{13, 13, 64}});
}

TEST_CASE("a graph may branch and have several inputs and outputs") {
    ModelBuilder builder;
    const int a = builder.input("a", {4});
    const int b = builder.input("b", {3});
    const int left = builder.add("left", dense(5), {a});
    const int right = builder.add("right", dense(5), {b});
    const int sum = builder.add("sum", std::make_shared<const Add>(), {left, right});
    const int head = builder.add("head", dense(2));
    const Model model = builder.build({head, sum});
    CHECK(model.inputs() == std::vector<int>{a, b});
    CHECK(model.outputs() == std::vector<int>{head, sum});
    CHECK(model.node(head).inputs == std::vector<int>{sum});
    CHECK(model.consumers(sum) == std::vector<int>{head});
    CHECK_FALSE(model.is_chain());
}

TEST_CASE("a layer that does not fit throws ModelError with its name and the fault, and is not added") {
    ModelBuilder builder;
    builder.input("picture", {28, 28, 1});
    const int flat = builder.add("flatten", std::make_shared<const Flatten>());
    const auto two = std::make_shared<const MaxPooling2D>(Window{.rows = 2, .cols = 2});
    CHECK(fault([&] { builder.add("pool", two); }) ==
          "layer \"pool\" (MaxPooling2D): needs an image (rows, cols, channels), not 784");
    CHECK(fault([&] { builder.add("flatten", dense(3)); }) ==
          "layer \"flatten\" (Dense): another layer has the same name");
    CHECK(fault([&] { builder.add("", dense(3)); }) == "layer \"\" (Dense): has no name");
    CHECK(fault([&] {
              builder.add("out", dense(3), {flat}, {tensor({784, 4})});
          }) == "layer \"out\" (Dense): needs a kernel of shape (784, 3), not (784, 4)");
    CHECK(fault([&] {
              builder.add("out", dense(3), {flat}, {tensor({784, 3}), tensor({3}), tensor({3})});
          }) == "layer \"out\" (Dense): takes at most 2 weights, but 3 are given");
    const auto short_of_values = std::make_shared<const Tensor>(Tensor{{784, 3}, {1, 2}});
    CHECK(fault([&] { builder.add("out", dense(3), {flat}, {short_of_values}); }) ==
          "layer \"out\" (Dense): has 2 values in its kernel of shape (784, 3)");
    CHECK(fault([] { ModelBuilder().build(); }) == "layer \"model\" (model): has no input");
    // None of these layers was added.
    CHECK(builder.add("out", dense(3)) == flat + 1);
}

TEST_CASE("shapes that are too large or have no values throw before memory is allocated") {
    ModelBuilder builder;
    CHECK(fault([&] {
              builder.input("huge", {1 << 20, 1 << 20, 1 << 20});
          }) ==
          "layer \"huge\" (InputLayer): would have an output of shape (1048576, 1048576, 1048576); it must have from 1 "
          "to 536870912 values");
    CHECK(fault([&] {
              builder.input("none", {28, 0, 1});
          }) ==
          "layer \"none\" (InputLayer): would have an output of shape (28, 0, 1); it must have from 1 to 536870912 "
          "values");
    CHECK(fault([&] {
              builder.input("deep", {2, 2, 2, 2});
          }) ==
          "layer \"deep\" (InputLayer): has a shape of 2, 2, 2, 2, with more than the three axes rows, cols and "
          "channels");
    builder.input("picture", {1000, 1000, 3});
    CHECK(fault([&] { builder.add("wide", dense(std::int64_t{1} << 62), {0}); }) ==
          "layer \"wide\" (Dense): would have an output of shape (1000, 1000, 4611686018427387904); it must have from "
          "1 to 536870912 values");
    const UpSampling2D::Parameters factors{.row_factor = kMaxSide, .col_factor = kMaxSide};
    CHECK(fault([&] { builder.add("up", std::make_shared<const UpSampling2D>(factors), {0}); }) ==
          "layer \"up\" (UpSampling2D): would have an output of shape (1048576000, 1048576000, 3); it must have from 1 "
          "to 536870912 values");
    const int flat = builder.add("flatten", std::make_shared<const Flatten>());
    CHECK(fault([&] { builder.add("dense", dense(1 << 20), {flat}); }) ==
          "layer \"dense\" (Dense): would have a kernel of shape (3000000, 1048576); it must have from 1 to 536870912 "
          "values");
}

TEST_CASE("missing weights are filled with the layer's initial zeros and ones") {
    ModelBuilder builder;
    builder.input("x", {2});
    const auto kernel = std::make_shared<const Tensor>(Tensor{{2, 3}, {1, 2, 3, 4, 5, 6}});
    const int out = builder.add("out", dense(3), {0}, {kernel});
    const int norm = builder.add("norm", std::make_shared<const BatchNormalization>(BatchNormalization::Parameters{}));
    builder.set_trainable(out, false);
    const Model model = builder.build();
    CHECK(model.node(out).weights[0] == kernel);
    CHECK(model.node(out).weights[1]->values == std::vector<float>{0, 0, 0});
    CHECK(model.node(norm).weights[0]->values == std::vector<float>{1, 1, 1});
    CHECK(model.node(norm).weights[2]->values == std::vector<float>{0, 0, 0});
    CHECK(model.node(norm).weights[3]->values == std::vector<float>{1, 1, 1});
    CHECK(trainable_count(model, out) == 0);
    CHECK(trainable_count(model, norm) == 6);
    CHECK(parameter_count(model.node(norm)) == 12);
}

TEST_CASE("a model with one changed weight shares all other weights") {
    const Model model = course_model(1);
    const auto bias = std::make_shared<const Tensor>(Tensor{{10}, std::vector<float>(10, 1.F)});
    const Model changed = model.with_weight(7, 1, bias);
    CHECK(changed.node(7).weights[1] == bias);
    CHECK(changed.node(7).weights[0] == model.node(7).weights[0]);
    CHECK(changed.node(6).weights[0] == model.node(6).weights[0]);
    CHECK(model.node(7).weights[1]->values == std::vector<float>(10, 0.F));
    CHECK(fault([&] { model.with_weight(7, 1, tensor({11})); }) ==
          "layer \"dense_1\" (Dense): needs a bias of shape (10), not (11)");
}

TEST_CASE("initialised kernels depend on the seed and fill Glorot's range evenly; biases are 0") {
    const Model model = course_model(42);
    CHECK(model.node(3).weights[0]->values == course_model(42).node(3).weights[0]->values);
    CHECK(model.node(3).weights[0]->values != course_model(43).node(3).weights[0]->values);
    // Two kernels of one model have different random numbers.
    CHECK_FALSE(std::equal(model.node(7).weights[0]->values.begin(), model.node(7).weights[0]->values.begin() + 10,
                           model.node(6).weights[0]->values.begin()));
    const std::vector<std::pair<int, double>> fans{{1, 9 + 9 * 64}, {3, 9 * 64 * 2}, {6, 1600 + 128}, {7, 128 + 10}};
    for (const auto& [index, fan] : fans) {
        const double limit = std::sqrt(6 / fan);
        const std::vector<float>& values = model.node(index).weights[0]->values;
        const auto [low, high] = std::ranges::minmax(values);
        CHECK(low >= -limit);
        CHECK(high <= limit);
        CHECK(low < -.95 * limit);
        CHECK(high > .95 * limit);
        double mean = 0;
        for (const float value : values) mean += value / static_cast<double>(values.size());
        CHECK(std::abs(mean) < .1 * limit);
        CHECK(std::ranges::all_of(model.node(index).weights[1]->values, [](float b) { return b == 0; }));
    }
}

}  // namespace convscope::nn
