#include "app/gui/network/arithmetic/arithmetic_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/nn/plan/plan.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

/// A run of the model with every kind of layer, on numbers of both signs.
struct EveryKind {
    nn::Model model = samples::every_kind();
    nn::Plan plan{model, 1};

    EveryKind() {
        for (std::size_t which = 0; which < model.inputs().size(); ++which) {
            const auto count = model.node(model.inputs()[which]).shape.count();
            std::vector<float> values;
            values.reserve(static_cast<std::size_t>(count));
            for (std::int64_t i = 0; i < count; ++i)
                values.push_back(static_cast<float>(std::sin(0.7 * static_cast<double>(i + 1))));
            plan.set_input(which, values);
        }
        plan.run();
    }
    int find(std::string_view name) const { return model.find(name).value(); }
    nn::Explanation explain(int node, const nn::Position& at) const {
        return nn::explain(model, node, at, plan.example(0));
    }
    std::string copied(std::string_view name, const nn::Position& at) const {
        return copy_sentence(model, find(name), explain(find(name), at));
    }
};

double value_of(const std::vector<ResultLine>& lines, std::string_view name) {
    const auto found = std::ranges::find(lines, name, &ResultLine::name);
    REQUIRE(found != lines.end());
    return found->value;
}

bool has(const std::vector<ResultLine>& lines, std::string_view name) {
    return std::ranges::find(lines, name, &ResultLine::name) != lines.end();
}

}  // namespace

TEST_CASE("for every layer kind, the last result line has the value that the network computed") {
    const EveryKind run;
    for (int node = 0; node < run.model.size(); ++node) {
        const nn::Node& layer = run.model.node(node);
        CAPTURE(layer.name);
        for (std::int64_t i = 0; i < layer.shape.count(); ++i) {
            const nn::Explanation e = run.explain(node, nn::position_of(layer.shape, i));
            const std::vector<ResultLine> lines = result_lines(layer, e, false);
            const double traced = run.plan.activation(node)[static_cast<std::size_t>(i)];
            CHECK(lines.back().strong);
            CHECK(lines.back().value == doctest::Approx(traced).epsilon(1e-4));
            CHECK(has(lines, "arithmetic.sum") != e.activation.is_linear());
            if (has(lines, "arithmetic.bias"))
                CHECK(value_of(lines, "arithmetic.terms") + value_of(lines, "arithmetic.bias") ==
                      doctest::Approx(e.sum));
            double parts = e.bias;
            for (const nn::ChannelTerms& channel : e.channels) parts += channel.sum;
            for (const nn::Term& term : e.terms) parts += term.product;
            if (e.combination == nn::Combination::sum) CHECK(parts == doctest::Approx(e.sum));
        }
    }
}

TEST_CASE("the last line of an ablated channel is 0, after its computed value") {
    const EveryKind run;
    const int node = run.find("depthwise");
    const nn::Explanation e = run.explain(node, {2, 2, 5});
    const std::vector<ResultLine> lines = result_lines(run.model.node(node), e, true);
    CHECK(lines.back().name == "arithmetic.ablated");
    CHECK(lines.back().value == 0);
    CHECK(value_of(lines, "arithmetic.activated") == e.value);
}

TEST_CASE("batch normalization lists the figures of its weight and shift") {
    const EveryKind run;
    const nn::Node& node = run.model.node(run.find("bn"));
    const nn::Explanation e = run.explain(run.find("bn"), {1, 2, 3});
    const std::vector<ResultLine> lines = result_lines(node, e, false);
    std::vector<std::string> labels;
    labels.reserve(lines.size());
    for (const ResultLine& line : lines) labels.push_back(line.label);
    CHECK(labels == std::vector<std::string>{"gamma", "beta", "mean", "variance", "epsilon", "weight", "value",
                                             "value \u00d7 weight", "+ shift", "= value"});
    const auto figure = [&](std::size_t i) { return lines[i].value; };
    CHECK(value_of(lines, "arithmetic.weight") == doctest::Approx(figure(0) / std::sqrt(figure(3) + figure(4))));
    CHECK(value_of(lines, "arithmetic.bias") ==
          doctest::Approx(figure(1) - figure(2) * value_of(lines, "arithmetic.weight")));
}

TEST_CASE("the first result line names the operation that combines the terms") {
    const EveryKind run;
    const auto first_label = [&](std::string_view name) {
        const int node = run.find(name);
        return result_lines(run.model.node(node), run.explain(node, {0, 0, 0}), false).front().label;
    };
    CHECK(first_label("add") == "sum of 2 values = value");
    CHECK(first_label("multiply") == "product of 2 values = value");
    CHECK(first_label("max") == "largest of 2 = value");
    CHECK(first_label("mean") == "mean of 4 = value");
    CHECK(first_label("grouped") == "sum of 4 channels");
    CHECK(first_label("leaky") == "input value");
    CHECK(first_label("rescaling") == "value \u00d7 weight");
    CHECK(first_label("crop") == "value");
}

TEST_CASE("layers that move values name the place that a value comes from") {
    const EveryKind run;
    CHECK(run.copied("crop", {3, 2, 1}) == "Row 3, column 2 of map 1 is row 3, column 3 of map 1.");
    CHECK(run.copied("pad", {0, 0, 0}) == "Padding: always 0.");
    CHECK(run.copied("pad", {1, 3, 2}) == "Row 1, column 3 of map 2 is row 0, column 0 of map 2.");
    CHECK(run.copied("concatenate", {1, 1, 7}) == "Row 1, column 1 of map 7 is row 1, column 1 of map 1 of leaky.");
    CHECK(run.copied("joined", {0, 0, 5}) == "Value 5 of 16 is value 1 of features.");
    CHECK(run.copied("flatten", {0, 0, 7}) == "Value 7 of 12 is row 2, column 1.");
    CHECK(run.copied("dropout", {0, 0, 7}) == "Dropout drops values in training only; here it passes every value on.");
    CHECK(run.copied("picture", {0, 0, 0}) == "The model's input: a number.");
    CHECK(run.copied("leaky", {0, 0, 0}).empty());
    CHECK(run.copied("conv", {0, 0, 0}).empty());
}

TEST_CASE("a term after Flatten is named by its place on the map before Flatten") {
    const nn::Model model = samples::small_course();
    const int dense = model.find("dense").value();
    // Of 5 x 5 x 4 values, number 57 belongs to pixel 57 / 4 = 14 and channel 1.
    const nn::Term term{.from = {0, 0, 57}};
    const TermText text = term_text(model, dense, {0, 0, 2}, term);
    CHECK(text.where == "row 2, column 4 of map 1");
    CHECK(text.number == "value 57");
    const Origin origin = origin_of(model, dense, {0, 0, 1});
    CHECK(origin.node == dense);

    const EveryKind run;
    const int add = run.find("add");
    const nn::Explanation e = run.explain(add, {1, 2, 3});
    CHECK(term_text(run.model, add, e.at, e.terms[0]).where == "grouped");
    CHECK(term_text(run.model, add, e.at, e.terms[1]).where == "multiply");
    const int multiply = run.find("multiply");
    const nn::Explanation m = run.explain(multiply, {1, 2, 3});
    CHECK(term_text(run.model, multiply, m.at, m.terms[1]).where == "gate: row 0, column 0 of map 3");
}

TEST_CASE("by_magnitude() sorts terms or channels by the size of their parts, NaN first") {
    nn::Explanation e;
    e.terms = {{.value = 1, .product = 0.5}, {.value = -4, .product = -2}, {.value = 2, .product = 1}};
    CHECK(by_magnitude(e) == std::vector<std::size_t>{1, 2, 0});
    e.combination = nn::Combination::maximum;
    CHECK(by_magnitude(e) == std::vector<std::size_t>{2, 0, 1});
    e.terms[0].value = std::nan("");
    CHECK(by_magnitude(e).front() == 0);
    e = {};
    e.channels = {{.channel = 0, .sum = 0.1}, {.channel = 1, .sum = -3}, {.channel = 2, .sum = 2}};
    CHECK(by_magnitude(e) == std::vector<std::size_t>{1, 2, 0});
}

TEST_CASE("the sentences on receptive field and region of influence contain rows and columns") {
    const nn::Shape image{28, 28, 1};
    CHECK(receptive_sentence({{4, 14}, {8, 18}, {0, 1}}, image) ==
          "Receptive field 10 \u00d7 10 pixels of the input: rows 4\u201313, columns 8\u201317");
    CHECK(receptive_sentence({{4, 5}, {8, 9}, {0, 1}}, image) ==
          "Receptive field 1 \u00d7 1 pixel of the input: row 4, column 8");
    CHECK(receptive_sentence({{0, 28}, {0, 28}, {0, 1}}, image) ==
          "Receptive field: the whole input, 28 \u00d7 28 pixels");
    CHECK(receptive_sentence({}, image).empty());
    CHECK(receptive_sentence({{0, 1}, {0, 1}, {0, 4}}, nn::Shape{4}) == "Computed from 4 of the 4 input values");

    CHECK(reach_sentence({3, 4, 0}, {{1, 4}, {2, 5}, {0, 64}}, nn::Shape{26, 26, 64}) ==
          "Input pixel (3, 4) reaches 3 \u00d7 3 of this layer: rows 1\u20133, columns 2\u20134");
    CHECK(reach_sentence({3, 4, 0}, {{0, 1}, {0, 1}, {0, 128}}, nn::Shape{128}) ==
          "Input pixel (3, 4) reaches all 128 values of this layer");
    CHECK(reach_sentence({27, 27, 0}, {}, nn::Shape{5, 5, 64}) == "Input pixel (27, 27) reaches nothing of this layer");
}

TEST_CASE("titles contain the place, the value's number and the class") {
    const nn::Model model = samples::small_course();
    CHECK(arithmetic_title(model, 1, {7, 2, 3}) == "At row 7, column 2 of map 3");
    CHECK(arithmetic_title(model, model.find("flatten").value(), {0, 0, 57}) == "Value 57 of 100");
    const int last = model.outputs().front();
    const std::string title = arithmetic_title(model, last, {0, 0, 2});
    const std::string label = model.info().labels.empty() ? "" : ": " + model.info().labels.at(2);
    CHECK(title == "Value 2 of 3" + label);
}

}  // namespace convscope
