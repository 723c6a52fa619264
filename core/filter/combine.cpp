#include "core/filter/combine.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "core/base/parallel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter/combine.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

#include "core/image/range-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {

template <class D, class V>
HWY_INLINE V magnitude_of(D d, V a, V b) {
    const V plain = hn::Sqrt(hn::MulAdd(a, a, hn::Mul(b, b)));
    if (HWY_LIKELY(hn::AllTrue(d, hn::Lt(plain, hn::Inf(d))))) return plain;
    // The squares overflow from 1.8e19 on: divide by 2^96 first.
    const V down = hn::Set(d, 0x1p-96F), up = hn::Set(d, 0x1p96F);
    const V small_a = hn::Mul(a, down), small_b = hn::Mul(b, down);
    const V scaled = hn::Mul(hn::Sqrt(hn::MulAdd(small_a, small_a, hn::Mul(small_b, small_b))), up);
    return hn::IfThenElse(hn::Eq(plain, hn::Inf(d)), scaled, plain);
}

/// The angle in degrees, from the arc tangent of the smaller of |a| and |b| divided by the larger one.
template <class D, class V>
HWY_INLINE V direction_of(D d, V a, V b) {
    const V size_a = hn::Abs(a), size_b = hn::Abs(b);
    const auto steep = hn::Gt(size_b, size_a);
    const V low = hn::IfThenElse(steep, size_a, size_b), high = hn::IfThenElse(steep, size_b, size_a);
    // Equal values give 1 also where both are infinite; where both are 0 the angle is set to 0 below.
    const V ratio = hn::IfThenElse(hn::Eq(low, high), hn::Set(d, 1.F), hn::Div(low, high));
    V angle = hn::Mul(hn::Atan(d, ratio), hn::Set(d, static_cast<float>(180 / std::numbers::pi)));
    angle = hn::IfThenElse(steep, hn::Sub(hn::Set(d, 90.F), angle), angle);
    angle = hn::IfThenElse(hn::Lt(a, hn::Zero(d)), hn::Sub(hn::Set(d, 180.F), angle), angle);
    angle = hn::IfThenElse(hn::Lt(b, hn::Zero(d)), hn::Neg(angle), angle);
    angle = hn::IfThenZeroElse(hn::Eq(high, hn::Zero(d)), angle);
    return hn::IfThenElse(hn::Or(hn::IsNaN(a), hn::IsNaN(b)), hn::NaN(d), angle);
}

/// Writes rows first..last - 1 of operation(a, b). Returns their range.
template <class Operation>
Range combine_rows_with(const FloatImage& a, const FloatImage& b, int first, int last, FloatImage& to,
                        const Operation& operation) {
    const FloatTag d;
    const auto cols = static_cast<std::size_t>(a.cols());
    auto low = hn::Set(d, kNoValues.low), high = hn::Set(d, kNoValues.high);
    for (int row = first; row < last; ++row)
        for (std::size_t c = 0; c < cols; c += hn::Lanes(d)) {
            const auto v = operation(d, hn::Load(d, a.row(row) + c), hn::Load(d, b.row(row) + c));
            hn::Store(v, d, to.row(row) + c);
            widen_within(d, v, c, cols, low, high);
        }
    return reduced(d, low, high);
}

Range combine_rows(const FloatImage& a, const FloatImage& b, Combination combination, int first, int last,
                   FloatImage& to) {
    using V = hn::Vec<FloatTag>;
    switch (combination) {
        case Combination::magnitude:
            break;
        case Combination::sum_of_magnitudes:
            return combine_rows_with(a, b, first, last, to,
                                     [](FloatTag, V x, V y) HWY_ATTR { return hn::Add(hn::Abs(x), hn::Abs(y)); });
        case Combination::difference:
            return combine_rows_with(a, b, first, last, to, [](FloatTag, V x, V y) HWY_ATTR { return hn::Sub(x, y); });
        case Combination::direction:
            return combine_rows_with(a, b, first, last, to,
                                     [](FloatTag d, V x, V y) HWY_ATTR { return direction_of(d, x, y); });
    }
    return combine_rows_with(a, b, first, last, to,
                             [](FloatTag d, V x, V y) HWY_ATTR { return magnitude_of(d, x, y); });
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convscope {

namespace {

HWY_EXPORT(combine_rows);

void check_sizes(const FloatImage& a, const FloatImage& b) {
    if (a.size() != b.size()) throw std::invalid_argument("The two outputs to be combined have different sizes.");
}

Range combine_image(const FloatImage& a, const FloatImage& b, Combination combination, FloatImage& to) {
    constexpr int kRows = 32;
    to.resize(a.size());
    std::vector<Range> parts(static_cast<std::size_t>((a.rows() + kRows - 1) / kRows));
    parallel_for(static_cast<int>(parts.size()), [&](int i) {
        const int first = i * kRows;
        const int last = std::min(first + kRows, a.rows());
        parts[static_cast<std::size_t>(i)] = HWY_DYNAMIC_DISPATCH(combine_rows)(a, b, combination, first, last, to);
    });
    Range range = kNoValues;
    for (const Range& part : parts) range = merged(range, part);
    return finished(range);
}

double direction_in_degrees(double a, double b) {
    // std::atan2() distinguishes -0 from 0, so -0 is turned into 0 by adding 0.
    return std::atan2(b + 0.0, a + 0.0) * (180 / std::numbers::pi);
}

}  // namespace

CombinedPixel explain_combination(double a, double b, Combination combination) {
    CombinedPixel pixel{.a = a, .b = b, .a_term = a * a, .b_term = b * b, .magnitude = std::sqrt(a * a + b * b)};
    if (combination == Combination::sum_of_magnitudes) {
        pixel.a_term = std::abs(a);
        pixel.b_term = std::abs(b);
    } else if (combination == Combination::difference) {
        pixel.a_term = a;
        pixel.b_term = -b;
    }
    pixel.sum = pixel.a_term + pixel.b_term;
    pixel.value = pixel.sum;
    if (combination == Combination::magnitude) pixel.value = pixel.magnitude;
    if (combination == Combination::direction) pixel.value = direction_in_degrees(a, b);
    return pixel;
}

CombinedOutputs combine_reference(const FloatImage& a, const FloatImage& b, Combination combination) {
    check_sizes(a, b);
    CombinedOutputs result;
    const bool has_magnitude = combination == Combination::direction;
    result.values.resize(a.size());
    result.magnitude.resize(has_magnitude ? a.size() : Size{});
    for (int row = 0; row < a.rows(); ++row)
        for (int col = 0; col < a.cols(); ++col) {
            const CombinedPixel pixel = explain_combination(a.at(row, col), b.at(row, col), combination);
            result.values.at(row, col) = static_cast<float>(pixel.value);
            if (has_magnitude) result.magnitude.at(row, col) = static_cast<float>(pixel.magnitude);
        }
    result.range = finite_range(result.values);
    result.magnitude_range = finite_range(result.magnitude);
    return result;
}

void combine(const FloatImage& a, const FloatImage& b, Combination combination, CombinedOutputs& result) {
    check_sizes(a, b);
    result.range = combine_image(a, b, combination, result.values);
    if (combination == Combination::direction) {
        result.magnitude_range = combine_image(a, b, Combination::magnitude, result.magnitude);
    } else {
        result.magnitude.resize({});
        result.magnitude_range = {};
    }
}

}  // namespace convscope
#endif  // HWY_ONCE
