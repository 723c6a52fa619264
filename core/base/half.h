// Converts the half-precision numbers in files of weights and arrays to float.
#pragma once

#include <cstdint>

namespace convscope {

/// IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 fraction bits. The conversion is exact. NaN gives NaN.
float float_from_half(std::uint16_t bits);
/// bfloat16: the upper 16 bits of a float.
float float_from_bfloat16(std::uint16_t bits);

}  // namespace convscope
