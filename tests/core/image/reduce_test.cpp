#include "core/image/reduce.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace convscope {

namespace {

Plane random_bytes(Size size, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
    for (std::uint8_t& value : values) value = static_cast<std::uint8_t>(random() >> 24);
    return {size, std::move(values)};
}

Plane as_floats(const Plane& plane) {
    return {plane.size(), std::vector<float>(plane.bytes().begin(), plane.bytes().end())};
}

/// The average of one block, in double precision.
float block_average(const Plane& plane, PixelRect region, int factor, int row, int col) {
    const int rows = std::min(factor, region.rows - row * factor);
    const int cols = std::min(factor, region.cols - col * factor);
    double sum = 0;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) sum += plane.at(region.row + row * factor + r, region.col + col * factor + c);
    return static_cast<float>(sum / (rows * cols));
}

void check_averages(const Plane& plane, PixelRect region, int factor) {
    CAPTURE(factor);
    CAPTURE(region.rows);
    CAPTURE(region.cols);
    FloatImage from_bytes, from_floats, from_image;
    reduce(plane, region, factor, from_bytes);
    reduce(as_floats(plane), region, factor, from_floats);
    reduce(to_float_image(plane), region, factor, from_image);
    const Size size{(region.rows + factor - 1) / factor, (region.cols + factor - 1) / factor};
    REQUIRE(from_bytes.size() == size);
    REQUIRE(from_floats.size() == size);
    REQUIRE(from_image.size() == size);
    // Sums of bytes are whole numbers, so only the division rounds.
    int different = 0;
    for (int row = 0; row < size.rows; ++row)
        for (int col = 0; col < size.cols; ++col) {
            const float average = block_average(plane, region, factor, row, col);
            different += from_bytes.at(row, col) != average || from_floats.at(row, col) != average ||
                         from_image.at(row, col) != average;
        }
    CHECK(different == 0);
}

/// The first value of the largest magnitude in one block, column by column as reduce() breaks ties.
float block_extreme(const Plane& plane, PixelRect region, int factor, int row, int col) {
    float extreme = 0;
    for (int c = col * factor; c < std::min((col + 1) * factor, region.cols); ++c)
        for (int r = row * factor; r < std::min((row + 1) * factor, region.rows); ++r) {
            const float value = plane.at(region.row + r, region.col + c);
            if (std::fabs(value) > std::fabs(extreme)) extreme = value;
        }
    return extreme;
}

/// Whole numbers from -1000 to 1000.
Plane random_responses(Size size, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<float> values(static_cast<std::size_t>(size.area()));
    for (float& value : values) value = static_cast<float>(random() % 2001) - 1000;
    return {size, std::move(values)};
}

}  // namespace

TEST_CASE("reduction by extremes keeps the value of the largest magnitude of each block, with its sign") {
    for (const int factor : {1, 2, 4, 8, 16, 64})
        for (int size = 1; size <= 140; size += 3) {
            const Size picture{1 + size * 7 % 70, size};
            const Plane plane = random_responses(picture, static_cast<unsigned>(size));
            const PixelRect region{0, 0, picture.rows, picture.cols};
            FloatImage from_plane, from_image;
            reduce(plane, region, factor, from_plane, Reduction::extreme);
            reduce(to_float_image(plane), region, factor, from_image, Reduction::extreme);
            int different = 0;
            for (int r = 0; r < from_plane.rows(); ++r)
                for (int c = 0; c < from_plane.cols(); ++c) {
                    const float expected = block_extreme(plane, region, factor, r, c);
                    different += from_plane.at(r, c) != expected || from_image.at(r, c) != expected;
                }
            CAPTURE(factor);
            CAPTURE(size);
            CHECK(different == 0);
        }
}

TEST_CASE("reduction by extremes keeps a line of +1020 next to a line of -1020, whose mean would be 0") {
    std::vector<float> values(64 * 64, 0.F);
    for (std::size_t r = 0; r < 64; ++r) {
        values[r * 64 + 20] = 1020;
        values[r * 64 + 21] = -1020;
    }
    const Plane plane{{64, 64}, std::move(values)};
    FloatImage means, extremes;
    reduce(plane, {0, 0, 64, 64}, 8, means);
    reduce(plane, {0, 0, 64, 64}, 8, extremes, Reduction::extreme);
    CHECK(means.at(3, 2) == 0);
    CHECK(extremes.at(3, 2) == 1020);
    CHECK(extremes.at(3, 3) == 0);
    FloatImage largest;
    reduce(plane, {0, 0, 64, 64}, 1, largest, Reduction::largest);
    CHECK(largest.at(3, 20) == 1020);
    CHECK(largest.at(3, 21) == 0);
    reduce(plane, {0, 0, 64, 64}, 8, largest, Reduction::largest);
    CHECK(largest.at(3, 2) == 1020);
}

TEST_CASE("reduction by extremes gives the largest byte of each block, and NaN for a block with NaN") {
    const Plane bytes = random_bytes({50, 70}, 9);
    FloatImage reduced;
    reduce(bytes, {0, 0, 50, 70}, 4, reduced, Reduction::extreme);
    CHECK(reduced.at(12, 17) == block_extreme(bytes, {0, 0, 50, 70}, 4, 12, 17));
    std::vector<float> values(64, 3.F);
    for (const std::size_t place : {0U, 9U, 27U}) {
        std::vector<float> with_nan = values;
        with_nan[place] = std::nanf("");
        reduce(Plane{{8, 8}, std::move(with_nan)}, {0, 0, 8, 8}, 4, reduced, Reduction::extreme);
        CHECK(std::isnan(reduced.at(0, 0)));
        CHECK(reduced.at(0, 1) == 3);
    }
}

TEST_CASE("reduction agrees with the average of each block for every factor and size") {
    for (const int factor : {1, 2, 4, 8, 16, 32, 64})
        for (int size = 1; size <= 70; ++size) {
            const Size picture{1 + size * 7 % 70, size};
            check_averages(random_bytes(picture, static_cast<unsigned>(size)), {0, 0, picture.rows, picture.cols},
                           factor);
        }
}

TEST_CASE("reduction reads only the requested region") {
    const Plane picture = random_bytes({100, 200}, 1);
    check_averages(picture, {8, 16, 50, 77}, 8);
    check_averages(picture, {98, 198, 2, 2}, 2);
    check_averages(picture, {64, 128, 36, 72}, 64);
    check_averages(picture, {3, 5, 11, 13}, 1);
}

TEST_CASE("rows longer than one group of columns are reduced correctly") {
    const Plane picture = random_bytes({70, 4500}, 2);
    for (const int factor : {1, 2, 8, 64}) check_averages(picture, {0, 0, 70, 4500}, factor);
}

TEST_CASE("NaN affects only its own block") {
    std::vector<float> values(64, 3.f);
    values[9] = std::numeric_limits<float>::quiet_NaN();
    FloatImage reduced;
    reduce(Plane{{8, 8}, std::move(values)}, {0, 0, 8, 8}, 4, reduced);
    CHECK(std::isnan(reduced.at(0, 0)));
    CHECK(reduced.at(0, 1) == 3);
    CHECK(reduced.at(1, 0) == 3);
    CHECK(reduced.at(1, 1) == 3);
}

TEST_CASE("reduction reuses the output's memory and gives an empty image for an empty region") {
    const Plane picture = random_bytes({64, 64}, 3);
    FloatImage reduced;
    reduce(picture, {0, 0, 64, 64}, 2, reduced);
    const float* memory = reduced.row(0);
    reduce(picture, {0, 0, 64, 64}, 4, reduced);
    CHECK(reduced.row(0) == memory);
    CHECK(reduced.size() == Size{16, 16});
    reduce(picture, {0, 0, 0, 0}, 4, reduced);
    CHECK(reduced.empty());
}

}  // namespace convscope
