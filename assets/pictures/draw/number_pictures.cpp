// Pictures that are tables of numbers: the course's worked example, its pooling figure, and noise.
#include <array>
#include <cmath>

#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

namespace {

constexpr double kMaxByte = 255;

/// A square picture of these values, row by row.
template <std::size_t N>
Drawing table(std::string_view name, int side, const std::array<double, N>& values) {
    return {name, side, 1, 1, [side, values](const Sample& sample) {
                const auto row = static_cast<std::size_t>(sample.at.y);
                const auto col = static_cast<std::size_t>(sample.at.x);
                return grey(values.at(row * static_cast<std::size_t>(side) + col) / kMaxByte);
            }};
}

}  // namespace

// With the filter -1 0 -2 / .5 4.5 -1.5 / 1.5 2 -3 the sum is 577.
Drawing worked_example() {
    return table("pictures/worked_example", 3, std::array<double, 9>{0, 64, 128, 48, 192, 144, 142, 226, 168});
}

// 2x2 max pooling gives 192 144 / 255 168.
Drawing pooling_figure() {
    return table("pictures/pooling_figure", 4,
                 std::array<double, 16>{0, 64, 128, 128, 48, 192, 144, 144, 142, 226, 168, 0, 255, 0, 0, 64});
}

// Every pixel by itself: a blur takes most of it away, an edge filter makes it stronger.
Drawing noise_picture() {
    return {"pictures/noise", 64, 1, 1, [](const Sample& sample) {
                return grey(hash(static_cast<int>(sample.at.x), static_cast<int>(sample.at.y), 12));
            }};
}

}  // namespace convscope::draw
