// Half-precision numbers, which files of weights and arrays store, as floats.
#pragma once

#include <cstdint>

namespace convscope {

/// IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 fraction bits. Every value of it is a float. NaN gives NaN.
float float_from_half(std::uint16_t bits);
/// bfloat16: the upper half of a float.
float float_from_bfloat16(std::uint16_t bits);

}  // namespace convscope
