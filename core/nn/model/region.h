// Boxes of positions, for receptive fields and regions of influence.
#pragma once

#include <algorithm>

#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// The positions begin, begin + 1, ..., end - 1 along one axis. An interval may include padding outside the tensor; see
/// clipped().
struct Interval {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t length() const { return end - begin; }
    bool empty() const { return end <= begin; }
    bool operator==(const Interval&) const = default;
};

/// A box of positions: three intervals.
struct Region {
    Interval rows, cols, channels;
    bool empty() const { return rows.empty() || cols.empty() || channels.empty(); }
    bool operator==(const Region&) const = default;
};

inline Region whole(const Shape& shape) {
    return {{0, shape.rows()}, {0, shape.cols()}, {0, shape.channels()}};
}

inline Region single(const Position& at) {
    return {{at.row, at.row + 1}, {at.col, at.col + 1}, {at.channel, at.channel + 1}};
}

inline Interval intersection(Interval a, Interval b) {
    return {std::max(a.begin, b.begin), std::min(a.end, b.end)};
}

/// The part of the region inside the shape; empty() if there is none.
inline Region clipped(const Region& region, const Shape& shape) {
    const Region all = whole(shape);
    return {intersection(region.rows, all.rows), intersection(region.cols, all.cols),
            intersection(region.channels, all.channels)};
}

/// The smallest box around both regions; empty regions are ignored.
inline Region hull(const Region& a, const Region& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    const auto both = [](Interval x, Interval y) {
        return Interval{std::min(x.begin, y.begin), std::max(x.end, y.end)};
    };
    return {both(a.rows, b.rows), both(a.cols, b.cols), both(a.channels, b.channels)};
}

/// A box of `to` that contains all values of the region of `from`, for two shapes with the same number of values. If
/// the shapes are equal, the region is returned unchanged; if not, the box is clipped.
Region reshaped(const Region& region, const Shape& from, const Shape& to);

}  // namespace convscope::nn
