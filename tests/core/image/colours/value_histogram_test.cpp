#include "core/image/colours/value_histogram.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace convscope {

namespace {

FloatImage image_of(Size size, const std::vector<float>& values) {
    return to_float_image(Plane{size, values});
}

std::vector<float> random_values(std::size_t count, float largest) {
    std::mt19937 random(5);
    std::vector<float> values(count);
    for (float& value : values) {
        const float place = static_cast<float>(random() >> 8) / (1 << 24);
        value = largest * place * place * (random() % 2 == 0 ? 1.0F : -1.0F);
    }
    return values;
}

}  // namespace

TEST_CASE(
    "at most the given share of magnitudes exceeds largest(share), which is at most 0.4 % above the exact magnitude") {
    for (const float largest : {1e-3F, 1.F, 1020.F, 3e7F}) {
        const std::vector<float> values = random_values(40'000, largest);
        std::vector<float> sorted(values.size());
        std::ranges::transform(values, sorted.begin(), [](float value) { return std::fabs(value); });
        std::ranges::sort(sorted, std::greater());
        const ValueHistogram histogram(image_of({200, 200}, values));
        for (const double share : {0.0, 0.005, 0.05, 0.5}) {
            const float exact = sorted[static_cast<std::size_t>(share * 40'000)];
            CAPTURE(largest);
            CAPTURE(share);
            CHECK(histogram.largest(share) >= exact);
            CHECK(histogram.largest(share) <= exact * 1.004F);
            const ValueHistogram::Shares outside =
                histogram.outside({-histogram.largest(share), histogram.largest(share)});
            CHECK(outside.below + outside.above <= share);
        }
    }
}

TEST_CASE("largest(0.005) of an image with few values is its largest magnitude") {
    CHECK(ValueHistogram(image_of({1, 1}, {577})).largest(0.005) == 577);
    CHECK(ValueHistogram(image_of({2, 3}, {1, -918.5F, 3, 4, 0, 877})).largest(0.005) == 918.5F);
}

TEST_CASE("the shares of values below and above 0..255 are exact") {
    const ValueHistogram histogram(image_of({2, 4}, {0, 255, 256, 300, -1, 128, -0.5F, 254}));
    CHECK(histogram.outside({0, 255}).below == 0.25);
    CHECK(histogram.outside({0, 255}).above == 0.25);
    CHECK(histogram.outside({-1, 300}).below == 0);
    CHECK(histogram.outside({-1, 300}).above == 0);
}

TEST_CASE("infinite values and NaN are not counted; an empty image has no values") {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const ValueHistogram histogram(image_of({1, 4}, {kInfinity, -kInfinity, std::nanf(""), -3}));
    CHECK(histogram.largest(0) == 3);
    CHECK(histogram.outside({-1, 1}).below == 1);
    CHECK(ValueHistogram(FloatImage()).largest(0.005) == 0);
    CHECK(ValueHistogram().outside({-1, 1}).above == 0);
    CHECK(ValueHistogram(image_of({1, 2}, {1e30F, 1e-30F})).largest(0) == 1e30F);
}

TEST_CASE("a large image is sampled evenly, and the same samples are taken every time") {
    const Size size{1000, 1500};
    std::vector<float> values(static_cast<std::size_t>(size.area()), 1.F);
    // One row in a hundred is strong.
    for (std::size_t i = 0; i < values.size(); ++i)
        if (i / 1500 % 100 == 7) values[i] = 500;
    const FloatImage image = image_of(size, values);
    const ValueHistogram histogram(image);
    CHECK(histogram.outside({-1, 1}).above == doctest::Approx(0.01).epsilon(0.5));
    CHECK(histogram.outside({-1, 1}).above == ValueHistogram(image).outside({-1, 1}).above);
    CHECK(histogram.largest(0.05) == 1);
}

}  // namespace convscope
