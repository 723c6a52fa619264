#include "core/filter/learn/window_moments.h"

#include <doctest/doctest.h>
#include <hwy/highway.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "tests/core/filter/learn/learn_pictures.h"

namespace convscope {

namespace {

using samples::noise_picture;

/// Compares all means with sums over all windows.
void check_moments(const Plane& input, int size) {
    const Plane target = noise_picture({input.rows() - size + 1, input.cols() - size + 1}, 7);
    const WindowMoments moments = window_moments(input, target, size);
    REQUIRE(moments.windows == target.size().area());
    const int entries = moments.taps() + 2;
    std::vector<double> sums(static_cast<std::size_t>(entries * entries)), x(static_cast<std::size_t>(entries), 1);
    for (int row = 0; row < target.rows(); ++row)
        for (int col = 0; col < target.cols(); ++col) {
            for (int i = 0; i < moments.taps(); ++i)
                x[static_cast<std::size_t>(i)] = input.at(row + i / size, col + i % size) - moments.input_centre;
            x[static_cast<std::size_t>(moments.target_index())] = target.at(row, col) - moments.target_centre;
            for (int i = 0; i < entries; ++i)
                for (int j = 0; j < entries; ++j)
                    sums[static_cast<std::size_t>(i * entries + j)] +=
                        x[static_cast<std::size_t>(i)] * x[static_cast<std::size_t>(j)];
        }
    for (int i = 0; i < entries; ++i)
        for (int j = 0; j < entries; ++j) {
            const double exact = sums[static_cast<std::size_t>(i * entries + j)] / static_cast<double>(moments.windows);
            CHECK(std::abs(moments.mean(i, j) - exact) < 1e-8);
        }
    CHECK(moments.mean(moments.one_index(), moments.one_index()) == 1);
}

}  // namespace

TEST_CASE("moments are the means of products over all windows, for every kernel size and width") {
    for (const int size : {1, 3, 5, 7})
        for (int cols = size; cols < size + 40; cols += 3) check_moments(noise_picture({11, cols}), size);
    check_moments(noise_picture({100, 37}), 3);
    std::vector<float> values;
    values.reserve(400);
    for (int i = 0; i < 400; ++i) values.push_back(std::sin(static_cast<float>(i)) * 100);
    check_moments(Plane{{20, 20}, std::move(values)}, 3);
}

TEST_CASE("every vector target of this machine gives correct moments") {
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        CAPTURE(hwy::TargetName(target));
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        check_moments(noise_picture({20, 45}), 3);
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEST_CASE("a target of the wrong size, an even kernel and values that are not finite are refused") {
    const Plane input = noise_picture({10, 10});
    CHECK_THROWS_WITH_AS(window_moments(input, noise_picture({10, 10}), 3),
                         "The target has 10 rows and 10 columns; the filter gives 8 and 8.", std::invalid_argument);
    CHECK_THROWS_AS(window_moments(input, noise_picture({9, 9}), 2), std::invalid_argument);
    CHECK_THROWS_AS(window_moments(noise_picture({2, 2}), noise_picture({2, 2}), 3), std::invalid_argument);
    std::vector<float> values(100, 1);
    values[5] = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_AS(window_moments(Plane{{10, 10}, std::move(values)}, noise_picture({8, 8}), 3),
                    std::invalid_argument);
}

}  // namespace convscope
