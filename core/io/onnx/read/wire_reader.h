// Iterates over the fields of a message in protobuf's wire format, without copying it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace convscope::onnx {

class WireReader {
  public:
    explicit WireReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    struct Field {
        std::uint64_t number = 0, type = 0;
        std::uint64_t value = 0;                ///< the number, or the length of the string or message
        std::span<const std::uint8_t> content;  ///< bytes of a string or message, up to the end of the file's
        std::span<const std::uint8_t> whole;    ///< the content with the tag and the length before it
        bool is_complete = true;

        /// True for a complete string or message with this number.
        bool is_bytes(std::uint64_t which) const { return number == which && type == 2 && is_complete; }
    };
    bool at_end() const { return bytes_.empty(); }
    /// The bytes after the last field that was read.
    std::span<const std::uint8_t> rest() const { return bytes_; }
    /// The next field; nullopt if the bytes are not a field.
    std::optional<Field> next() {
        const std::span<const std::uint8_t> start = bytes_;
        const std::optional<std::uint64_t> tag = varint();
        if (!tag || *tag >> 3U == 0) return std::nullopt;
        Field field{.number = *tag >> 3U, .type = *tag & 7U};
        const std::optional<std::uint64_t> value = field.type == 1                      ? 8
                                                   : field.type == 5                    ? 4
                                                   : field.type == 0 || field.type == 2 ? varint()
                                                                                        : std::nullopt;
        if (!value) return std::nullopt;
        field.value = *value;
        if (field.type != 0) {
            const auto available = static_cast<std::size_t>(std::min<std::uint64_t>(field.value, bytes_.size()));
            field.is_complete = available == field.value;
            field.content = bytes_.first(available);
            bytes_ = bytes_.subspan(available);
        }
        field.whole = start.first(start.size() - bytes_.size());
        return field;
    }

  private:
    std::optional<std::uint64_t> varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
            const std::uint8_t byte = bytes_.front();
            bytes_ = bytes_.subspan(1);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if ((byte & 0x80U) == 0) return value;
        }
        return std::nullopt;
    }

    std::span<const std::uint8_t> bytes_;
};

}  // namespace convscope::onnx
