// The arithmetic of the fused filter path, row by row: taps, weight, bias, activation, range and pooling. Works on
// whole vectors: every pointer must be valid for a multiple of kVectorFloats. Borders are handled in
// fused_source-inl.h. Included once per target (Highway's foreach_target).
#if defined(CONVSCOPE_FUSED_ROWS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVSCOPE_FUSED_ROWS_INL_H_
#undef CONVSCOPE_FUSED_ROWS_INL_H_
#else
#define CONVSCOPE_FUSED_ROWS_INL_H_
#endif

#include <hwy/highway.h>

#include <array>

#include "core/filter/fused.h"
#include "core/image/range-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {

// The activations. A comparison with NaN is false, so NaN is returned unchanged.
struct NoActivation {
    template <class D, class V>
    HWY_INLINE V operator()(D, V v) const {
        return v;
    }
};
struct Relu {
    template <class D, class V>
    HWY_INLINE V operator()(D d, V v) const {
        return hn::IfThenZeroElse(hn::Lt(v, hn::Zero(d)), v);
    }
};
struct Absolute {
    template <class D, class V>
    HWY_INLINE V operator()(D, V v) const {
        return hn::Abs(v);
    }
};
struct Clamp {
    template <class D, class V>
    HWY_INLINE V operator()(D d, V v) const {
        const V highest = hn::Set(d, 255.f);
        return hn::IfThenElse(hn::Gt(v, highest), highest, Relu()(d, v));
    }
};

// The kinds of pooling: combined() merges two values; finished() gives the result from the merged size x size values.
struct NoPooling {};
struct MaxPooling {
    template <class V>
    HWY_INLINE V combined(V a, V b) const {
        // If either is NaN, a > b is false and selects b; only a NaN in a needs the extra condition.
        return hn::IfThenElse(hn::Or(hn::Gt(a, b), hn::IsNaN(a)), a, b);
    }
    template <class D, class V>
    HWY_INLINE V finished(D, V v, std::size_t) const {
        return v;
    }
};
struct AveragePooling {
    template <class V>
    HWY_INLINE V combined(V a, V b) const {
        return hn::Add(a, b);
    }
    template <class D, class V>
    HWY_INLINE V finished(D d, V v, std::size_t size) const {
        return hn::Div(v, hn::Set(d, static_cast<float>(size * size)));
    }
};

template <class D, class V>
HWY_INLINE void put(D d, V v, bool bypass_cache, float* to) {
    if (bypass_cache) {
        hn::Stream(v, d, to);
    } else {
        hn::Store(v, d, to);
    }
}

/// The stages after the sums of a row. The weight multiplies the complete sum, so that sums of whole numbers stay
/// exact.
template <class Act, class Pool>
struct Stages {
    float weight = 1;
    float bias = 0;
    bool bypass_cache = false;
    /// The combined rows of the current pooling block; `starts_pooling` is true for its first row. Unused without
    /// pooling.
    float* column = nullptr;
    bool starts_pooling = true;

    template <class D, class V>
    HWY_INLINE V activated(D d, V sum) const {
        return Act()(d, hn::MulAdd(sum, hn::Set(d, weight), hn::Set(d, bias)));
    }
    template <class D, class V>
    HWY_INLINE void pool(D d, V v, std::size_t c) const {
        if constexpr (!std::is_same_v<Pool, NoPooling>)
            hn::Store(starts_pooling ? v : Pool().combined(hn::Load(d, column + c), v), d, column + c);
    }
    template <class D, class V>
    HWY_INLINE void pool(D d, V upper, V lower, std::size_t c) const {
        if constexpr (!std::is_same_v<Pool, NoPooling>) pool(d, Pool().combined(upper, lower), c);
    }
};

/// The taps of one output row: the start of the input and the filter value of each.
struct Taps {
    static constexpr std::size_t kMaxCount = kMaxFusedSlices * kMaxKernelSize * kMaxKernelSize;
    std::size_t count = 0;
    std::array<const float*, kMaxCount> from{};
    std::array<float, kMaxCount> value{};
};

/// Computes one output row of `cols` values with any filter, four vectors at a time to keep the multipliers busy.
/// Extends `range`.
template <class Act, class Pool>
void filter_row(const Taps& taps, const Stages<Act, Pool> stages, std::size_t cols, float* to, Range& range) {
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    auto low = hn::Set(d, range.low), high = hn::Set(d, range.high);
    const auto emit = [&](auto sum, std::size_t c) HWY_ATTR {
        const auto v = stages.activated(d, sum);
        put(d, v, stages.bypass_cache, to + c);
        stages.pool(d, v, c);
        return v;
    };
    std::size_t c = 0;
    for (; c + 4 * lanes <= cols; c += 4 * lanes) {
        auto sum0 = hn::Zero(d), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (std::size_t t = 0; t < taps.count; ++t) {
            const float* from = taps.from[t] + c;
            const auto value = hn::Set(d, taps.value[t]);
            sum0 = hn::MulAdd(value, hn::LoadU(d, from), sum0);
            sum1 = hn::MulAdd(value, hn::LoadU(d, from + lanes), sum1);
            sum2 = hn::MulAdd(value, hn::LoadU(d, from + 2 * lanes), sum2);
            sum3 = hn::MulAdd(value, hn::LoadU(d, from + 3 * lanes), sum3);
        }
        widen(d, emit(sum0, c), low, high);
        widen(d, emit(sum1, c + lanes), low, high);
        widen(d, emit(sum2, c + 2 * lanes), low, high);
        widen(d, emit(sum3, c + 3 * lanes), low, high);
    }
    for (; c < padded_to_vectors(cols); c += lanes) {
        auto sum = hn::Zero(d);
        for (std::size_t t = 0; t < taps.count; ++t)
            sum = hn::MulAdd(hn::Set(d, taps.value[t]), hn::LoadU(d, taps.from[t] + c), sum);
        widen_within(d, emit(sum, c), c, cols, low, high);
    }
    range = reduced(d, low, high);
}

/// Four adjacent input rows of one slice and the nine values of its 3x3 kernel.
struct SliceRows3x3 {
    std::array<const float*, 4> from;
    std::array<float, 9> k;
};

/// Adds one slice's products of two adjacent output rows at column c. Rows that both need are loaded once.
template <class D, class V>
HWY_INLINE void add_two_rows_3x3(D d, const SliceRows3x3& slice, std::size_t c, V& upper, V& lower) {
    const auto& k = slice.k;
    const auto k0 = hn::Set(d, k[0]), k1 = hn::Set(d, k[1]), k2 = hn::Set(d, k[2]);
    const auto k3 = hn::Set(d, k[3]), k4 = hn::Set(d, k[4]), k5 = hn::Set(d, k[5]);
    const auto k6 = hn::Set(d, k[6]), k7 = hn::Set(d, k[7]), k8 = hn::Set(d, k[8]);
    const float *row0 = slice.from[0] + c, *row1 = slice.from[1] + c, *row2 = slice.from[2] + c;
    const float* row3 = slice.from[3] + c;
    V a = hn::LoadU(d, row0), b = hn::LoadU(d, row0 + 1), e = hn::LoadU(d, row0 + 2);
    upper = hn::MulAdd(k2, e, hn::MulAdd(k1, b, hn::MulAdd(k0, a, upper)));
    a = hn::LoadU(d, row1), b = hn::LoadU(d, row1 + 1), e = hn::LoadU(d, row1 + 2);
    upper = hn::MulAdd(k5, e, hn::MulAdd(k4, b, hn::MulAdd(k3, a, upper)));
    lower = hn::MulAdd(k2, e, hn::MulAdd(k1, b, hn::MulAdd(k0, a, lower)));
    a = hn::LoadU(d, row2), b = hn::LoadU(d, row2 + 1), e = hn::LoadU(d, row2 + 2);
    upper = hn::MulAdd(k8, e, hn::MulAdd(k7, b, hn::MulAdd(k6, a, upper)));
    lower = hn::MulAdd(k5, e, hn::MulAdd(k4, b, hn::MulAdd(k3, a, lower)));
    a = hn::LoadU(d, row3), b = hn::LoadU(d, row3 + 1), e = hn::LoadU(d, row3 + 2);
    lower = hn::MulAdd(k8, e, hn::MulAdd(k7, b, hn::MulAdd(k6, a, lower)));
}

/// Computes two adjacent output rows of a 3x3 filter with one to three slices. Extends `range`. Each value of
/// kBypassCache has its own function, because loops inlined into one function run out of registers (measured: up to 9 %
/// slower).
template <std::size_t kSlices, bool kBypassCache, class Act, class Pool>
HWY_NOINLINE void filter_two_rows_3x3(const std::array<SliceRows3x3, kSlices>& all_slices,
                                      const Stages<Act, Pool> stages, std::size_t cols, float* HWY_RESTRICT upper,
                                      float* HWY_RESTRICT lower, Range& range) {
    static_assert(kSlices >= 1 && kSlices <= kMaxFusedSlices);
    // A copy: the compiler then knows that no store changes the kernels, and keeps them in registers.
    const std::array<SliceRows3x3, kSlices> slices = all_slices;
    const FloatTag d;
    auto low = hn::Set(d, range.low), high = hn::Set(d, range.high);
    for (std::size_t c = 0; c < padded_to_vectors(cols); c += hn::Lanes(d)) {
        auto u = hn::Zero(d), l = u;
        add_two_rows_3x3(d, slices[0], c, u, l);
        if constexpr (kSlices > 1) add_two_rows_3x3(d, slices[1], c, u, l);
        if constexpr (kSlices > 2) add_two_rows_3x3(d, slices[2], c, u, l);
        u = stages.activated(d, u);
        l = stages.activated(d, l);
        put(d, u, kBypassCache, upper + c);
        put(d, l, kBypassCache, lower + c);
        stages.pool(d, u, l, c);
        widen_within(d, u, c, cols, low, high);
        widen_within(d, l, c, cols, low, high);
    }
    range = reduced(d, low, high);
}

/// Finishes pooling: `cols` blocks of `size` adjacent values each, from the combined rows. Extends `range`.
template <class Pool>
void pool_row(const float* column, std::size_t size, std::size_t cols, bool bypass_cache, float* to, Range& range) {
    const FloatTag d;
    const Pool pool;
    const std::size_t lanes = hn::Lanes(d);
    auto low = hn::Set(d, range.low), high = hn::Set(d, range.high);
    hn::Vec<FloatTag> a, b, e, f;
    for (std::size_t c = 0; c < padded_to_vectors(cols); c += lanes) {
        if (size == 2) {
            hn::LoadInterleaved2(d, column + 2 * c, a, b);
        } else if (size == 3) {
            hn::LoadInterleaved3(d, column + 3 * c, a, b, e);
            b = pool.combined(b, e);
        } else {
            hn::LoadInterleaved4(d, column + 4 * c, a, b, e, f);
            b = pool.combined(b, pool.combined(e, f));
        }
        const auto v = pool.finished(d, pool.combined(a, b), size);
        put(d, v, bypass_cache, to + c);
        widen_within(d, v, c, cols, low, high);
    }
    range = reduced(d, low, high);
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
