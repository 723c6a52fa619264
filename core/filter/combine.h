// Combines the outputs of two filters, value by value: Sobel's two filters become the magnitude and the direction of
// the gradient. Source: the definitions below.
#pragma once

#include <array>
#include <string_view>

#include "core/image/plane.h"

namespace convscope {

/// The ways to combine the values a and b of two outputs, in this order: sqrt(a*a + b*b), |a| + |b|, a - b, and the
/// angle of the vector (a, b).
enum class Combination { magnitude, sum_of_magnitudes, difference, direction };
inline constexpr std::array<std::string_view, 4> kCombinationNames{"magnitude", "sum_of_magnitudes", "difference",
                                                                   "direction"};

/// `values` and the range of its finite values. A direction is an angle in degrees, more than -180 and at most 180,
/// counted from a towards b: 0 if only a is positive, 90 if only b is, 0 if both are 0. `magnitude` is the length of
/// the vector for a direction, and empty for the other combinations. A later call reuses the memory.
struct CombinedOutputs {
    FloatImage values;
    FloatImage magnitude;
    Range range;
    Range magnitude_range;
};

/// Computes the definition, one value at a time in double precision, rounded to float once. NaN in a or b gives NaN.
/// Throws std::invalid_argument if the sizes differ.
CombinedOutputs combine_reference(const FloatImage& a, const FloatImage& b, Combination combination);

/// Computes the result of combine_reference() vectorised and on all cores, into `result`, whose memory it reuses. The
/// results are equal for sums and differences, within 2 units in the last place for magnitudes, within 1e-4 degrees for
/// directions. Throws std::invalid_argument as combine_reference() does.
void combine(const FloatImage& a, const FloatImage& b, Combination combination, CombinedOutputs& result);

/// The arithmetic of one combined value, in double precision. The terms are a*a and b*b (magnitude and direction), |a|
/// and |b|, or a and -b; `sum` is their sum and `value` the result. `magnitude` is sqrt(a*a + b*b) for every kind.
struct CombinedPixel {
    double a = 0, b = 0;
    double a_term = 0, b_term = 0;
    double sum = 0;
    double value = 0;
    double magnitude = 0;
};
CombinedPixel explain_combination(double a, double b, Combination combination);

}  // namespace convscope
