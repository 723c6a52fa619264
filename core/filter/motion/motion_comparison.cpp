#include "core/filter/motion/motion_comparison.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/filter/geometry.h"
#include "core/filter/result.h"

namespace convscope {

namespace {

Plane moved_channel(const Plane& plane, const Motion& motion) {
    return moved({{plane}}, motion).planes.front();
}

/// 255 on the pixels that are at least `margin` away from the edges, 0 elsewhere.
Plane inner_mask(Size size, int margin) {
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(size.area()));
    for (int r = margin; r < size.rows - margin; ++r)
        for (int c = margin; c < size.cols - margin; ++c)
            mask[static_cast<std::size_t>(r) * static_cast<std::size_t>(size.cols) + static_cast<std::size_t>(c)] = 255;
    return {size, std::move(mask)};
}

/// 255 on the pixels that a motion moves from at least `margin` away from the edges, 0 elsewhere.
Plane moved_mask(Size size, int margin, const Motion& motion) {
    // Add a ring of zeros, so that moved_channel() repeats zeros beyond the edge and not the mask's 255.
    const Size ringed{size.rows + 2, size.cols + 2};
    const Plane mask = moved_channel(inner_mask(ringed, margin + 1), motion);
    std::vector<std::uint8_t> inside;
    inside.reserve(static_cast<std::size_t>(size.area()));
    for (int r = 1; r <= size.rows; ++r)
        for (int c = 1; c <= size.cols; ++c) inside.push_back(mask.at(r, c) == 255 ? 255 : 0);
    return {size, std::move(inside)};
}

float largest_magnitude(Range range) {
    return std::max(std::fabs(range.low), std::fabs(range.high));
}

/// Counts pairs of values that are compared, and those that are equal.
class Share {
  public:
    explicit Share(float tolerance) : tolerance_(tolerance) {}
    void add(float a, float b) {
        ++compared_;
        // A comparison with NaN is false: two NaN are equal by definition here.
        if (std::fabs(a - b) <= tolerance_ || (std::isnan(a) && std::isnan(b))) ++equal_;
    }
    bool is_empty() const { return compared_ == 0; }
    double value() const { return is_empty() ? 0 : static_cast<double>(equal_) / static_cast<double>(compared_); }

  private:
    float tolerance_;
    std::int64_t compared_ = 0, equal_ = 0;
};

/// The motion on the grid of the outputs.
Motion output_motion(Motion motion, int stride) {
    const auto divided = [stride](int shift) {
        return static_cast<int>(std::lround(static_cast<double>(shift) / stride));
    };
    motion.right = divided(motion.right);
    motion.down = divided(motion.down);
    return motion;
}

double share_of_pooled(const FilterResult& before, const FilterResult& after, const Plane& inner, int pool_size) {
    Share unchanged(kEqualWithin * largest_magnitude(before.filtered_range));
    for (int r = 0; r < before.pooled.rows(); ++r)
        for (int c = 0; c < before.pooled.cols(); ++c)
            if (inner.at(r * pool_size, c * pool_size) == 255 &&
                inner.at(r * pool_size + pool_size - 1, c * pool_size + pool_size - 1) == 255)
                unchanged.add(before.pooled.at(r, c), after.pooled.at(r, c));
    return unchanged.value();
}

}  // namespace

MotionComparison compare_motion(const Plane& input, const FilterSettings& settings, const Motion& motion) {
    FilterResult before, after;
    filter(input, settings, before);
    filter(moved_channel(input, motion), settings, after);
    const Motion shift = output_motion(motion, settings.stride);
    const Plane expected = moved_channel(to_plane(before.filtered), shift);
    const int extent = (settings.kernel.size - 1) * settings.dilation + 1;
    const Size size = before.filtered.size();
    const Plane inner = inner_mask(size, settings.border == Border::valid ? 0 : extent);
    // A shifted window reaches beyond the moved edge only if the border is padded; interpolation needs a pixel more.
    const int reach = !motion.is_shift() ? extent + 1 : settings.border == Border::valid ? 0 : extent;
    const Plane reached = moved_mask(size, reach, shift);

    const float tolerance = kEqualWithin * largest_magnitude(before.filtered_range);
    Share follows(tolerance), unchanged(tolerance);
    for (int r = 0; r < size.rows; ++r)
        for (int c = 0; c < size.cols; ++c) {
            if (inner.at(r, c) != 255 || reached.at(r, c) != 255) continue;
            follows.add(after.filtered.at(r, c), expected.at(r, c));
            unchanged.add(after.filtered.at(r, c), before.filtered.at(r, c));
        }
    return {.follows = follows.value(),
            .filtered_unchanged = unchanged.value(),
            .pooled_unchanged = before.pooled.empty() ? 0 : share_of_pooled(before, after, reached, settings.pool_size),
            .is_empty = follows.is_empty()};
}

}  // namespace convscope
