#include "core/filter/combine.h"

#include <doctest/doctest.h>
#include <hwy/highway.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "core/filter/presets.h"
#include "core/filter/result.h"

namespace convscope {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr std::array<Combination, 4> kAll{Combination::magnitude, Combination::sum_of_magnitudes,
                                          Combination::difference, Combination::direction};

FloatImage image(Size size, std::vector<float> values) {
    return to_float_image(Plane{size, std::move(values)});
}

/// Whole numbers -255..255, and some zeros.
FloatImage random_image(std::mt19937& random, Size size) {
    std::vector<float> values(static_cast<std::size_t>(size.area()));
    for (float& value : values)
        value = random() % 4 == 0 ? 0 : static_cast<float>(static_cast<int>(random() % 511) - 255);
    return image(size, std::move(values));
}

FilterSettings preset_settings(std::string_view slug) {
    FilterSettings settings;
    settings.kernel = find_preset(slug)->kernel;
    return settings;
}

/// The largest difference between two images; NaN counts as equal to NaN.
double largest_difference(const FloatImage& a, const FloatImage& b) {
    REQUIRE(a.size() == b.size());
    double largest = 0;
    for (int row = 0; row < a.rows(); ++row)
        for (int col = 0; col < a.cols(); ++col) {
            const float x = a.at(row, col), y = b.at(row, col);
            if (x == y || (std::isnan(x) && std::isnan(y))) continue;
            const double difference = std::abs(double{x} - double{y});
            largest = std::isnan(difference) ? double{kInfinity} : std::max(largest, difference);
        }
    return largest;
}

void check_agreement(std::mt19937& random, Size size) {
    CombinedOutputs fast;
    const FloatImage a = random_image(random, size), b = random_image(random, size);
    for (const Combination combination : kAll) {
        CAPTURE(kCombinationNames.at(static_cast<std::size_t>(combination)));
        const CombinedOutputs exact = combine_reference(a, b, combination);
        combine(a, b, combination, fast);
        const bool whole = combination == Combination::sum_of_magnitudes || combination == Combination::difference;
        CHECK(largest_difference(fast.values, exact.values) <= (whole ? 0 : 1e-4));
        CHECK(largest_difference(fast.magnitude, exact.magnitude) <= 1e-4);
        CHECK(fast.range == finite_range(fast.values));
        CHECK(fast.magnitude_range == finite_range(fast.magnitude));
    }
}

float combined(float a, float b, Combination combination) {
    const FloatImage first = image({1, 1}, {a}), second = image({1, 1}, {b});
    CombinedOutputs fast;
    combine(first, second, combination, fast);
    const float exact = combine_reference(first, second, combination).values.at(0, 0);
    if (std::isnan(exact))
        CHECK(std::isnan(fast.values.at(0, 0)));
    else if (std::isinf(exact))
        CHECK(fast.values.at(0, 0) == exact);
    else
        CHECK(fast.values.at(0, 0) == doctest::Approx(exact).epsilon(1e-6));
    return exact;
}

}  // namespace

TEST_CASE("3 and 4 have the magnitude 5, the sum of magnitudes 7, the difference -1 and the direction 53.13 degrees") {
    CHECK(combined(3, 4, Combination::magnitude) == 5);
    CHECK(combined(3, 4, Combination::sum_of_magnitudes) == 7);
    CHECK(combined(-3, 4, Combination::sum_of_magnitudes) == 7);
    CHECK(combined(3, 4, Combination::difference) == -1);
    CHECK(combined(3, 4, Combination::direction) == doctest::Approx(53.1301));
}

TEST_CASE("a direction is the angle from a towards b, above -180 and up to 180 degrees") {
    CHECK(combined(7, 0, Combination::direction) == 0);
    CHECK(combined(7, 7, Combination::direction) == 45);
    CHECK(combined(0, 7, Combination::direction) == 90);
    CHECK(combined(-7, 7, Combination::direction) == 135);
    CHECK(combined(-7, 0, Combination::direction) == 180);
    CHECK(combined(-7, -0.F, Combination::direction) == 180);
    CHECK(combined(-7, -7, Combination::direction) == -135);
    CHECK(combined(0, -7, Combination::direction) == -90);
    CHECK(combined(7, -7, Combination::direction) == -45);
    CHECK(combined(0, 0, Combination::direction) == 0);
    CHECK(combined(-0.F, -0.F, Combination::direction) == 0);
}

TEST_CASE("combine() keeps NaN, and very large values do not overflow") {
    for (const Combination combination : kAll) {
        CHECK(std::isnan(combined(kNan, 1, combination)));
        CHECK(std::isnan(combined(1, kNan, combination)));
        CHECK(std::isnan(combined(kNan, 0, combination)));
    }
    CHECK(combined(3e30F, 4e30F, Combination::magnitude) == doctest::Approx(5e30));
    CHECK(combined(kInfinity, 1, Combination::magnitude) == kInfinity);
    CHECK(combined(kInfinity, kInfinity, Combination::direction) == 45);
    CHECK(combined(1, -kInfinity, Combination::direction) == -90);
    CHECK(combine_reference(image({1, 2}, {kNan, 3}), image({1, 2}, {1, 4}), Combination::magnitude).range ==
          Range{5, 5});
}

TEST_CASE("combine agrees with its reference for every width, several blocks and every vector target") {
    std::mt19937 random(1);
    for (int cols = 1; cols <= 70; ++cols) check_agreement(random, {3, cols});
    check_agreement(random, {97, 130});
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        CAPTURE(hwy::TargetName(target));
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        for (int cols = 1; cols <= 40; ++cols) check_agreement(random, {2, cols});
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEST_CASE("Sobel's two filters give the gradient of a slanted plane everywhere") {
    // The value grows by 3 per column and by 4 per row; Sobel's filters multiply both by 8.
    std::vector<float> values;
    for (int row = 0; row < 12; ++row)
        for (int col = 0; col < 12; ++col) values.push_back(static_cast<float>(3 * col + 4 * row));
    const Plane plane{{12, 12}, std::move(values)};
    FilterResult across, down;
    filter(plane, preset_settings("sobel-vertical"), across);
    filter(plane, preset_settings("sobel-horizontal"), down);
    CombinedOutputs edges;
    combine(across.filtered, down.filtered, Combination::magnitude, edges);
    CHECK(edges.range == Range{40, 40});
    CHECK(edges.magnitude.empty());
    combine(across.filtered, down.filtered, Combination::direction, edges);
    CHECK(edges.values.at(5, 5) == doctest::Approx(53.1301));
    CHECK(edges.magnitude_range == Range{40, 40});
}

TEST_CASE("outputs of different sizes cannot be combined") {
    CombinedOutputs result;
    const FloatImage a({2, 2}), b({2, 3});
    CHECK_THROWS_AS(combine(a, b, Combination::difference, result), std::invalid_argument);
    CHECK_THROWS_AS(combine_reference(a, b, Combination::difference), std::invalid_argument);
}

TEST_CASE("the terms, sum and value of a combined pixel are those of its combination") {
    const CombinedPixel magnitude = explain_combination(-6, 8, Combination::magnitude);
    CHECK(magnitude.a_term == 36);
    CHECK(magnitude.b_term == 64);
    CHECK(magnitude.sum == 100);
    CHECK(magnitude.value == 10);
    const CombinedPixel sum = explain_combination(-6, 8, Combination::sum_of_magnitudes);
    CHECK(sum.a_term == 6);
    CHECK(sum.b_term == 8);
    CHECK(sum.value == 14);
    const CombinedPixel difference = explain_combination(-6, 8, Combination::difference);
    CHECK(difference.b_term == -8);
    CHECK(difference.value == -14);
    const CombinedPixel direction = explain_combination(0, 8, Combination::direction);
    CHECK(direction.value == doctest::Approx(90));
    CHECK(direction.magnitude == 8);
}

}  // namespace convscope
