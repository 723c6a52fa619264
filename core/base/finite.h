// Checks many floats for NaN and infinity.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

namespace convscope {

/// True if no value is NaN or infinite. It compares the bits of all exponents instead of leaving at the first one that
/// is too large, so that compilers vectorise the loop.
inline bool all_finite(std::span<const float> values) {
    constexpr std::uint32_t kWithoutSign = 0x7FFF'FFFF, kInfinity = 0x7F80'0000;
    std::uint32_t largest = 0;
    for (const float value : values) largest = std::max(largest, std::bit_cast<std::uint32_t>(value) & kWithoutSign);
    return largest < kInfinity;
}

}  // namespace convscope
