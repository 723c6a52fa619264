#include "core/image/colours/value_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace convscope {

namespace {

// A bucket has the values with equal exponent and equal 8 leading bits of the mantissa. Magnitudes below 2^-24 are in
// the first bucket, magnitudes above 2^40 in the last.
constexpr std::uint32_t kDropped = 15;
constexpr std::uint32_t kFirst = std::bit_cast<std::uint32_t>(0x1p-24F) >> kDropped;
constexpr std::uint32_t kLast = std::bit_cast<std::uint32_t>(0x1p40F) >> kDropped;

std::size_t bucket_of(float magnitude) {
    return std::clamp(std::bit_cast<std::uint32_t>(magnitude) >> kDropped, kFirst, kLast) - kFirst;
}

}  // namespace

ValueHistogram::ValueHistogram(const FloatImage& image) {
    if (image.empty()) return;
    negative_.resize(kLast - kFirst + 1);
    positive_.resize(kLast - kFirst + 1);
    largest_.resize(kLast - kFirst + 1);
    int step = 1;
    while (image.size().area() > kMaxSamples * step * step) ++step;
    // The sample takes every step-th group of values that share a cache line, in every step-th row. From one such row
    // to the next the groups are shifted by one, so that a pattern with the grid's period is sampled at all its phases.
    constexpr int kGroup = 16;
    for (int r = 0; r < image.rows(); r += step) {
        const float* row = image.row(r);
        for (int first = r / step % step * kGroup; first < image.cols(); first += step * kGroup)
            for (int c = first; c < std::min(first + kGroup, image.cols()); ++c) add(row[c]);
    }
}

void ValueHistogram::add(float value) {
    if (!std::isfinite(value)) return;
    const float magnitude = std::fabs(value);
    const std::size_t bucket = bucket_of(magnitude);
    ++(value < 0 ? negative_ : positive_)[bucket];
    largest_[bucket] = std::max(largest_[bucket], magnitude);
    ++count_;
}

float ValueHistogram::largest(double share) const {
    const auto allowed = static_cast<std::int64_t>(static_cast<double>(count_) * share);
    std::int64_t beyond = 0;
    for (std::size_t bucket = largest_.size(); bucket-- > 0;) {
        beyond += std::int64_t{positive_[bucket]} + negative_[bucket];
        if (beyond > allowed) return largest_[bucket];
    }
    return 0;
}

double ValueHistogram::share_from(const std::vector<std::uint32_t>& counts, std::size_t bucket) const {
    const auto first = counts.begin() + static_cast<std::ptrdiff_t>(bucket);
    return static_cast<double>(std::accumulate(first, counts.end(), std::int64_t{0})) / static_cast<double>(count_);
}

ValueHistogram::Shares ValueHistogram::outside(Range range) const {
    if (count_ == 0) return {};
    return {share_from(negative_, range.low < 0 ? bucket_of(-range.low) + 1 : 0),
            share_from(positive_, bucket_of(std::max(0.0F, range.high)) + 1)};
}

}  // namespace convscope
