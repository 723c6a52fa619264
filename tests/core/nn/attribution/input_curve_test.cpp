#include "core/nn/attribution/input_curve.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "core/nn/plan/plan.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

const Model& model() {
    static const Model small = samples::small_course(4);
    return small;
}

std::vector<float> picture() {
    std::vector<float> values(144);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.1F + random_unit(5, i);
    return values;
}

std::vector<float> output(std::span<const float> input) {
    Plan plan(model(), 1);
    plan.set_input(0, input);
    plan.run();
    const std::span<const float> values = plan.activation(model().outputs().front());
    return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("a change by 0 keeps the picture") {
    CHECK(changed_input(model(), picture(), {}) == picture());
}

TEST_CASE("brightness is a fraction of the range from black to white, and the result stays in this range") {
    // Black is 0.1 and white 1.1 for this model.
    const std::vector<float> values = picture(), changed = changed_input(model(), values, {{0, 0.25F, 0}});
    for (std::size_t i = 0; i < values.size(); ++i)
        CHECK(changed[i] == doctest::Approx(std::min(values[i] + 0.25F, 1.1F)));
    const std::vector<float> darker = changed_input(model(), values, {{0, -0.5F, 0}});
    CHECK(*std::ranges::min_element(darker) == doctest::Approx(0.1));
}

TEST_CASE("noise has the requested standard deviation, and another seed gives other noise") {
    const std::vector<float> grey(144, 0.6F);
    const std::vector<float> noisy = changed_input(model(), grey, {{0.1F, 0, 0}, 1});
    double squares = 0;
    for (const float value : noisy) squares += std::pow(double{value} - 0.6, 2);
    CHECK(std::sqrt(squares / 144) == doctest::Approx(0.1).epsilon(0.15));
    CHECK(noisy == changed_input(model(), grey, {{0.1F, 0, 0}, 1}));
    CHECK(noisy != changed_input(model(), grey, {{0.1F, 0, 0}, 2}));
}

TEST_CASE("a positive rotation is clockwise around the middle") {
    // White pixels above the middle move to the right of the middle. The middle of 12 pixels is 5.5.
    std::vector<float> values(144, 0.1F);
    for (const std::size_t col : {5U, 6U}) values[1 * 12 + col] = 1.1F;
    const std::vector<float> turned = changed_input(model(), values, {{0, 0, 90}});
    for (std::size_t row = 0; row < 12; ++row)
        for (std::size_t col = 0; col < 12; ++col)
            CHECK(turned[row * 12 + col] ==
                  doctest::Approx(col == 10 && (row == 5 || row == 6) ? 1.1 : 0.1).epsilon(1e-4));
}

TEST_CASE("each point of a curve is the answer for the picture with that change") {
    const std::vector<float> values = picture();
    const std::vector<std::span<const float>> inputs{values};
    const ChangedInput changes{{0.05F, 0.1F, 0}, 3};
    const auto curve = input_curve(model(), {}, inputs, 2, InputChange::rotation, changes, 7);
    REQUIRE(curve);
    REQUIRE(curve->size() == 7);
    CHECK(curve->front().amount == -45);
    CHECK(curve->at(3).amount == 0);
    CHECK(curve->back().amount == 45);
    for (const std::size_t i : {0U, 3U, 5U}) {
        ChangedInput other = changes;
        other.amounts[2] = curve->at(i).amount;
        const std::vector<float> expected = output(changed_input(model(), values, other));
        CHECK(curve->at(i).answer == doctest::Approx(expected[2]).epsilon(1e-4));
        CHECK(curve->at(i).winner == std::ranges::max_element(expected) - expected.begin());
    }
    CHECK_FALSE(input_curve(model(), {}, inputs, 2, InputChange::noise, changes, 7, [](double) { return false; }));
}

}  // namespace convscope::nn
