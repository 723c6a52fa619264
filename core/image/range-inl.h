// Finds the lowest and highest finite value of a row with vectors of the target being compiled. Included once per
// target (Highway's foreach_target), so it has no ordinary include guard.
#if defined(CONVSCOPE_RANGE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVSCOPE_RANGE_INL_H_
#undef CONVSCOPE_RANGE_INL_H_
#else
#define CONVSCOPE_RANGE_INL_H_
#endif

#include <hwy/highway.h>

#include "core/image/range.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Vectors with at most 16 lanes: one padding unit of a FloatImage row.
using FloatTag = hn::CappedTag<float, 16>;

/// Extends low..high by the finite lanes of v. Costs one operation more than a plain minimum and maximum: v * 0 + v is
/// v if v is finite and NaN otherwise. With NaN as the first operand, Min and Max return the second one on every
/// target.
template <class D, class V>
HWY_INLINE void widen(D d, V v, V& low, V& high) {
    const V finite = hn::MulAdd(v, hn::Zero(d), v);
    low = hn::Min(finite, low);
    high = hn::Max(finite, high);
}

/// Extends low..high by the lanes from position `at` to the end of the row.
template <class D, class V>
HWY_INLINE void widen_within(D d, V v, std::size_t at, std::size_t cols, V& low, V& high) {
    if (at + hn::Lanes(d) <= cols) {
        widen(d, v, low, high);
    } else if (at < cols) {
        widen(d, hn::IfThenElse(hn::FirstN(d, cols - at), v, low), low, high);
    }
}

template <class D, class V>
HWY_INLINE Range reduced(D d, V low, V high) {
    return {hn::GetLane(hn::MinOfLanes(d, low)), hn::GetLane(hn::MaxOfLanes(d, high))};
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
