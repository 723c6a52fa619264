#include "core/base/half.h"

#include <bit>
#include <cmath>
#include <limits>

namespace convscope {

float float_from_half(std::uint16_t bits) {
    const int exponent = bits >> 10U & 0x1FU, fraction = bits & 0x3FFU;
    float magnitude = std::numeric_limits<float>::infinity();
    if (exponent == 31 && fraction != 0) magnitude = std::numeric_limits<float>::quiet_NaN();
    if (exponent == 0) magnitude = std::ldexp(static_cast<float>(fraction), -24);
    if (exponent > 0 && exponent < 31) magnitude = std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
    return (bits & 0x8000U) != 0 ? -magnitude : magnitude;
}

float float_from_bfloat16(std::uint16_t bits) {
    return std::bit_cast<float>(std::uint32_t{bits} << 16U);
}

}  // namespace convscope
