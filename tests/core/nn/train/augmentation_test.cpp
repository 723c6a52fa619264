#include "core/nn/train/augmentation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/nn/train/batches.h"
#include "core/nn/train/dataset.h"

namespace convscope::nn {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::int64_t kSide = 28;
const Shape kShape{kSide, kSide, 1};

/// A grey square from row and column 8 to 19, with a darker half.
Bytes square() {
    Bytes image(kSide * kSide);
    for (std::size_t row = 8; row < 20; ++row)
        for (std::size_t col = 8; col < 20; ++col) image[row * kSide + col] = col < 14 ? 220 : 90;
    return image;
}

Bytes variant(const Bytes& image, std::uint64_t seed, const Shape& shape = kShape) {
    Bytes out(image.size());
    drawing_variant(image, shape, seed, out);
    return out;
}

int lit_pixels(const Bytes& image) {
    return static_cast<int>(std::ranges::count_if(image, [](std::uint8_t v) { return v > 40; }));
}

/// The mean row and column of the light, in pixels.
std::pair<double, double> centre(const Bytes& image) {
    double sum = 0, row = 0, col = 0;
    for (std::size_t i = 0; i < image.size(); ++i) {
        sum += image[i];
        const std::size_t at_row = i / kSide, at_col = i % kSide;
        row += image[i] * static_cast<double>(at_row);
        col += image[i] * static_cast<double>(at_col);
    }
    return {row / sum, col / sum};
}

}  // namespace

TEST_CASE("a variant is equal for equal seeds and differs between seeds") {
    const Bytes image = square();
    CHECK(variant(image, 7) == variant(image, 7));
    int different = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed)
        if (variant(image, seed) != variant(image, seed + 1)) ++different;
    CHECK(different >= 95);
}

TEST_CASE("some variants are shifted photographs, others are outlines, flat areas, thicker or thinner") {
    const Bytes image = square();
    const int area = lit_pixels(image);
    int photographs = 0, outlines = 0, flat = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const Bytes changed = variant(image, seed);
        const bool has_all_greys =
            std::ranges::all_of(changed, [](std::uint8_t v) { return v == 0 || v == 90 || v == 220; });
        if (has_all_greys && lit_pixels(changed) == area) ++photographs;
        // The middle of an outline is empty.
        const auto [row, col] = centre(changed);
        const auto middle = static_cast<std::size_t>((static_cast<std::int64_t>(row) * kSide) + std::int64_t(col) + 3);
        if (lit_pixels(changed) > 20 && lit_pixels(changed) < 0.75 * area && changed[middle] < 20) ++outlines;
        Bytes lit;
        std::ranges::copy_if(changed, std::back_inserter(lit), [](std::uint8_t v) { return v > 60; });
        if (!has_all_greys && lit.size() > 60) {
            std::ranges::sort(lit);
            if (lit[lit.size() / 4] == lit[lit.size() * 3 / 4]) ++flat;
        }
    }
    CHECK(photographs > 1000 * kPhotographShare * 0.9);
    CHECK(photographs < 1000 * kPhotographShare * 1.1);
    CHECK(outlines > 1000 * kRedrawnShare * 0.1);
    CHECK(flat > 1000 * kRedrawnShare * 0.15);
}

TEST_CASE("a variant stays near its place and keeps its size within the limits") {
    const Bytes image = square();
    const int area = lit_pixels(image);
    double smallest = 10, largest = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const Bytes changed = variant(image, seed);
        REQUIRE(lit_pixels(changed) > 0);
        const auto [row, col] = centre(changed);
        // The square's light lies left of its middle; a mirrored one lies right of it.
        CHECK(std::abs(row - 13.5) < kMaxDrawingShift + 2.5);
        CHECK(std::abs(col - 13.5) < kMaxDrawingShift + 4.5);
        const double ratio = static_cast<double>(lit_pixels(changed)) / area;
        smallest = std::min(smallest, ratio);
        largest = std::max(largest, ratio);
    }
    CHECK(smallest < 0.7);
    CHECK(largest > 1.2);
    CHECK(largest < 2.6);
}

TEST_CASE("black stays black, and the channels of a colour image change together") {
    CHECK(lit_pixels(variant(Bytes(kSide * kSide), 3)) == 0);
    const Bytes image = square();
    Bytes colours;
    for (const std::uint8_t value : image) colours.insert(colours.end(), 3, value);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Bytes grey = variant(image, seed), changed = variant(colours, seed, {kSide, kSide, 3});
        for (std::size_t i = 0; i < grey.size(); ++i)
            for (std::size_t c = 0; c < 3; ++c) REQUIRE(changed[(3 * i) + c] == grey[i]);
    }
}

TEST_CASE("a batch of drawn variants depends on the seed and on each example's index, not on its place") {
    Dataset data{.example = kShape, .images = {}, .labels = {0, 1, 2}};
    for (int i = 0; i < 3; ++i) {
        const Bytes image = square();
        data.images.insert(data.images.end(), image.begin(), image.end());
    }
    const std::int64_t forwards[] = {0, 1, 2}, backwards[] = {2, 1, 0};
    const std::size_t size = kSide * kSide;
    std::vector<float> a(3 * size), b(3 * size), other(3 * size);
    fill_batch(data, forwards, {}, Augmentation::drawing, 5, a);
    fill_batch(data, backwards, {}, Augmentation::drawing, 5, b);
    fill_batch(data, forwards, {}, Augmentation::drawing, 6, other);
    CHECK(std::equal(a.begin(), a.begin() + size, b.begin() + 2 * size));
    CHECK(std::equal(a.begin() + size, a.begin() + 2 * size, b.begin() + size));
    CHECK(a != other);
    CHECK(std::ranges::all_of(a, [](float v) { return v >= 0 && v <= 1; }));
    // The other kinds are those of the functions without a kind.
    fill_batch(data, forwards, {}, Augmentation::none, 5, a);
    fill_batch(data, forwards, {}, b);
    CHECK(a == b);
    fill_batch(data, forwards, {}, Augmentation::shift, 5, a);
    fill_augmented_batch(data, forwards, {}, 5, b);
    CHECK(a == b);
}

}  // namespace convscope::nn
