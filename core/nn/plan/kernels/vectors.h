// The loop over values that the vectorised kernels share. Only for files that Highway compiles once per instruction
// set: include it after hwy/foreach_target.h. It is then included once per instruction set too.
#if defined(CONVSCOPE_NN_PLAN_VECTORS_H) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVSCOPE_NN_PLAN_VECTORS_H
#undef CONVSCOPE_NN_PLAN_VECTORS_H
#else
#define CONVSCOPE_NN_PLAN_VECTORS_H
#endif

#include <cstddef>

#include <hwy/highway.h>

#include "core/nn/plan/kernels/value_limits.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Calls body(tag, i) for i = 0, step, ...: whole vectors first, then single values with a tag of one lane.
template <class Body>
HWY_INLINE void for_vectors(std::size_t count, const Body& body) {
    const hn::ScalableTag<float> d;
    const hn::CappedTag<float, 1> one;
    std::size_t i = 0;
    for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) body(d, i);
    for (; i < count; ++i) body(one, i);
}

/// The vector within the limits. NaN stays NaN: in this order of operands, Max() and Min() give the second one for NaN.
template <class D, class V>
HWY_INLINE V limited(D d, const ValueLimits& limits, V value) {
    return limits.applied ? hn::Min(hn::Set(d, limits.high), hn::Max(hn::Set(d, limits.low), value)) : value;
}

}  // namespace convscope::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
