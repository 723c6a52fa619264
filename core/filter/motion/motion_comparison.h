// Compares the outputs of a picture and of the moved picture. Convolution follows a shift exactly (it is equivariant),
// and pooling leaves many values unchanged (it is partly invariant); neither holds for a rotation or a zoom.
#pragma once

#include "core/filter/settings.h"
#include "core/image/motion.h"
#include "core/image/plane.h"

namespace convscope {

/// Shares of output values, 0..1, over the outputs that do not depend on pixels from outside the picture. Values count
/// as equal if they differ by at most kEqualWithin times the largest magnitude of the unmoved output.
struct MotionComparison {
    double follows = 0;             ///< filtered(moved picture) equals moved(filtered picture)
    double filtered_unchanged = 0;  ///< filtered values that do not change at their position
    double pooled_unchanged = 0;    ///< pooled values that do not change at their position; 0 without pooling
    bool is_empty = true;           ///< no output is left to compare: all shares are 0
};

inline constexpr float kEqualWithin = 0.01F;

/// `input` is the picture's channel before the motion. With a stride the output moves by shift / stride, rounded.
/// Throws std::invalid_argument with the message of geometry_problem() or of moved().
MotionComparison compare_motion(const Plane& input, const FilterSettings& settings, const Motion& motion);

}  // namespace convscope
