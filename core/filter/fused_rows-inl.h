// The arithmetic of the fused filter path, row by row: taps, weight, bias, activation, range, and both halves of
// pooling. Works on whole vectors: every pointer must be good for a multiple of kVectorFloats. Borders are handled
// elsewhere. Included once per target (Highway's foreach_target).
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

// The activations. A comparison with NaN is false, so that NaN passes.
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

// The ways of pooling: how two values combine, and what becomes of all size x size values combined.
struct NoPooling {};
struct MaxPooling {
    template <class V>
    HWY_INLINE V combined(V a, V b) const {
        // b where either is NaN (the comparison is false), so only a NaN in a needs keeping.
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

/// The stages that follow a row's sums: weight, bias, activation and pooling. The weight is applied to the finished
/// sum, so that whole numbers stay whole.
template <class Act, class Pool>
struct Stages {
    float weight = 1;
    float bias = 0;
    bool bypass_cache = false;
    /// The rows of a pooling block combined so far; `starts_pooling` for its first row. Unused without pooling.
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

/// The taps of one output row: where each one's input begins and its filter value.
struct Taps {
    std::size_t count = 0;
    std::array<const float*, std::size_t{kMaxKernelSize} * kMaxKernelSize> from{};
    std::array<float, std::size_t{kMaxKernelSize} * kMaxKernelSize> value{};
};

/// One output row of `cols` values for any filter, four vectors at a time to keep the multipliers busy. Widens `range`.
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

/// Two neighbouring output rows of a 3x3 filter from four input rows: what both need is loaded once. Widens `range`.
/// Sums by rows, not in one chain of nine, because the chain's latency would be the limit.
template <class Act, class Pool>
void filter_two_rows_3x3(const std::array<const float*, 4>& from, const Kernel& kernel, const Stages<Act, Pool> stages,
                         std::size_t cols, float* HWY_RESTRICT upper, float* HWY_RESTRICT lower, Range& range) {
    const FloatTag d;
    const auto& k = kernel.values;
    const auto k0 = hn::Set(d, k[0]), k1 = hn::Set(d, k[1]), k2 = hn::Set(d, k[2]);
    const auto k3 = hn::Set(d, k[3]), k4 = hn::Set(d, k[4]), k5 = hn::Set(d, k[5]);
    const auto k6 = hn::Set(d, k[6]), k7 = hn::Set(d, k[7]), k8 = hn::Set(d, k[8]);
    const float *row0 = from[0], *row1 = from[1], *row2 = from[2], *row3 = from[3];
    auto low = hn::Set(d, range.low), high = hn::Set(d, range.high);
    for (std::size_t c = 0; c < padded_to_vectors(cols); c += hn::Lanes(d)) {
        auto a = hn::LoadU(d, row0 + c), b = hn::LoadU(d, row0 + c + 1), e = hn::LoadU(d, row0 + c + 2);
        auto u = hn::MulAdd(k2, e, hn::MulAdd(k1, b, hn::Mul(k0, a)));
        a = hn::LoadU(d, row1 + c), b = hn::LoadU(d, row1 + c + 1), e = hn::LoadU(d, row1 + c + 2);
        u = hn::MulAdd(k5, e, hn::MulAdd(k4, b, hn::MulAdd(k3, a, u)));
        auto l = hn::MulAdd(k2, e, hn::MulAdd(k1, b, hn::Mul(k0, a)));
        a = hn::LoadU(d, row2 + c), b = hn::LoadU(d, row2 + c + 1), e = hn::LoadU(d, row2 + c + 2);
        u = hn::MulAdd(k8, e, hn::MulAdd(k7, b, hn::MulAdd(k6, a, u)));
        l = hn::MulAdd(k5, e, hn::MulAdd(k4, b, hn::MulAdd(k3, a, l)));
        a = hn::LoadU(d, row3 + c), b = hn::LoadU(d, row3 + c + 1), e = hn::LoadU(d, row3 + c + 2);
        l = hn::MulAdd(k8, e, hn::MulAdd(k7, b, hn::MulAdd(k6, a, l)));
        u = stages.activated(d, u);
        l = stages.activated(d, l);
        put(d, u, stages.bypass_cache, upper + c);
        put(d, l, stages.bypass_cache, lower + c);
        stages.pool(d, u, l, c);
        widen_within(d, u, c, cols, low, high);
        widen_within(d, l, c, cols, low, high);
    }
    range = reduced(d, low, high);
}

/// The second half of pooling: `cols` blocks of `size` neighbours each from the combined rows. Widens `range`.
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
