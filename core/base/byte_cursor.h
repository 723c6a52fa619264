// Reads big-endian numbers from bytes in order, never past their end.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace convscope {

/// A read position in the bytes given to it. Reading past the end yields zeros and sets ran_out(); nothing throws.
class ByteCursor {
  public:
    explicit ByteCursor(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    bool ran_out() const { return ran_out_; }
    /// The number of bytes that have not been read.
    std::size_t left() const { return bytes_.size(); }

    std::uint8_t u8() {
        const std::span<const std::uint8_t> byte = take(1);
        return byte.empty() ? std::uint8_t{0} : byte[0];
    }
    std::uint32_t be16() {
        const std::uint32_t high = u8();
        return high << 8U | u8();
    }
    std::uint32_t be32() {
        const std::uint32_t high = be16();
        return high << 16U | be16();
    }
    /// The next `count` bytes; fewer if the end comes first.
    std::span<const std::uint8_t> take(std::size_t count) {
        ran_out_ = ran_out_ || count > bytes_.size();
        const std::span<const std::uint8_t> next = bytes_.first(std::min(count, bytes_.size()));
        bytes_ = bytes_.subspan(next.size());
        return next;
    }

  private:
    std::span<const std::uint8_t> bytes_;
    bool ran_out_ = false;
};

}  // namespace convscope
