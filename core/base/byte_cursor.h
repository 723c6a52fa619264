// Reads big-endian numbers from bytes in order, never past their end. Must not depend on a file format.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace convscope {

/// A position in `bytes`. Reading past the end yields zeros and sets ran_out(); nothing throws.
class ByteCursor {
  public:
    explicit ByteCursor(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    bool ran_out() const { return ran_out_; }
    std::size_t left() const { return bytes_.size(); }

    std::uint8_t u8() {
        const std::span<const std::uint8_t> one = take(1);
        return one.empty() ? std::uint8_t{0} : one[0];
    }
    std::uint32_t be16() {
        const std::uint32_t high = u8();
        return high << 8U | u8();
    }
    std::uint32_t be32() {
        const std::uint32_t high = be16();
        return high << 16U | be16();
    }
    /// The next `count` bytes, fewer at the end.
    std::span<const std::uint8_t> take(std::size_t count) {
        ran_out_ = ran_out_ || count > bytes_.size();
        const std::span<const std::uint8_t> taken = bytes_.first(std::min(count, bytes_.size()));
        bytes_ = bytes_.subspan(taken.size());
        return taken;
    }

  private:
    std::span<const std::uint8_t> bytes_;
    bool ran_out_ = false;
};

}  // namespace convscope
