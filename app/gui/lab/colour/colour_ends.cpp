#include "app/gui/lab/colour/colour_ends.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/filter/explain.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

namespace {

using Sums = std::array<std::shared_ptr<const SliceSum>, kColourChannels>;

/// The value of the map of all three slices.
float map_value(const Sums& sums, const FilterSettings& steps, int row, int col) {
    double sum = 0;
    for (const auto& slice : sums) sum += slice->sum.filtered.at(row, col);
    return static_cast<float>(activate(steps.activation, sum * steps.weight + steps.bias));
}

float pooled_value(const std::vector<float>& block, Pooling pooling) {
    if (pooling == Pooling::max) return *std::ranges::max_element(block);
    double sum = 0;
    for (const float value : block) sum += value;
    return static_cast<float>(sum / static_cast<double>(block.size()));
}

FloatImage one_row(const std::vector<float>& values) {
    return to_float_image(Plane({1, static_cast<int>(values.size())}, values));
}

/// The magnitude that at most kClippedShare of the map's values exceed, or of the pooled map's values if that is
/// larger. A large map is sampled at a regular grid of blocks.
float largest_of_map(const Sums& sums, const FilterSettings& steps) {
    const Size size = sums.front()->sum.filtered.size();
    const int side = steps.pooling == Pooling::none ? 1 : steps.pool_size;
    int step = 1;
    while (size.area() > ValueHistogram::kMaxSamples * step * step) ++step;
    std::vector<float> values, pooled, block;
    const std::int64_t sampled = size.area() / (std::int64_t{step} * step);
    values.reserve(static_cast<std::size_t>(sampled));
    if (side > 1) pooled.reserve(static_cast<std::size_t>(sampled / (std::int64_t{side} * side)));
    for (int top = 0; top < size.rows; top += side * step)
        for (int left = 0; left < size.cols; left += side * step) {
            block.clear();
            for (int r = top; r < std::min(top + side, size.rows); ++r)
                for (int c = left; c < std::min(left + side, size.cols); ++c)
                    block.push_back(map_value(sums, steps, r, c));
            values.insert(values.end(), block.begin(), block.end());
            // Pooling drops blocks that are not whole.
            if (side > 1 && std::ssize(block) == side * side) pooled.push_back(pooled_value(block, steps.pooling));
        }
    const float filtered = ValueHistogram(one_row(values)).largest(kClippedShare);
    return pooled.empty() ? filtered : std::max(filtered, ValueHistogram(one_row(pooled)).largest(kClippedShare));
}

bool are_same(const std::array<std::weak_ptr<const SliceSum>, kColourChannels>& known, const Sums& sums) {
    return std::ranges::equal(known, sums, [](const auto& a, const auto& b) { return a.lock() == b; });
}

}  // namespace

ColourEnds ColourEndsKeeper::of(const ColourResults& results) {
    const FilterSettings& steps = results.request.settings.steps;
    if (revision_ == results.revision) return ends_;
    revision_ = results.revision;
    if (are_same(sums_, results.sums) && steps_ == steps) return ends_;
    std::ranges::copy(results.sums, sums_.begin());
    steps_ = steps;
    ends_ = {};
    for (const auto& sum : results.sums) ends_.sums = std::max(ends_.sums, sum->histogram.largest(kClippedShare));
    ends_.map = largest_of_map(results.sums, steps_);
    if (steps.weight == 1) ends_.sums = ends_.map = std::max(ends_.sums, ends_.map);
    return ends_;
}

}  // namespace convscope
