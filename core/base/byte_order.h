// Reads numbers that a file stores in either byte order.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace convscope {

/// The number stored in the sizeof(Number) bytes that start at `bytes`, which need not be aligned.
template <class Number>
Number number_at(const void* bytes, std::endian order) {
    std::array<std::uint8_t, sizeof(Number)> stored;
    std::memcpy(stored.data(), bytes, stored.size());
    if (order != std::endian::native) std::ranges::reverse(stored);
    return std::bit_cast<Number>(stored);
}

}  // namespace convscope
