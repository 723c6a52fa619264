#include "core/filter/noise/median.h"
#include "core/filter/explain.h"

#include <doctest/doctest.h>
#include <hwy/highway.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "core/filter/noise/noise.h"

namespace convscope {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

FilterSettings window(int size, Border border = Border::valid) {
    FilterSettings settings;
    settings.kernel = {size, {}};
    settings.border = border;
    return settings;
}

/// Random values in 0..49, so that many are equal; floats include some NaN.
Plane random_plane(std::mt19937& random, Size size, bool bytes) {
    const auto count = static_cast<std::size_t>(size.area());
    if (bytes) {
        std::vector<std::uint8_t> values(count);
        for (std::uint8_t& value : values) value = static_cast<std::uint8_t>(random() % 50);
        return {size, std::move(values)};
    }
    std::vector<float> values(count);
    for (float& value : values) value = random() % 100 == 0 ? kNan : static_cast<float>(random() % 50);
    return {size, std::move(values)};
}

int differences(const FloatImage& a, const FloatImage& b) {
    REQUIRE(a.size() == b.size());
    int count = 0;
    for (int row = 0; row < a.rows(); ++row)
        for (int col = 0; col < a.cols(); ++col) {
            const float x = a.at(row, col), y = b.at(row, col);
            count += x == y || (std::isnan(x) && std::isnan(y)) ? 0 : 1;
        }
    return count;
}

void check_median(const Plane& plane, const FilterSettings& settings) {
    const FilterResult exact = median_reference(plane, settings);
    FilterResult fast;
    median(plane, settings, fast);
    CHECK(differences(fast.filtered, exact.filtered) == 0);
    CHECK(differences(fast.pooled, exact.pooled) == 0);
    CHECK(fast.filtered_range == exact.filtered_range);
}

}  // namespace

TEST_CASE("the median of the course's nine pixels is 142, whatever the kernel's values are") {
    const Plane patch{{3, 3}, std::vector<float>{0, 64, 128, 48, 192, 144, 142, 226, 168}};
    FilterSettings settings = window(3);
    settings.weight = 5;
    settings.bias = 7;
    FilterResult result;
    median(patch, settings, result);
    CHECK(result.filtered.at(0, 0) == 142);
    // With FilterSettings::median, filter(), filter_reference() and explain_pixel() give the same median.
    settings.median = true;
    filter(patch, settings, result);
    CHECK(result.filtered.at(0, 0) == 142);
    CHECK(filter_reference(patch, settings).filtered.at(0, 0) == 142);
    const PixelExplanation pixel = explain_pixel(patch, settings, 0, 0);
    CHECK(pixel.activated == 142);
    CHECK(pixel.sorted == std::vector<double>{0, 48, 64, 128, 142, 144, 168, 192, 226});
    REQUIRE(pixel.terms.size() == 9);
    CHECK(pixel.terms[5].value == 144);
    CHECK(pixel.terms[5].product == 0);
    const auto steps = arithmetic_steps(pixel, settings, std::nullopt);
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].kind == StepKind::median);
    CHECK(steps[0].total == 142);
}

TEST_CASE("fast and reference medians agree for every size, border, stride, dilation and pooling") {
    std::mt19937 random(1);
    for (const int size : {1, 3, 5, 7})
        for (const Border border : {Border::valid, Border::zero, Border::replicate, Border::keep})
            for (const int stride : {1, 2, 3})
                for (const int dilation : {1, 2}) {
                    FilterSettings settings = window(size, border);
                    settings.stride = border == Border::keep ? 1 : stride;
                    settings.dilation = dilation;
                    settings.pooling = static_cast<Pooling>(random() % 3);
                    check_median(random_plane(random, {41, 45}, random() % 2 == 0), settings);
                }
}

TEST_CASE("the 3x3 sorting network gives the reference's median for widths 3 to 70 and for every vector target") {
    std::mt19937 random(2);
    for (int cols = 3; cols <= 70; ++cols) check_median(random_plane(random, {5, cols}, false), window(3));
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        CAPTURE(hwy::TargetName(target));
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        check_median(random_plane(random, {40, 77}, false), window(3, Border::zero));
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEST_CASE("a median removes salt and pepper that a blur smears, and keeps an edge sharp") {
    std::vector<std::uint8_t> values;
    for (int row = 0; row < 60; ++row)
        for (int col = 0; col < 60; ++col) values.push_back(col < 30 ? 60 : 200);
    const Picture clean{{Plane{{60, 60}, std::move(values)}}};
    const Plane noisy = with_noise(clean, {NoiseKind::salt_and_pepper, .05F, 1}).planes[0];
    FilterSettings blur = window(3);
    blur.kernel.values.fill(1);
    blur.weight = 1.F / 9;
    FilterResult by_median, by_blur;
    median(noisy, blur, by_median);
    filter(noisy, blur, by_blur);
    const auto wrong = [](const FloatImage& image) {
        int count = 0;
        for (int row = 0; row < image.rows(); ++row)
            for (int col = 0; col < image.cols(); ++col)
                count += std::abs(image.at(row, col) - (col + 1 < 30 ? 60.F : 200.F)) > 1 ? 1 : 0;
        return count;
    };
    CHECK(wrong(by_median.filtered) < 20);
    CHECK(wrong(by_blur.filtered) > 1000);
}

TEST_CASE("the median of a picture that is smaller than the window throws std::invalid_argument") {
    FilterResult result;
    const Plane small{{2, 2}, std::vector<float>(4)};
    CHECK_THROWS_AS(median(small, window(3), result), std::invalid_argument);
    CHECK_THROWS_AS(median_reference(small, window(3)), std::invalid_argument);
}

}  // namespace convscope
