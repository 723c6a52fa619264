#include "core/filter/explain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/filter/kernel.h"
#include "core/filter/result.h"

namespace convscope {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// The course's worked example.
const Plane kPatch({3, 3}, std::vector<float>{0, 64, 128, 48, 192, 144, 142, 226, 168});
const Kernel kExample{3, {-1, 0, -2, .5F, 4.5F, -1.5F, 1.5F, 2, -3}};
/// The course's pooling figure.
const Plane kFigure({4, 4}, std::vector<float>{0, 64, 128, 128, 48, 192, 144, 144, 142, 226, 168, 0, 255, 0, 0, 64});

FilterSettings with_kernel(const Kernel& kernel) {
    FilterSettings settings;
    settings.kernel = kernel;
    return settings;
}

std::vector<double> products(const PixelExplanation& pixel) {
    std::vector<double> result;
    for (const Term& term : pixel.terms) result.push_back(term.product);
    return result;
}

/// A picture whose value at (row, col) is 10 * row + col.
Plane numbered(int rows, int cols) {
    std::vector<std::uint8_t> values;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) values.push_back(static_cast<std::uint8_t>(10 * r + c));
    return Plane({rows, cols}, std::move(values));
}

}  // namespace

TEST_CASE("the worked example gives 577") {
    const PixelExplanation pixel = explain_pixel(kPatch, with_kernel(kExample), 0, 0);
    CHECK(pixel.taps == 3);
    CHECK(products(pixel) == std::vector<double>{0, 0, -256, 24, 864, -216, 213, 452, -504});
    CHECK(pixel.sum == 577);
    CHECK(pixel.weighted == 577);
    CHECK(pixel.biased == 577);
    CHECK(pixel.activated == 577);
    CHECK_FALSE(pixel.kept);

    const Term& centre = pixel.terms[4];
    CHECK(centre.row == 1);
    CHECK(centre.col == 1);
    CHECK(centre.inside);
    CHECK(centre.value == 192);
    CHECK(centre.filter == 4.5);
}

TEST_CASE(
    "the worked example gives its known values if its kernel is transposed or flipped, and if the result is clamped") {
    CHECK(explain_pixel(kPatch, with_kernel(transposed(kExample)), 0, 0).sum == 249);
    CHECK(explain_pixel(kPatch, with_kernel(flipped(kExample)), 0, 0).sum == 732);
    FilterSettings clamped = with_kernel(kExample);
    clamped.activation = Activation::clamp;
    const PixelExplanation pixel = explain_pixel(kPatch, clamped, 0, 0);
    CHECK(pixel.biased == 577);
    CHECK(pixel.activated == 255);
}

TEST_CASE("weight, bias and activation are applied after the sum") {
    FilterSettings settings = with_kernel(kExample);
    settings.weight = -.5F;
    settings.bias = 8;
    settings.activation = Activation::relu;
    PixelExplanation pixel = explain_pixel(kPatch, settings, 0, 0);
    CHECK(pixel.sum == 577);
    CHECK(pixel.weighted == -288.5);
    CHECK(pixel.biased == -280.5);
    CHECK(pixel.activated == 0);
    settings.activation = Activation::absolute;
    CHECK(explain_pixel(kPatch, settings, 0, 0).activated == 280.5);
}

TEST_CASE("activate() computes each activation and passes NaN through") {
    CHECK(activate(Activation::none, -3.5) == -3.5);
    CHECK(activate(Activation::relu, -3.5) == 0);
    CHECK(activate(Activation::relu, 3.5) == 3.5);
    CHECK(activate(Activation::absolute, -3.5) == 3.5);
    CHECK(activate(Activation::clamp, -3.5) == 0);
    CHECK(activate(Activation::clamp, 100.25) == 100.25);
    CHECK(activate(Activation::clamp, 256) == 255);
    for (const Activation activation : {Activation::none, Activation::relu, Activation::absolute, Activation::clamp})
        CHECK(std::isnan(activate(activation, kNan)));
}

TEST_CASE("a zero border adds pixels of value 0") {
    FilterSettings settings = with_kernel(kExample);
    settings.border = Border::zero;
    const PixelExplanation pixel = explain_pixel(kPatch, settings, 0, 0);
    CHECK(products(pixel) == std::vector<double>{0, 0, 0, 0, 0, -96, 0, 96, -576});
    CHECK(pixel.sum == -576);
    CHECK(pixel.terms[0].row == -1);
    CHECK(pixel.terms[0].col == -1);
    CHECK_FALSE(pixel.terms[0].inside);
    CHECK(pixel.terms[0].value == 0);
    CHECK(pixel.terms[4].inside);
}

TEST_CASE("a replicated border repeats the nearest pixel") {
    FilterSettings settings = with_kernel(kExample);
    settings.border = Border::replicate;
    const PixelExplanation pixel = explain_pixel(kPatch, settings, 2, 2);
    std::vector<double> values;
    for (const Term& term : pixel.terms) values.push_back(term.value);
    CHECK(values == std::vector<double>{192, 144, 144, 226, 168, 168, 226, 168, 168});
    CHECK_FALSE(pixel.terms[8].inside);
    CHECK(pixel.terms[8].row == 3);
}

TEST_CASE("a kept border pixel has the input's value and no terms") {
    FilterSettings settings = with_kernel(kExample);
    settings.border = Border::keep;
    settings.weight = 2;
    settings.bias = 1000;
    settings.activation = Activation::clamp;
    const PixelExplanation corner = explain_pixel(kPatch, settings, 2, 0);
    CHECK(corner.kept);
    CHECK(corner.terms.empty());
    CHECK(corner.sum == 142);
    CHECK(corner.weighted == 142);
    CHECK(corner.biased == 142);
    CHECK(corner.activated == 142);

    const PixelExplanation centre = explain_pixel(kPatch, settings, 1, 1);
    CHECK_FALSE(centre.kept);
    CHECK(centre.sum == 577);
    CHECK(centre.biased == 2154);
}

TEST_CASE("stride and dilation set the positions of the window's pixels") {
    FilterSettings settings = with_kernel(kExample);
    settings.stride = 3;
    settings.dilation = 2;
    const PixelExplanation pixel = explain_pixel(numbered(9, 9), settings, 1, 0);
    std::vector<double> values;
    for (const Term& term : pixel.terms) values.push_back(term.value);
    CHECK(values == std::vector<double>{30, 32, 34, 50, 52, 54, 70, 72, 74});
    CHECK(pixel.terms[5].row == 5);
    CHECK(pixel.terms[5].col == 4);
}

TEST_CASE("NaN in the window gives NaN") {
    const Plane plane({1, 3}, std::vector<float>{1, static_cast<float>(kNan), kInfinity});
    FilterSettings settings = with_kernel(Kernel{1, {2}});
    settings.activation = Activation::relu;
    CHECK(explain_pixel(plane, settings, 0, 0).activated == 2);
    CHECK(std::isnan(explain_pixel(plane, settings, 0, 1).activated));
    CHECK(explain_pixel(plane, settings, 0, 2).activated == static_cast<double>(kInfinity));
}

TEST_CASE("the pooling figure gives 192 144 / 255 168") {
    CHECK(pool_block(Pooling::max, 2, {0, 64, 48, 192}).value == 192);
    FilterSettings settings;
    settings.kernel = Kernel{1, {1}};
    settings.pooling = Pooling::max;
    const auto pooled = [&](int row, int col) { return explain_pool(kFigure, settings, row, col); };
    CHECK(pooled(0, 0).candidates == std::vector<double>{0, 64, 48, 192});
    CHECK(pooled(0, 0).value == 192);
    CHECK(pooled(0, 0).winner == 3);
    CHECK(pooled(0, 1).value == 144);
    CHECK(pooled(0, 1).winner == 2);  // the first of two values 144
    CHECK(pooled(1, 0).value == 255);
    CHECK(pooled(1, 0).winner == 2);
    CHECK(pooled(1, 1).value == 168);
    CHECK(pooled(1, 1).winner == 0);
    CHECK(pooled(1, 1).row == 1);
    CHECK(pooled(1, 1).col == 1);
    CHECK(pooled(1, 1).size == 2);
}

TEST_CASE("average pooling has no winner") {
    const PoolExplanation pool = pool_block(Pooling::average, 2, {1, 2, 3, 4});
    CHECK(pool.value == 2.5);
    CHECK(pool.winner == -1);
    CHECK(std::isnan(pool_block(Pooling::average, 2, {1, kNan, 3, 4}).value));
}

TEST_CASE("the first of the highest candidates of a pooling block wins, and NaN ranks above all numbers") {
    CHECK(pool_block(Pooling::max, 2, {5, 5, 5, 5}).winner == 0);
    CHECK(pool_block(Pooling::max, 2, {-3, -2, -2, -4}).winner == 1);
    const PoolExplanation nan = pool_block(Pooling::max, 3, {9, 8, 7, kNan, 99, kNan, 1, 2, 3});
    CHECK(nan.winner == 3);
    CHECK(std::isnan(nan.value));
    CHECK(nan.size == 3);
}

TEST_CASE("explanations agree with the reference for every border, activation and pooling") {
    std::mt19937 generator(4);
    const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(generator); };
    int checked = 0;
    for (int round = 0; round < 400; ++round) {
        const Size size{pick(1, 24), pick(1, 24)};
        std::vector<float> values(static_cast<std::size_t>(size.area()));
        for (float& value : values) value = static_cast<float>(pick(0, 2550)) / 10;
        const Plane plane(size, std::move(values));

        FilterSettings settings;
        settings.kernel = Kernel{2 * pick(0, 3) + 1, {}};
        for (int r = 0; r < settings.kernel.size; ++r)
            for (int c = 0; c < settings.kernel.size; ++c)
                settings.kernel.at(r, c) = static_cast<float>(pick(-40, 40)) / 7;
        settings.weight = static_cast<float>(pick(-20, 20)) / 10;
        settings.bias = static_cast<float>(pick(-300, 300));
        settings.border = static_cast<Border>(pick(0, 3));
        settings.stride = settings.border == Border::keep ? 1 : pick(1, kMaxStride);
        settings.dilation = pick(1, kMaxDilation);
        settings.activation = static_cast<Activation>(pick(0, 3));
        settings.pooling = static_cast<Pooling>(pick(0, 2));
        settings.pool_size = pick(kMinPoolSize, kMaxPoolSize);
        if (!geometry_problem(size, settings).empty()) continue;

        const FilterResult result = filter_reference(plane, settings);
        bool same = true;
        for (int r = 0; r < result.filtered.rows(); ++r)
            for (int c = 0; c < result.filtered.cols(); ++c)
                same = same &&
                       static_cast<float>(explain_pixel(plane, settings, r, c).activated) == result.filtered.at(r, c);
        for (int r = 0; r < result.pooled.rows(); ++r)
            for (int c = 0; c < result.pooled.cols(); ++c)
                same = same && static_cast<float>(explain_pool(plane, settings, r, c).value) == result.pooled.at(r, c);
        CHECK(same);
        ++checked;
    }
    CHECK(checked > 150);
}

TEST_CASE("the worked example adds up step by step: 0, 0, -256, -232, 632, 416, 629, 1081, 577") {
    FilterSettings settings = with_kernel(kExample);
    settings.weight = -.5F;
    settings.bias = 8;
    settings.activation = Activation::absolute;
    const auto steps = arithmetic_steps(explain_pixel(kPatch, settings, 0, 0), settings, {});
    std::vector<double> totals(steps.size());
    std::ranges::transform(steps, totals.begin(), &ArithmeticStep::total);
    CHECK(totals == std::vector<double>{0, 0, -256, -232, 632, 416, 629, 1081, 577, -288.5, -280.5, 280.5});
    CHECK(steps[3].kind == StepKind::product);
    CHECK(steps[3].index == 3);
    CHECK(steps[3].operand == 24);
    CHECK(steps[9].kind == StepKind::weight);
    CHECK(steps[9].operand == -.5);
    CHECK(steps[10].kind == StepKind::bias);
    CHECK(steps[10].operand == 8);
    CHECK(steps[11].kind == StepKind::activation);
    CHECK(steps[11].operand == -280.5);
}

TEST_CASE("the last steps are those of the pooling block: the highest candidate so far, or the total and the mean") {
    FilterSettings settings;
    settings.kernel = Kernel{1, {1}};
    settings.pooling = Pooling::max;
    const auto last_steps = [&](Pooling pooling) {
        settings.pooling = pooling;
        return arithmetic_steps(explain_pixel(kFigure, settings, 2, 0), settings,
                                explain_pool(kFigure, settings, 1, 0));
    };
    const auto max = last_steps(Pooling::max);  // of 142, 226, 255, 0
    REQUIRE(max.size() == 1 + 3 + 4);
    CHECK(max[4].kind == StepKind::candidate);
    CHECK(max[4].total == 142);
    CHECK(max[5].total == 226);
    CHECK(max[6].index == 2);
    CHECK(max[6].total == 255);
    CHECK(max[7].operand == 0);
    CHECK(max[7].total == 255);
    const auto average = last_steps(Pooling::average);
    REQUIRE(average.size() == 1 + 3 + 4 + 1);
    CHECK(average[6].total == 623);
    CHECK(average[8].kind == StepKind::mean);
    CHECK(average[8].operand == 4);
    CHECK(average[8].total == 155.75);
}

TEST_CASE("in a block with negative values or NaN the last step of max pooling is the pooled value") {
    const FilterSettings settings;
    PixelExplanation kept;
    kept.kept = true;
    kept.activated = 7;
    const auto totals = [&](std::vector<double> candidates) {
        std::vector<double> result;
        for (const ArithmeticStep& step :
             arithmetic_steps(kept, settings, pool_block(Pooling::max, 2, std::move(candidates))))
            result.push_back(step.total);
        return result;
    };
    CHECK(totals({-3, -2, -5, -4}) == std::vector<double>{7, -3, -2, -2, -2});
    CHECK(std::isnan(totals({1, kNan, 9, 2}).back()));
}

}  // namespace convscope
