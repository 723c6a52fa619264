// The filter with three slices: its definition, its fused path and its arithmetic.
#include "core/filter/colour/colour_filter.h"

#include <doctest/doctest.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

namespace convscope {

namespace {

using Random = std::mt19937;

int pick(Random& random, int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
}

Plane random_channel(Random& random, Size size, bool bytes) {
    const auto count = static_cast<std::size_t>(size.area());
    if (bytes) {
        std::vector<std::uint8_t> values(count);
        for (std::uint8_t& value : values) value = static_cast<std::uint8_t>(random() >> 24);
        return {size, std::move(values)};
    }
    std::vector<float> values(count);
    for (float& value : values) value = static_cast<float>(pick(random, -255, 255));
    return {size, std::move(values)};
}

Picture random_picture(Random& random, Size size, bool bytes) {
    Picture picture;
    for (int i = 0; i < 3; ++i) picture.planes.push_back(random_channel(random, size, bytes));
    return picture;
}

/// Random settings of whole numbers, for which results must be equal.
ColourFilterSettings random_settings(Random& random, Size size) {
    ColourFilterSettings settings;
    const int taps = random() % 2 == 0 ? 3 : 1 + 2 * pick(random, 0, 3);
    for (Kernel& slice : settings.slices) {
        slice.size = taps;
        for (int i = 0; i < taps * taps; ++i)
            slice.values[static_cast<std::size_t>(i)] = static_cast<float>(pick(random, -9, 9));
    }
    for (bool& on : settings.on) on = random() % 4 != 0;
    settings.steps.weight = static_cast<float>(pick(random, -3, 3));
    settings.steps.bias = static_cast<float>(pick(random, -50, 50));
    settings.steps.border = static_cast<Border>(pick(random, 0, 2));
    settings.steps.stride = random() % 2 == 0 ? 1 : pick(random, 1, 4);
    settings.steps.dilation = random() % 2 == 0 ? 1 : pick(random, 1, 3);
    settings.steps.activation = static_cast<Activation>(pick(random, 0, 3));
    settings.steps.pooling = static_cast<Pooling>(pick(random, 0, 2));
    settings.steps.pool_size = pick(random, 2, 4);
    if (!colour_geometry_problem(size, settings).empty()) settings.steps.border = Border::zero;
    if (!colour_geometry_problem(size, settings).empty()) settings.steps.pooling = Pooling::none;
    REQUIRE(colour_geometry_problem(size, settings).empty());
    return settings;
}

int differences(const FloatImage& a, const FloatImage& b, double tolerance) {
    if (a.size() != b.size()) return -1;
    int count = 0;
    for (int row = 0; row < a.rows(); ++row)
        for (int col = 0; col < a.cols(); ++col)
            count += std::abs(double{a.at(row, col)} - double{b.at(row, col)}) <= tolerance ? 0 : 1;
    return count;
}

void check_sample(Random& random, Size size, FilterResult& result) {
    const Picture picture = random_picture(random, size, random() % 2 == 0);
    const ColourFilterSettings settings = random_settings(random, size);
    CAPTURE(size.rows);
    CAPTURE(size.cols);
    const FilterResult exact = colour_filter_reference(picture, settings);
    colour_filter(picture, settings, result);
    CHECK(differences(result.filtered, exact.filtered, 0) == 0);
    // The reference rounds the mean of 9 values only once.
    CHECK(differences(result.pooled, exact.pooled, 1e-6 * std::abs(exact.pooled_range.high) + .02) == 0);
    CHECK(result.filtered_range == exact.filtered_range);
}

/// A 1x1 picture of this colour.
Picture pixel(float red, float green, float blue) {
    Picture picture;
    for (const float value : {red, green, blue}) picture.planes.emplace_back(Size{1, 1}, std::vector<float>{value});
    return picture;
}

ColourFilterSettings one_by_one(float red, float green, float blue) {
    ColourFilterSettings settings;
    settings.slices = {Kernel{1, {red}}, Kernel{1, {green}}, Kernel{1, {blue}}};
    return settings;
}

}  // namespace

TEST_CASE("a colour filter gives one map: the sum of three products, times the weight, plus the bias") {
    ColourFilterSettings settings = one_by_one(1, -2, .5F);
    settings.steps.weight = 2;
    settings.steps.bias = 10;
    const FilterResult result = colour_filter_reference(pixel(200, 30, 40), settings);
    CHECK(result.filtered.size() == Size{1, 1});
    CHECK(result.filtered.at(0, 0) == 2 * (200 - 60 + 20) + 10);
}

TEST_CASE("a slice that is off adds nothing to the map; if all slices are off, the map is the bias") {
    ColourFilterSettings settings = one_by_one(1, -2, .5F);
    settings.on = {true, false, true};
    FilterResult result;
    colour_filter(pixel(200, 30, 40), settings, result);
    CHECK(result.filtered.at(0, 0) == 220);
    settings.on = {};
    settings.steps.bias = -3;
    colour_filter(pixel(200, 30, 40), settings, result);
    CHECK(result.filtered.at(0, 0) == -3);
    CHECK(colour_filter_reference(pixel(200, 30, 40), settings).filtered.at(0, 0) == -3);
}

TEST_CASE("the map of a colour filter is the sum of the three maps of one-channel filters") {
    Random random(1);
    const Picture picture = random_picture(random, {20, 30}, true);
    ColourFilterSettings settings;
    for (std::size_t i = 0; i < 3; ++i)
        settings.slices.at(i) = {3, {1, 2, 3, 4, static_cast<float>(i), -6, -7, -8, -9}};
    FilterResult sum, part;
    colour_filter(picture, settings, sum);
    FloatImage parts(sum.filtered.size());
    for (int row = 0; row < parts.rows(); ++row) std::fill_n(parts.row(row), parts.cols(), 0.F);
    for (std::size_t i = 0; i < 3; ++i) {
        filter(picture.planes[i], slice_settings(settings, i), part);
        for (int row = 0; row < parts.rows(); ++row)
            for (int col = 0; col < parts.cols(); ++col) parts.at(row, col) += part.filtered.at(row, col);
    }
    CHECK(differences(sum.filtered, parts, 0) == 0);
}

TEST_CASE("the fused colour filter agrees with its reference for random sizes and options") {
    Random random(2);
    FilterResult result;
    for (int i = 0; i < 400; ++i) check_sample(random, {pick(random, 1, 40), pick(random, 1, 60)}, result);
    check_sample(random, {50, 1930}, result);
}

TEST_CASE("every vector target of this machine agrees with the colour reference") {
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        CAPTURE(hwy::TargetName(target));
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        Random random(3);
        FilterResult result;
        for (int i = 0; i < 60; ++i) check_sample(random, {pick(random, 1, 40), pick(random, 1, 60)}, result);
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEST_CASE("a grey picture is filtered as three equal channels") {
    Random random(4);
    const Picture grey{{random_channel(random, {9, 9}, true)}};
    ColourFilterSettings settings = one_by_one(1, 2, 4);
    FilterResult result;
    colour_filter(grey, settings, result);
    CHECK(result.filtered.at(3, 4) == 7 * grey.planes[0].at(3, 4));
}

TEST_CASE("the arithmetic of a colour pixel has 27 products") {
    Random random(5);
    const Picture picture = random_picture(random, {9, 9}, true);
    ColourFilterSettings settings;
    for (std::size_t i = 0; i < 3; ++i)
        settings.slices.at(i) = {3, {1, 0, -1, 2, static_cast<float>(i + 1), -2, 1, 0, -1}};
    settings.on = {true, true, false};
    settings.steps.weight = .5F;
    settings.steps.bias = 3;
    settings.steps.activation = Activation::relu;
    const ColourPixelExplanation explained = explain_colour_pixel(picture, settings, 2, 4);
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const ColourPixelExplanation::Slice& slice = explained.slices.at(i);
        REQUIRE(slice.terms.size() == 9);
        CHECK(slice.terms[4].value == picture.planes[i].at(3, 5));
        CHECK(slice.terms[4].product == static_cast<double>(i + 1) * picture.planes[i].at(3, 5));
        CHECK(slice.on == (i < 2));
        double products = 0;
        for (const Term& term : slice.terms) products += term.product;
        CHECK(slice.sum == (i < 2 ? products : 0));
        sum += slice.sum;
    }
    CHECK(explained.sum == sum);
    CHECK(explained.weighted == sum * .5);
    CHECK(explained.biased == sum * .5 + 3);
    CHECK(explained.activated == std::max(sum * .5 + 3, 0.));
    FilterResult result;
    colour_filter(picture, settings, result);
    CHECK(double{result.filtered.at(2, 4)} == explained.activated);
}

TEST_CASE("the explanation of a colour map's pooling block has the block's winner") {
    Random random(6);
    const Picture picture = random_picture(random, {9, 9}, true);
    ColourFilterSettings settings = one_by_one(1, 1, 1);
    settings.steps.pooling = Pooling::max;
    FilterResult result;
    colour_filter(picture, settings, result);
    const PoolExplanation pool = explain_colour_pool(picture, settings, 1, 2);
    CHECK(pool.row == 1);
    CHECK(pool.col == 2);
    CHECK(pool.value == double{result.pooled.at(1, 2)});
    REQUIRE(pool.candidates.size() == 4);
    CHECK(pool.candidates.at(static_cast<std::size_t>(pool.winner)) == pool.value);
    CHECK(pool.candidates[3] == double{result.filtered.at(3, 5)});
}

TEST_CASE("for settings without an output colour_geometry_problem() gives a message, and the colour filter throws") {
    ColourFilterSettings settings;
    settings.slices[1].size = 5;
    CHECK(colour_geometry_problem({9, 9}, settings).find("the same size") != std::string::npos);
    settings.slices[1].size = 3;
    settings.steps.border = Border::keep;
    CHECK(colour_geometry_problem({9, 9}, settings).find("no border to keep") != std::string::npos);
    settings.steps.border = Border::valid;
    CHECK(colour_geometry_problem({9, 9}, settings).empty());
    CHECK(colour_geometry_problem({2, 9}, settings).find("3 \u00d7 3") != std::string::npos);
    FilterResult result;
    CHECK_THROWS_AS(colour_filter(pixel(1, 2, 3), settings, result), std::invalid_argument);
    CHECK_THROWS_AS(colour_filter_reference(pixel(1, 2, 3), settings), std::invalid_argument);
}

}  // namespace convscope
