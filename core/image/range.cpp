#include "core/image/range.h"

#include <algorithm>
#include <vector>

#include "core/base/parallel.h"
#include "core/image/plane.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/image/range.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/image/range-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {

Range range_of_rows(const FloatImage& image, int first, int last) {
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    const auto cols = static_cast<std::size_t>(image.cols());
    const std::size_t whole = cols / lanes * lanes;
    auto low = hn::Set(d, kNoValues.low);
    auto high = hn::Set(d, kNoValues.high);
    for (int r = first; r < last; ++r) {
        const float* row = image.row(r);
        for (std::size_t c = 0; c < whole; c += lanes) widen(d, hn::Load(d, row + c), low, high);

        for (std::size_t c = whole; c < cols; ++c) widen(d, hn::Set(d, row[c]), low, high);
    }
    return reduced(d, low, high);
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convscope {

namespace {
HWY_EXPORT(range_of_rows);
}

Range finite_range(const FloatImage& image) {
    constexpr int kRows = 64;
    std::vector<Range> parts(static_cast<std::size_t>((image.rows() + kRows - 1) / kRows));
    parallel_for(static_cast<int>(parts.size()), [&](int i) {
        const int first = i * kRows;
        const int last = std::min(first + kRows, image.rows());
        parts[static_cast<std::size_t>(i)] = HWY_DYNAMIC_DISPATCH(range_of_rows)(image, first, last);
    });
    Range range = kNoValues;
    for (const Range& part : parts) range = merged(range, part);
    return finished(range);
}

}  // namespace convscope
#endif  // HWY_ONCE
