// Compares the fused path with the reference for every size, every combination of options and every vector target of
// this machine.
#include <doctest/doctest.h>
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "core/filter/geometry.h"
#include "core/filter/result.h"

namespace convscope {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

using Random = std::mt19937;

int pick(Random& random, int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
}

Plane random_bytes(Random& random, Size size) {
    std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
    for (std::uint8_t& value : values) value = static_cast<std::uint8_t>(random() >> 24);
    return {size, std::move(values)};
}

/// Values in -255..255; `special_values` of them are NaN or infinite.
Plane random_floats(Random& random, Size size, int special_values = 0) {
    std::vector<float> values(static_cast<std::size_t>(size.area()));
    for (float& value : values) value = static_cast<float>(random()) * 0x1p-32f * 510 - 255;
    for (int i = 0; i < special_values; ++i)
        values[random() % values.size()] = std::array{kNan, kInfinity, -kInfinity}[random() % 3];
    return {size, std::move(values)};
}

FilterSettings random_settings(Random& random) {
    FilterSettings s;
    s.kernel.size = 1 + 2 * pick(random, 0, 3);
    if (random() % 2 == 0) s.kernel.size = 3;
    for (int i = 0; i < s.kernel.size * s.kernel.size; ++i)
        s.kernel.values[static_cast<std::size_t>(i)] = static_cast<float>(pick(random, -32, 32)) / 7;
    s.weight = static_cast<float>(pick(random, -8, 8)) / 3;
    s.bias = static_cast<float>(pick(random, -90, 90)) / 3;
    s.border = static_cast<Border>(pick(random, 0, 3));
    s.stride = s.border == Border::keep || random() % 2 == 0 ? 1 : pick(random, 1, 4);
    s.dilation = random() % 2 == 0 ? 1 : pick(random, 1, 4);
    s.activation = static_cast<Activation>(pick(random, 0, 3));
    s.pooling = static_cast<Pooling>(pick(random, 0, 2));
    s.pool_size = pick(random, 2, 4);
    return s;
}

/// `s` with whole numbers only, for which the results must be equal.
FilterSettings whole_numbers(FilterSettings s, Random& random) {
    for (float& value : s.kernel.values) value = static_cast<float>(pick(random, -9, 9));
    s.weight = static_cast<float>(pick(random, -3, 3));
    s.bias = static_cast<float>(pick(random, -50, 50));
    return s;
}

/// A bound for the error of rounding to float, from the number of taps and stages and the sum of absolute products.
double tolerance_of(const FilterSettings& s) {
    double sum = 0;
    const int taps = s.kernel.size * s.kernel.size;
    for (int i = 0; i < taps; ++i) sum += std::abs(s.kernel.values[static_cast<std::size_t>(i)]) * 255.;
    return (taps + 20) * 0x1p-24 * (sum * std::abs(s.weight) + std::abs(s.bias) + 255.);
}

std::string description(Size size, const FilterSettings& s, bool bytes) {
    return std::to_string(size.rows) + "x" + std::to_string(size.cols) + (bytes ? " bytes" : " floats") + " kernel " +
           std::to_string(s.kernel.size) + " stride " + std::to_string(s.stride) + " dilation " +
           std::to_string(s.dilation) + " border " + std::string(kBorderNames[static_cast<std::size_t>(s.border)]) +
           " activation " + std::string(kActivationNames[static_cast<std::size_t>(s.activation)]) + " pooling " +
           std::string(kPoolingNames[static_cast<std::size_t>(s.pooling)]) + " " + std::to_string(s.pool_size);
}

/// The number of values that differ by more than the tolerance; NaN equals NaN, infinities must be equal.
int differences(const FloatImage& fast, const FloatImage& exact, double tolerance) {
    if (fast.size() != exact.size()) return -1;
    int count = 0;
    for (int row = 0; row < fast.rows(); ++row)
        for (int col = 0; col < fast.cols(); ++col) {
            const double a = fast.at(row, col), b = exact.at(row, col);
            count += !(a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= tolerance);
        }
    return count;
}

/// The range, computed by its definition.
Range plain_range(const FloatImage& image) {
    Range range{kInfinity, -kInfinity};
    for (int row = 0; row < image.rows(); ++row)
        for (int col = 0; col < image.cols(); ++col) {
            const float value = image.at(row, col);
            if (!std::isfinite(value)) continue;
            range.low = std::min(range.low, value);
            range.high = std::max(range.high, value);
        }
    return range.low > range.high ? Range{} : range;
}

/// `result` is a parameter, so that each call reuses the memory of the earlier calls.
void check_against_reference(const Plane& input, const FilterSettings& settings, double tolerance,
                             FilterResult& result) {
    const std::string what = description(input.size(), settings, input.is_bytes());
    CAPTURE(what);
    const FilterResult exact = filter_reference(input, settings);
    filter(input, settings, result);
    CHECK(differences(result.filtered, exact.filtered, tolerance) == 0);
    CHECK(differences(result.pooled, exact.pooled, tolerance) == 0);
    CHECK(result.filtered_range == plain_range(result.filtered));
    CHECK(result.pooled_range == plain_range(result.pooled));
}

/// Settings that have an output on this size: changes border and pooling if necessary.
FilterSettings usable_on(Size size, FilterSettings settings) {
    if (!geometry_problem(size, settings).empty()) settings.border = Border::zero;
    if (!geometry_problem(size, settings).empty()) settings.pooling = Pooling::none;
    REQUIRE(geometry_problem(size, settings).empty());
    return settings;
}

void check_sample(Random& random, Size size, FilterResult& result) {
    FilterSettings settings = random_settings(random);
    switch (random() % 4) {
        case 0:
            settings = usable_on(size, whole_numbers(settings, random));
            check_against_reference(random_bytes(random, size), settings, 0, result);
            break;
        case 1:
            settings = usable_on(size, settings);
            check_against_reference(random_bytes(random, size), settings, tolerance_of(settings), result);
            break;
        case 2:
            settings = usable_on(size, settings);
            check_against_reference(random_floats(random, size), settings, tolerance_of(settings), result);
            break;
        default:
            settings = usable_on(size, settings);
            check_against_reference(random_floats(random, size, pick(random, 1, 4)), settings, tolerance_of(settings),
                                    result);
    }
}

}  // namespace

TEST_CASE("fused and reference agree for every size from 1 to 70 with random options") {
    Random random(2);
    FilterResult result;
    for (int rows = 1; rows <= 70; ++rows)
        for (int cols = 1; cols <= 70; ++cols) check_sample(random, {rows, cols}, result);
}

TEST_CASE("fused and reference agree for every kernel size, stride, dilation, border and pooling") {
    Random random(3);
    FilterResult result;
    for (const int size : {1, 3, 5, 7})
        for (const int stride : {1, 2, 3, 4})
            for (const int dilation : {1, 2, 3, 4})
                for (const Border border : {Border::valid, Border::zero, Border::replicate, Border::keep})
                    for (const Pooling pooling : {Pooling::none, Pooling::max, Pooling::average}) {
                        FilterSettings settings = random_settings(random);
                        settings.kernel.size = size;
                        settings.stride = border == Border::keep ? 1 : stride;
                        settings.dilation = dilation;
                        settings.border = border;
                        settings.pooling = pooling;
                        const Size input{pick(random, 40, 60), pick(random, 40, 90)};
                        settings = usable_on(input, settings);
                        check_against_reference(random_floats(random, input), settings, tolerance_of(settings), result);
                    }
}

TEST_CASE("fused and reference agree for several blocks and for outputs that bypass the cache") {
    Random random(4);
    FilterResult result;
    for (const Size size : {Size{1, 3000}, {3000, 1}, {97, 1923}, {145, 962}, {50, 2885}})
        for (int i = 0; i < 6; ++i) check_sample(random, size, result);

    FilterSettings settings = random_settings(random);
    settings.kernel = {3, {1, 2, 3, 4, 5, 6, 7, 8, 9}};
    settings.stride = settings.dilation = 1;
    settings.border = Border::keep;
    settings.pooling = Pooling::max;
    const Size large{1201, 2011};
    check_against_reference(random_floats(random, large, 20), settings, tolerance_of(settings), result);
    settings.border = Border::valid;
    check_against_reference(random_bytes(random, large), settings, tolerance_of(settings), result);
}

TEST_CASE("every vector target of this machine agrees with the reference") {
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        CAPTURE(hwy::TargetName(target));
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        Random random(5);
        FilterResult result;
        for (int i = 0; i < 500; ++i) check_sample(random, {pick(random, 1, 70), pick(random, 1, 70)}, result);
        check_sample(random, {60, 1930}, result);
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEST_CASE("a picture without any finite value has the range 0 to 0") {
    FilterResult result;
    filter(Plane{{5, 5}, std::vector<float>(25, kNan)}, {}, result);
    CHECK(result.filtered_range == Range{0, 0});
    CHECK(std::isnan(result.filtered.at(2, 2)));
    CHECK(finite_range(result.filtered) == Range{0, 0});
    CHECK(finite_range(FloatImage{}) == Range{0, 0});
}

TEST_CASE("finite_range is exact for every width") {
    Random random(6);
    for (int cols = 1; cols <= 70; ++cols) {
        const Plane plane = random_floats(random, {pick(random, 1, 70), cols}, cols % 5);
        const FloatImage image = to_float_image(plane);
        CHECK(finite_range(image) == plain_range(image));
    }
}

TEST_CASE("memory is reused for an unchanged size, and pooled is empty without pooling") {
    Random random(8);
    const Plane picture = random_bytes(random, {40, 50});
    FilterSettings settings;
    settings.pooling = Pooling::max;
    FilterResult result;
    filter(picture, settings, result);
    const float* filtered = result.filtered.row(0);
    const float* pooled = result.pooled.row(0);
    CHECK(result.pooled.size() == Size{19, 24});
    settings.kernel.at(0, 0) = 5;
    filter(picture, settings, result);
    CHECK(result.filtered.row(0) == filtered);
    CHECK(result.pooled.row(0) == pooled);
    settings.pooling = Pooling::none;
    filter(picture, settings, result);
    CHECK(result.pooled.empty());
    CHECK(result.pooled_range == Range{0, 0});
}

TEST_CASE("the fused path throws the errors of the reference") {
    FilterSettings settings;
    settings.stride = 9;
    FilterResult result;
    CHECK_THROWS_WITH_AS(filter(Plane{{9, 9}, std::vector<float>(81)}, settings, result),
                         "The stride is 9; it must be 1 to 4.", std::invalid_argument);
}

}  // namespace convscope
