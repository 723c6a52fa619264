#include "core/filter/noise/noise.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace convscope {

namespace {

Picture grey_bytes(Size size, std::uint8_t value) {
    return {{Plane{size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), value)}}};
}

double share_of(const Plane& plane, std::uint8_t value) {
    return static_cast<double>(std::ranges::count(plane.bytes(), value)) / static_cast<double>(plane.size().area());
}

}  // namespace

TEST_CASE("random_normal() gives normally distributed numbers with mean 0 and deviation 1, equal for equal seeds") {
    double sum = 0, squares = 0;
    int within_one = 0, within_two = 0;
    constexpr int kCount = 100'000;
    for (std::uint64_t i = 0; i < kCount; ++i) {
        const double x = random_normal(1, i);
        sum += x;
        squares += x * x;
        within_one += std::abs(x) < 1 ? 1 : 0;
        within_two += std::abs(x) < 2 ? 1 : 0;
    }
    CHECK(sum / kCount == doctest::Approx(0).epsilon(.01));
    CHECK(squares / kCount == doctest::Approx(1).epsilon(.01));
    CHECK(within_one / double{kCount} == doctest::Approx(.6827).epsilon(.01));
    CHECK(within_two / double{kCount} == doctest::Approx(.9545).epsilon(.01));
    CHECK(random_normal(1, 0) == random_normal(1, 0));
    CHECK(random_normal(1, 0) != random_normal(2, 0));
}

TEST_CASE("Gaussian noise has the given deviation, and different values in each channel") {
    Picture picture = grey_bytes({200, 200}, 128);
    picture.planes.resize(3, picture.planes.front());
    const Picture noisy = with_noise(picture, {NoiseKind::gaussian, 20, 7});
    REQUIRE(noisy.planes.size() == 3);
    for (const Plane& plane : noisy.planes) {
        double sum = 0, squares = 0;
        for (const std::uint8_t value : plane.bytes()) {
            sum += value - 128.0;
            squares += (value - 128.0) * (value - 128.0);
        }
        const auto count = static_cast<double>(plane.size().area());
        CHECK(std::abs(sum / count) < .5);
        CHECK(std::sqrt(squares / count) == doctest::Approx(20).epsilon(.02));
    }
    CHECK_FALSE(std::ranges::equal(noisy.planes[0].bytes(), noisy.planes[1].bytes()));
    const Picture again = with_noise(picture, {NoiseKind::gaussian, 20, 7});
    CHECK(std::ranges::equal(noisy.planes[2].bytes(), again.planes[2].bytes()));
    const Picture other = with_noise(picture, {NoiseKind::gaussian, 20, 8});
    CHECK_FALSE(std::ranges::equal(noisy.planes[2].bytes(), other.planes[2].bytes()));
}

TEST_CASE("bytes stay in 0 to 255 under noise, floats do not") {
    const Picture white = with_noise(grey_bytes({50, 50}, 255), {NoiseKind::gaussian, 60, 1});
    CHECK(share_of(white.planes[0], 255) > .45);
    const Picture floats{{Plane{{50, 50}, std::vector<float>(2500, 255)}}};
    const Picture noisy = with_noise(floats, {NoiseKind::gaussian, 60, 1});
    CHECK(std::ranges::max(noisy.planes[0].floats()) > 300);
}

TEST_CASE("salt and pepper replace the given share of pixels, half of them by white, in all channels") {
    Picture picture = grey_bytes({200, 200}, 100);
    picture.planes.resize(3, picture.planes.front());
    const Picture noisy = with_noise(picture, {NoiseKind::salt_and_pepper, .1F, 3});
    CHECK(share_of(noisy.planes[0], 0) == doctest::Approx(.05).epsilon(.1));
    CHECK(share_of(noisy.planes[0], 255) == doctest::Approx(.05).epsilon(.1));
    CHECK(share_of(noisy.planes[0], 100) == doctest::Approx(.9).epsilon(.01));
    CHECK(std::ranges::equal(noisy.planes[0].bytes(), noisy.planes[2].bytes()));
    CHECK(share_of(with_noise(picture, {NoiseKind::salt_and_pepper, 1, 3}).planes[0], 100) == 0);
}

TEST_CASE("without noise, or with the deviation 0, the values stay the same; an amount out of range throws") {
    const Picture picture = grey_bytes({4, 4}, 9);
    CHECK(with_noise(picture, {}).same_storage(picture));
    CHECK(share_of(with_noise(picture, {NoiseKind::gaussian, 0, 1}).planes[0], 9) == 1);
    CHECK_THROWS_AS(with_noise(picture, {NoiseKind::gaussian, -1, 1}), std::invalid_argument);
    CHECK_THROWS_AS(with_noise(picture, {NoiseKind::salt_and_pepper, 1.5F, 1}), std::invalid_argument);
}

}  // namespace convscope
