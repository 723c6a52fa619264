// The sums from which a linear filter can be learned: how the values under the kernel's taps vary together, and with
// the target. They are computed once for a pair of pictures; learning steps read only these sums.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/plane.h"

namespace convscope {

/// Means over all windows of a picture, without padding, stride or dilation. x[i] is the value under tap i (row by row)
/// and t the target's value. Values are taken relative to `input_centre` and `target_centre`, the pictures' means:
/// otherwise the differences of large sums would lose digits.
struct WindowMoments {
    int size = 3;              ///< size of the kernel
    std::int64_t windows = 0;  ///< one for each pixel of the target
    double input_centre = 0;
    double target_centre = 0;
    /// (taps + 2) x (taps + 2) means of products of the vector (x[0], ..., x[taps - 1], t, 1), symmetric, row by row.
    std::vector<double> means;

    int taps() const { return size * size; }
    double mean(int i, int j) const {
        return means[static_cast<std::size_t>(i) * static_cast<std::size_t>(taps() + 2) + static_cast<std::size_t>(j)];
    }
    int target_index() const { return taps(); }   ///< index of t in the vector
    int one_index() const { return taps() + 1; }  ///< index of the constant 1
};

/// The target of a kernel of `size` on `input` must have input.rows() - size + 1 rows, and input.cols() - size + 1
/// columns. Vectorised, on all cores, summed in double precision. Throws std::invalid_argument for a target of a
/// different size, an even `size` or one above kMaxKernelSize, and for pictures with values that are not finite.
WindowMoments window_moments(const Plane& input, const Plane& target, int size);

}  // namespace convscope
