#include "core/nn/model/region.h"

#include <array>

namespace convscope::nn {

namespace {

/// The number of rows, columns and channels, as in whole().
std::array<std::int64_t, kMaxAxes> lengths_of(const Shape& shape) {
    return {shape.rows(), shape.cols(), shape.channels()};
}

/// Reshapes a region that lies inside `from` if the shapes differ only in axes of length 1: each interval moves to the
/// axis that has the same length in `to`. Returns false for other shapes.
bool move_intervals(const Region& inside, const Shape& from, const Shape& to, Region& result) {
    const std::array intervals{inside.rows, inside.cols, inside.channels};
    const std::array from_lengths = lengths_of(from), to_lengths = lengths_of(to);
    std::array<Interval, kMaxAxes> moved;
    std::size_t next = 0;
    for (std::size_t axis = 0; axis < kMaxAxes; ++axis) {
        moved.at(axis) = {0, 1};
        if (to_lengths.at(axis) == 1) continue;
        while (next < kMaxAxes && from_lengths.at(next) == 1) ++next;
        if (next == kMaxAxes || from_lengths.at(next) != to_lengths.at(axis)) return false;
        moved.at(axis) = intervals.at(next++);
    }
    while (next < kMaxAxes && from_lengths.at(next) == 1) ++next;
    result = {moved[0], moved[1], moved[2]};
    return next == kMaxAxes;
}

}  // namespace

Region reshaped(const Region& region, const Shape& from, const Shape& to) {
    if (from == to) return region;
    const Region inside = clipped(region, from);
    if (inside.empty()) return {};
    if (Region result; move_intervals(inside, from, to, result)) return result;
    const Position first =
        position_of(to, index_of(from, {inside.rows.begin, inside.cols.begin, inside.channels.begin}));
    const Position last =
        position_of(to, index_of(from, {inside.rows.end - 1, inside.cols.end - 1, inside.channels.end - 1}));
    const bool one_row = first.row == last.row;
    const bool one_pixel = one_row && first.col == last.col;
    return {{first.row, last.row + 1},
            one_row ? Interval{first.col, last.col + 1} : Interval{0, to.cols()},
            one_pixel ? Interval{first.channel, last.channel + 1} : Interval{0, to.channels()}};
}

}  // namespace convscope::nn
