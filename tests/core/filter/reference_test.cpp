// Checks the reference with the course's own numbers.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

#include "core/filter/kernel.h"
#include "core/filter/result.h"

namespace convscope {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

Plane patch() {
    return {{3, 3}, std::vector<float>{0, 64, 128, 48, 192, 144, 142, 226, 168}};
}

FilterSettings worked_example() {
    FilterSettings settings;
    settings.kernel = {3, {-1, 0, -2, .5f, 4.5f, -1.5f, 1.5f, 2, -3}};
    return settings;
}

float only_pixel(const FilterSettings& settings) {
    const FilterResult result = filter_reference(patch(), settings);
    REQUIRE(result.filtered.size() == Size{1, 1});
    CHECK(result.filtered_range == Range{result.filtered.at(0, 0), result.filtered.at(0, 0)});
    CHECK(result.pooled.empty());
    return result.filtered.at(0, 0);
}

FilterSettings pooling_alone(Pooling pooling, int size) {
    FilterSettings settings;
    settings.kernel = {1, {1}};
    settings.pooling = pooling;
    settings.pool_size = size;
    return settings;
}

}  // namespace

TEST_CASE("the worked example gives 577; with its kernel transposed 249, flipped 732, and clamped 255") {
    FilterSettings settings = worked_example();
    CHECK(only_pixel(settings) == 577);
    settings.kernel = transposed(worked_example().kernel);
    CHECK(only_pixel(settings) == 249);
    settings.kernel = flipped(worked_example().kernel);
    CHECK(only_pixel(settings) == 732);
    settings = worked_example();
    settings.activation = Activation::clamp;
    CHECK(only_pixel(settings) == 255);
}

TEST_CASE("weight, bias and activation are applied to the sum in this order") {
    FilterSettings settings = worked_example();
    settings.weight = .5f;
    settings.bias = -300;
    CHECK(only_pixel(settings) == -11.5f);
    settings.activation = Activation::relu;
    CHECK(only_pixel(settings) == 0);
    settings.activation = Activation::absolute;
    CHECK(only_pixel(settings) == 11.5f);
}

TEST_CASE("2x2 pooling gives the values of the course's figure") {
    const Plane figure{{4, 4}, std::vector<float>{0, 64, 128, 128, 48, 192, 144, 144, 142, 226, 168, 0, 255, 0, 0, 64}};
    const FilterResult highest = filter_reference(figure, pooling_alone(Pooling::max, 2));
    REQUIRE(highest.pooled.size() == Size{2, 2});
    CHECK(highest.pooled.at(0, 0) == 192);
    CHECK(highest.pooled.at(0, 1) == 144);
    CHECK(highest.pooled.at(1, 0) == 255);
    CHECK(highest.pooled.at(1, 1) == 168);
    CHECK(highest.pooled_range == Range{144, 255});

    const FilterResult mean = filter_reference(figure, pooling_alone(Pooling::average, 2));
    CHECK(mean.pooled.at(0, 0) == 76);
    CHECK(mean.pooled.at(1, 1) == 58);
    CHECK(filter_reference(figure, pooling_alone(Pooling::max, 3)).pooled.size() == Size{1, 1});
}

TEST_CASE("borders read zeros or the nearest pixel, or copy the input") {
    FilterSettings settings;
    settings.kernel = {3, {1, 1, 1, 1, 1, 1, 1, 1, 1}};
    settings.border = Border::zero;
    CHECK(filter_reference(patch(), settings).filtered.at(0, 0) == 0 + 64 + 48 + 192);
    settings.border = Border::replicate;
    CHECK(filter_reference(patch(), settings).filtered.at(0, 0) == 2 * 64 + 2 * 48 + 192);
    settings.border = Border::keep;
    settings.bias = 7;
    const FilterResult kept = filter_reference(patch(), settings);
    CHECK(kept.filtered.at(2, 1) == 226);
    CHECK(kept.filtered.at(1, 1) == 1112 + 7);
}

TEST_CASE("the result with clamp, keep border and 2x2 max pooling equals the notebook's") {
    std::mt19937 random(7);
    const Size size{64, 48};
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size.area()));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() >> 24);
    const Plane picture{size, bytes};
    const std::array<Kernel, 3> filters{
        {{3, {0, 1, 0, 1, -4, 1, 0, 1, 0}}, {3, {-1, -2, -1, 0, 0, 0, 1, 2, 1}}, {3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}}};
    for (const Kernel& kernel : filters) {
        FilterSettings settings;
        settings.kernel = kernel;
        settings.border = Border::keep;
        settings.activation = Activation::clamp;
        settings.pooling = Pooling::max;
        const FilterResult result = filter_reference(picture, settings);

        // Compute the expected values with the notebook's loop, on a copy of the picture.
        std::vector<int> copy(bytes.begin(), bytes.end());
        const auto at = [&](int row, int col) { return static_cast<std::size_t>(row * size.cols + col); };
        for (int y = 1; y < size.rows - 1; ++y)
            for (int x = 1; x < size.cols - 1; ++x) {
                float sum = 0;
                for (int i = 0; i < 3; ++i)
                    for (int j = 0; j < 3; ++j)
                        sum += static_cast<float>(bytes[at(y + i - 1, x + j - 1)]) * kernel.at(i, j);
                copy[at(y, x)] = static_cast<int>(std::min(std::max(sum, 0.f), 255.f));
            }
        REQUIRE(result.filtered.size() == size);
        REQUIRE(result.pooled.size() == Size{32, 24});
        for (int y = 0; y < size.rows; ++y)
            for (int x = 0; x < size.cols; ++x) REQUIRE(result.filtered.at(y, x) == copy[at(y, x)]);
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 24; ++x)
                REQUIRE(result.pooled.at(y, x) ==
                        std::max({copy[at(2 * y, 2 * x)], copy[at(2 * y, 2 * x + 1)], copy[at(2 * y + 1, 2 * x)],
                                  copy[at(2 * y + 1, 2 * x + 1)]}));
    }
}

TEST_CASE("NaN and infinity pass through the arithmetic and are not counted in the ranges") {
    const Plane odd{{2, 4}, std::vector<float>{1, kNan, 2, kInfinity, 3, 4, -5, 6}};
    FilterSettings settings = pooling_alone(Pooling::max, 2);
    settings.activation = Activation::relu;
    const FilterResult result = filter_reference(odd, settings);
    CHECK(std::isnan(result.filtered.at(0, 1)));
    CHECK(result.filtered_range == Range{0, 6});
    CHECK(std::isnan(result.pooled.at(0, 0)));
    CHECK(result.pooled.at(0, 1) == kInfinity);
    CHECK(result.pooled_range == Range{0, 0});

    // A tap with the filter value 0 is a normal product: 0 times infinity is NaN.
    settings.kernel = {1, {0}};
    CHECK(std::isnan(filter_reference(odd, settings).filtered.at(0, 3)));
}

TEST_CASE("a result whose filtered picture is smaller than a pooling block has no pooled picture") {
    FilterSettings settings;
    settings.kernel = {3, {-1, 0, -2, .5F, 4.5F, -1.5F, 1.5F, 2, -3}};
    for (const Pooling pooling : {Pooling::max, Pooling::average}) {
        settings.pooling = pooling;
        const FilterResult reference = filter_reference(patch(), settings);
        FilterResult fast;
        fast.pooled.resize({4, 4});
        filter(patch(), settings, fast);
        for (const FilterResult* result : {&reference, static_cast<const FilterResult*>(&fast)}) {
            REQUIRE(result->filtered.size() == Size{1, 1});
            CHECK(result->filtered.at(0, 0) == 577);
            CHECK(result->filtered_range == Range{577, 577});
            CHECK(result->pooled.empty());
        }
    }
}

TEST_CASE("settings without output throw the message of geometry_problem()") {
    FilterSettings settings;
    settings.kernel.size = 5;
    CHECK_THROWS_WITH_AS(
        filter_reference(patch(), settings),
        "The filter's window is 5 \u00d7 5 pixels, but the picture has only 3 rows and 3 columns. Choose a "
        "smaller filter or dilation, or a border other than valid.",
        std::invalid_argument);
}

}  // namespace convscope
