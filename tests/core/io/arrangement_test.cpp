// Arrangements, and the layers that rearrange values, compared with results computed by hand. The images have 2
// channels of 3 x 4 pixels; in the file's order, N,C,H,W, their values are 0, 1, 2, ...
#include "core/io/arrangement.h"

#include <doctest/doctest.h>

#include <numeric>

#include "core/io/arrangement_builder.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope {

namespace {

constexpr std::int64_t kN = kBatchAxis;
const Dims kImageDims{kN, 2, 3, 4};
const std::vector<std::size_t> kChannelsLast{0, 2, 3, 1};

Arrangement image() {
    return Arrangement::of(kImageDims, kChannelsLast);
}

std::vector<float> counting(std::int64_t count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), 0.F);
    return values;
}

/// Builds a model with rearranging layers and runs it.
class Builder final : public ArrangementBuilder {
  public:
    /// Adds an input with this arrangement and node shape.
    ArrangedValue input(const std::string& name, const Arrangement& arrangement, const nn::Shape& shape) {
        inputs_.push_back(arrangement);
        return {builder_.input(name, shape), arrangement};
    }
    ArrangedValue image_input() { return input("image", image(), {3, 4, 2}); }

    int add(const std::string& name, nn::SharedLayer layer, const std::vector<int>& inputs,
            std::vector<nn::SharedTensor> weights = {}) {
        return builder_.add(name, std::move(layer), inputs, std::move(weights));
    }
    const nn::Node& node(const ArrangedValue& value) const { return builder_.node(value.node); }
    std::size_t layers_before(const ArrangedValue& value) const {
        return static_cast<std::size_t>(value.node) + 1 - inputs_.size();
    }

    /// The value in the file's order if the values of every input, in the file's order, are 0, 1, 2, ...
    nn::Tensor run(const ArrangedValue& value) {
        const nn::Model model = builder_.build({value.node});
        nn::Plan plan(model, 1);
        for (std::size_t i = 0; i < inputs_.size(); ++i)
            plan.set_input(i, nn::from_file_layout(inputs_[i].layout(), 1, counting(inputs_[i].count())));
        plan.run();
        return nn::to_file_layout(value.layout(), 1, plan.activation(value.node));
    }

  private:
    const nn::Shape& node_shape(int node) const override { return builder_.node(node).shape; }
    int add_layer(const std::string& name, nn::SharedLayer layer, int input) override {
        return builder_.add(name, std::move(layer), {input});
    }
    void set_arrangement(int node, const Arrangement& arrangement) override {
        builder_.set_layout(node, arrangement.layout());
    }

    nn::ModelBuilder builder_;
    std::vector<Arrangement> inputs_;
};

const nn::Permute::Parameters& permutation(const Builder& builder, const ArrangedValue& value) {
    const auto* const layer = dynamic_cast<const nn::Permute*>(builder.node(value).layer.get());
    REQUIRE(layer != nullptr);
    return layer->parameters();
}

}  // namespace

TEST_CASE("an N,C,H,W image has the factors C, H, W and the memory H, W, C") {
    const Arrangement value = image();
    CHECK(value.lengths == Dims{kN, 2, 3, 4});
    CHECK(value.axes == std::vector<Factors>{{0}, {1}, {2}, {3}});
    CHECK(value.memory == Factors{2, 3, 1});
    CHECK(value.dims() == kImageDims);
    CHECK(value.batch_axis() == 0);
    CHECK(value.count() == 24);
    CHECK(value.file_order() == Factors{1, 2, 3});
    CHECK(value.layout() == nn::channels_first({3, 4, 2}));
    CHECK(value.axis_order({3, 4, 2}) == std::vector<std::size_t>{2, 3, 1});
    CHECK_FALSE(value.axis_order({12, 2}));
}

TEST_CASE("an axis of length 1 has no factors and matches any axis of length 1 of a node's shape") {
    const Arrangement value = Arrangement::of({kN, 1, 3, 4}, kChannelsLast);
    CHECK(value.axes == std::vector<Factors>{{0}, {}, {1}, {2}});
    CHECK(value.memory == value.file_order());
    CHECK(value.axis_order({3, 4, 1}) == std::vector<std::size_t>{2, 3, 1});
    CHECK(value.axis_order({1, 3, 4}) == std::vector<std::size_t>{1, 2, 3});
}

TEST_CASE("Flatten merges the factors of an N,C,H,W image and does not change memory") {
    Arrangement value = image();
    REQUIRE(value.regroup({kN, 24}));
    CHECK(value.axes == std::vector<Factors>{{0}, {1, 2, 3}});
    CHECK(value.memory == Factors{2, 3, 1});
    CHECK(value.memory_order(1) == AxisOrder{{2, 3, 4}, {1, 2, 0}});
    CHECK_FALSE(value.memory_order(1).is_file_order());
    CHECK_FALSE(value.axis_order({24}));
    CHECK(value.groups({24}) == std::vector<Factors>{{2, 3, 1}});
}

TEST_CASE("a Reshape merges factors, and splits them at lengths that divide them") {
    Arrangement value = image();
    REQUIRE(value.regroup({kN, 6, 2, 2}));
    CHECK(value.lengths == Dims{kN, 2, 3, 2, 2});
    CHECK(value.axes == std::vector<Factors>{{0}, {1, 2}, {3}, {4}});
    CHECK(value.memory == Factors{2, 3, 4, 1});
    CHECK(value.dims() == Dims{kN, 6, 2, 2});
}

TEST_CASE("regroup() returns false and changes nothing if a factor cannot be split as needed") {
    Arrangement value = image();
    CHECK_FALSE(value.regroup({kN, 8, 3}));
    CHECK(value == image());
}

TEST_CASE("Transpose reorders the axes and does not change memory") {
    Arrangement value = image();
    value.transpose({0, 2, 3, 1});
    CHECK(value.dims() == Dims{kN, 3, 4, 2});
    CHECK(value.memory == value.file_order());
    CHECK(value.axis_order({3, 4, 2}) == std::vector<std::size_t>{1, 2, 3});
}

TEST_CASE("an Arrangement's axes can be added, replaced and removed") {
    Arrangement value = image();
    value.widen(5);
    CHECK(value.dims() == Dims{1, kN, 2, 3, 4});
    value.replace_axis(2, 10);
    CHECK(value.dims() == Dims{1, kN, 10, 3, 4});
    CHECK(value.memory == Factors{2, 3, 4});
    value.replace_axis(3, 7, 0);
    CHECK(value.dims() == Dims{1, kN, 10, 7, 4});
    CHECK(value.memory == Factors{5, 3, 4});
    value.erase_axis(4);
    CHECK(value.dims() == Dims{1, kN, 10, 7});
    CHECK(value.memory == Factors{5, 4});
    value.replace_axis(2, 1);
    CHECK(value.dims() == Dims{1, kN, 1, 7});
    CHECK(value.memory == Factors{5});
}

TEST_CASE("unify_factors() gives equal numbers to factors of equal length along shared axes") {
    Arrangement a = image(), b = Arrangement::of({1, 2, 1, 4});
    REQUIRE(unify_factors(a, b));
    CHECK(b.axes == std::vector<Factors>{{}, {1}, {}, {3}});
    CHECK(b.memory == Factors{1, 3});
    CHECK(a.axes == image().axes);
    Arrangement split = image();
    REQUIRE(split.regroup({kN, 2, 3, 2, 2}));
    REQUIRE(split.regroup(kImageDims));
    Arrangement whole = image();
    CHECK_FALSE(unify_factors(split, whole));
    CHECK(whole == image());
    // The sum of a value with itself has the value's factors and no others.
    Arrangement first = image(), second = image();
    REQUIRE(unify_factors(first, second));
    CHECK(first == image());
    CHECK(second == image());
}

TEST_CASE("no layer is added for a value that already has the requested form") {
    Builder builder;
    const ArrangedValue value = builder.image_input();
    CHECK(builder.with_axes(value, {2, 3, 1}, "x").node == value.node);
    CHECK(builder.innermost(value, value.axes[1], "x").node == value.node);
    CHECK(builder.shaped(value, {3, 4, 2}, "x").node == value.node);
    CHECK(builder.reshaped(value, {kN, 6, 4}, "x").node == value.node);
}

TEST_CASE("an N,C,H,W image is permuted to the file's order by whole axes") {
    Builder builder;
    const ArrangedValue value = builder.in_file_order(builder.image_input(), "softmax");
    CHECK(builder.node(value).name == "softmax_permute");
    CHECK(builder.shape(value) == nn::Shape{2, 3, 4});
    CHECK(permutation(builder, value).view == nn::Shape{3, 4, 2});
    CHECK(permutation(builder, value).order == std::vector<std::size_t>{2, 0, 1});
    CHECK(builder.node(value).layout == nn::plain_layout({2, 3, 4}));
    CHECK(builder.run(value) == nn::Tensor{{1, 2, 3, 4}, counting(24)});
}

TEST_CASE("an image with one channel gets the file's order by a Reshape, not a Permute") {
    Builder builder;
    const Arrangement grey = Arrangement::of({kN, 1, 3, 4}, kChannelsLast);
    const ArrangedValue value = builder.in_file_order(builder.input("grey", grey, {3, 4, 1}), "flatten");
    CHECK(builder.node(value).name == "flatten_reshape");
    CHECK(builder.shape(value) == nn::Shape{1, 3, 4});
    CHECK(builder.run(value) == nn::Tensor{{1, 1, 3, 4}, counting(12)});
}

TEST_CASE("a permutation across the node's axes merges factors that stay adjacent") {
    Builder builder;
    ArrangedValue value = builder.image_input();
    REQUIRE(value.regroup({kN, 24}));
    const ArrangedValue permuted = builder.in_file_order(value, "output");
    CHECK(permutation(builder, permuted).view == nn::Shape{12, 2});
    CHECK(permutation(builder, permuted).order == std::vector<std::size_t>{1, 0});
    CHECK(builder.shape(permuted) == nn::Shape{24});
    CHECK(builder.run(permuted) == nn::Tensor{{1, 24}, counting(24)});
}

TEST_CASE("reshaped() permutes a value to the file's order if its factors cannot be regrouped") {
    Builder builder;
    const ArrangedValue value = builder.reshaped(builder.image_input(), {kN, 8, 3}, "view");
    CHECK(builder.layers_before(value) == 2);
    CHECK(builder.node(value).name == "view_flatten");
    CHECK(value.dims() == Dims{kN, 8, 3});
    CHECK(builder.run(value) == nn::Tensor{{1, 8, 3}, counting(24)});
}

TEST_CASE("the order of flattened N,C,H,W values is folded into a Dense kernel") {
    Builder builder;
    ArrangedValue value = builder.image_input();
    REQUIRE(value.regroup({kN, 24}));
    value = builder.shaped(value, {24}, "dense");
    CHECK(builder.node(value).name == "dense_flatten");
    // In the file, unit 0 takes value 17 and unit 1 the sum of values 2 and 23.
    std::vector<float> kernel(48, 0.F);
    kernel[17 * 2] = kernel[2 * 2 + 1] = kernel[23 * 2 + 1] = 1;
    const AxisOrder rows = value.memory_order(1);
    std::vector<std::size_t> order = rows.order;
    order.push_back(3);
    const std::vector<float> model_kernel = nn::exchanged({2, 3, 4, 2}, kernel, order);
    // Value 17 is channel 1, row 1, column 1: row (1*4 + 1)*2 + 1 = 11 of the model's kernel.
    CHECK(model_kernel[11 * 2] == 1);
    value.node = builder.add("dense", std::make_shared<nn::Dense>(nn::Dense::Parameters{.units = 2, .use_bias = false}),
                             {value.node}, {std::make_shared<nn::Tensor>(nn::Tensor{{24, 2}, model_kernel})});
    value.replace_axis(1, 2);
    CHECK(builder.run(value) == nn::Tensor{{1, 2}, {17, 25}});
}

TEST_CASE("innermost() makes the axis that a softmax normalizes over the last in memory") {
    Builder builder;
    const ArrangedValue start = builder.image_input();
    const ArrangedValue value = builder.innermost(start, start.axes[2], "softmax");
    CHECK(builder.shape(value) == nn::Shape{8, 3});
    CHECK(value.memory == Factors{3, 1, 2});
    CHECK(builder.run(value) == nn::Tensor{{1, 2, 3, 4}, counting(24)});
}

TEST_CASE("broadcast() gives both operands the same order in memory and shapes that broadcast") {
    const auto sum = [](const Dims& dims, const nn::Shape& shape) {
        Builder builder;
        const ArrangedValue a = builder.image_input();
        const auto pair = builder.broadcast(a, builder.input("other", Arrangement::of(dims), shape), "add");
        REQUIRE(pair);
        const int node = builder.add("add", std::make_shared<nn::Add>(), {pair->a.node, pair->b.node});
        return builder.run({node, pair->result});
    };
    const auto expected = [](const auto& other) {
        std::vector<float> values;
        for (int c = 0; c < 2; ++c)
            for (int h = 0; h < 3; ++h)
                for (int w = 0; w < 4; ++w) values.push_back(static_cast<float>((c * 3 + h) * 4 + w + other(c, h, w)));
        return nn::Tensor{{1, 2, 3, 4}, values};
    };
    SUBCASE("one number per channel") {
        CHECK(sum({kN, 2, 1, 1}, {2}) == expected([](int c, int, int) { return c; }));
    }
    SUBCASE("one number per column, without a batch") {
        CHECK(sum({1, 1, 1, 4}, {4}) == expected([](int, int, int w) { return w; }));
    }
    SUBCASE("one number per channel and row, in the file's order") {
        CHECK(sum({kN, 2, 3, 1}, {2, 3}) == expected([](int c, int h, int) { return c * 3 + h; }));
    }
    SUBCASE("an image in the file's order") {
        CHECK(sum({kN, 2, 3, 4}, {2, 3, 4}) == expected([](int c, int h, int w) { return (c * 3 + h) * 4 + w; }));
    }
}

TEST_CASE("broadcast() permutes operands with different factors to the file's order") {
    Builder builder;
    ArrangedValue a = builder.image_input();
    REQUIRE(a.regroup({kN, 24}));
    const ArrangedValue b = builder.input("vector", Arrangement::of({kN, 24}), {24});
    const auto pair = builder.broadcast(a, b, "add");
    REQUIRE(pair);
    const int node = builder.add("add", std::make_shared<nn::Add>(), {pair->a.node, pair->b.node});
    std::vector<float> doubled = counting(24);
    for (float& value : doubled) value *= 2;
    CHECK(builder.run({node, pair->result}) == nn::Tensor{{1, 24}, doubled});
}

TEST_CASE("a broadcast that takes more than three axes is refused") {
    Builder builder;
    const ArrangedValue a = builder.input("a", Arrangement::of({2, 1, 3, 1}), {2, 3}),
                        b = builder.input("b", Arrangement::of({1, 4, 1, 5}), {4, 5});
    CHECK_FALSE(builder.broadcast(a, b, "add"));
}

}  // namespace convscope
