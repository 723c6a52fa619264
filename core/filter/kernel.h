// Rotates, mirrors and normalises kernels, reads them from text and writes them to it.
#pragma once

#include <string>
#include <string_view>

#include "core/filter/settings.h"

namespace convscope {

Kernel transposed(const Kernel& kernel);
Kernel rotated_clockwise(const Kernel& kernel);  ///< by 90 degrees
Kernel flipped(const Kernel& kernel);            ///< by 180 degrees: applying it is true convolution
Kernel mirrored(const Kernel& kernel);           ///< left and right exchanged
Kernel negated(const Kernel& kernel);
/// The values centred in a kernel of `size` (1, 3, 5 or 7): cuts off values that do not fit, sets new ones to 0.
Kernel resized(const Kernel& kernel, int size);

double kernel_sum(const Kernel& kernel);
/// The course's rule: 1 / sum; 1 if the sum is 0 or 1 (within float rounding of the values).
float normalising_weight(const Kernel& kernel);

/// Reads rows of numbers in any of the usual notations: "-1,0,1;-2,0,2;-1,0,1", lines with spaces, commas or tabs,
/// Python lists (also inside np.array(...)), C arrays; "1/9" is a number. Refuses text that is not part of the list,
/// such as a factor after it. Throws LoadError (file "filter") if the text is none of these, is not square, or its size
/// is not 1, 3, 5 or 7.
Kernel parse_kernel(std::string_view text);

/// "-1 0 1\n-2 0 2\n-1 0 1"
std::string as_rows(const Kernel& kernel);
/// "-1,0,1;-2,0,2;-1,0,1", the notation of the command line
std::string as_argument(const Kernel& kernel);
/// "[[-1, 0, 1],\n [-2, 0, 2],\n [-1, 0, 1]]"
std::string as_python(const Kernel& kernel);
/// "{{-1, 0, 1},\n {-2, 0, 2},\n {-1, 0, 1}}", fractions as float literals ("0.5f")
std::string as_c(const Kernel& kernel);

/// The shortest decimal that reads back as the same float, with an exponent only below 1e-4 and from 1e9 on; never
/// "-0".
std::string number_text(float value);

}  // namespace convscope
