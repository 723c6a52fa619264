// The lowest and highest finite value of a row, for the vector length of the target being compiled.
// Included once per target (Highway's foreach_target); has no ordinary include guard for that reason.
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

/// At most 16 lanes: what one padding unit of a FloatImage row holds.
using FloatTag = hn::CappedTag<float, 16>;

/// Widens low..high by v's finite lanes. Costs one operation more than a plain minimum and maximum: v * 0 + v is v
/// where v is finite and NaN elsewhere, and with NaN as the first operand Min and Max give the second one on every
/// target.
template <class D, class V>
HWY_INLINE void widen(D d, V v, V& low, V& high) {
    const V finite = hn::MulAdd(v, hn::Zero(d), v);
    low = hn::Min(finite, low);
    high = hn::Max(finite, high);
}

/// Widens low..high by the finite lanes of v that lie within a row of `cols` values; lane 0 is at position `at`.
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
