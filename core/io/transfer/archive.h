// Converts values to bytes, which one process of this program sends to another: numbers, enumerations, texts, lists,
// and structures whose fields are counted in field_counts.h. Not a file format: the bytes are in this machine's order.
// The reader checks sizes, enumerations and the end of the bytes, because the sending process may have been taken over.
// Must not depend on layers or models.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace convscope {

/// Thrown for bytes that no ArchiveWriter wrote.
class ArchiveError : public std::runtime_error {
  public:
    ArchiveError() : std::runtime_error("damaged archive") {}
};

/// The number of fields of a structure. Structured bindings let the compiler complain if it is wrong.
template <class Structure>
inline constexpr std::size_t kFieldCount = 0;
/// The number of an enumeration's values, which are 0, 1, 2, ...
template <class Enumeration>
inline constexpr std::size_t kValueCount = 0;

/// A tuple of references to the structure's fields.
template <class Structure>
auto fields_of(Structure& value) {
    constexpr std::size_t kCount = kFieldCount<std::remove_const_t<Structure>>;
    static_assert(kCount >= 1 && kCount <= 9, "state the number of fields in field_counts.h");
    if constexpr (kCount == 1) {
        auto& [a] = value;
        return std::tie(a);
    } else if constexpr (kCount == 2) {
        auto& [a, b] = value;
        return std::tie(a, b);
    } else if constexpr (kCount == 3) {
        auto& [a, b, c] = value;
        return std::tie(a, b, c);
    } else if constexpr (kCount == 4) {
        auto& [a, b, c, d] = value;
        return std::tie(a, b, c, d);
    } else if constexpr (kCount == 5) {
        auto& [a, b, c, d, e] = value;
        return std::tie(a, b, c, d, e);
    } else if constexpr (kCount == 6) {
        auto& [a, b, c, d, e, f] = value;
        return std::tie(a, b, c, d, e, f);
    } else if constexpr (kCount == 7) {
        auto& [a, b, c, d, e, f, g] = value;
        return std::tie(a, b, c, d, e, f, g);
    } else if constexpr (kCount == 8) {
        auto& [a, b, c, d, e, f, g, h] = value;
        return std::tie(a, b, c, d, e, f, g, h);
    } else {
        auto& [a, b, c, d, e, f, g, h, i] = value;
        return std::tie(a, b, c, d, e, f, g, h, i);
    }
}

class ArchiveWriter {
  public:
    const std::string& bytes() const { return bytes_; }

    template <class Value>
    void write(const Value& value) {
        if constexpr (std::is_arithmetic_v<Value>)
            bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value));
        else if constexpr (std::is_enum_v<Value>)
            write(static_cast<std::uint32_t>(value));
        else
            std::apply([this](const auto&... fields) { (write(fields), ...); }, fields_of(value));
    }
    void write(const std::string& text) {
        write(text.size());
        bytes_ += text;
    }
    template <class Value>
    void write(const std::vector<Value>& values) {
        write(values.size());
        for (const Value& value : values) write(value);
    }
    template <class Value, std::size_t kSize>
    void write(const std::array<Value, kSize>& values) {
        for (const Value& value : values) write(value);
    }
    template <class Value>
    void write(const std::optional<Value>& value) {
        write(value.has_value());
        if (value) write(*value);
    }

  private:
    std::string bytes_;
};

/// Every function throws ArchiveError.
class ArchiveReader {
  public:
    /// The bytes must exist as long as this object.
    explicit ArchiveReader(std::string_view bytes) : left_(bytes) {}

    template <class Value>
    Value read() {
        Value value{};
        read(value);
        return value;
    }
    void expect_end() const {
        if (!left_.empty()) throw ArchiveError();
    }

  private:
    std::string_view take(std::size_t count) {
        if (count > left_.size()) throw ArchiveError();
        const std::string_view bytes = left_.substr(0, count);
        left_.remove_prefix(count);
        return bytes;
    }
    /// The length of a list or text whose elements take at least `element_bytes` each.
    std::size_t read_size(std::size_t element_bytes) {
        const auto size = read<std::size_t>();
        if (size > left_.size() / element_bytes) throw ArchiveError();
        return size;
    }

    void read(bool& value) {
        const auto byte = read<std::uint8_t>();
        if (byte > 1) throw ArchiveError();
        value = byte == 1;
    }
    template <class Value>
    void read(Value& value) {
        if constexpr (std::is_arithmetic_v<Value>) {
            std::memcpy(&value, take(sizeof(value)).data(), sizeof(value));
        } else if constexpr (std::is_enum_v<Value>) {
            static_assert(kValueCount<Value> > 0, "state the number of values in field_counts.h");
            const auto number = read<std::uint32_t>();
            if (number >= kValueCount<Value>) throw ArchiveError();
            value = static_cast<Value>(number);
        } else {
            std::apply([this](auto&... fields) { (read(fields), ...); }, fields_of(value));
        }
    }
    void read(std::string& text) { text = take(read_size(1)); }
    template <class Value>
    void read(std::vector<Value>& values) {
        // Elements that are not numbers start with a length.
        const std::size_t size = read_size(std::is_arithmetic_v<Value> ? sizeof(Value) : sizeof(std::size_t));
        values.clear();  // a structure may have values by default
        values.reserve(size);
        for (std::size_t i = 0; i < size; ++i) values.push_back(read<Value>());
    }
    template <class Value, std::size_t kSize>
    void read(std::array<Value, kSize>& values) {
        for (Value& value : values) read(value);
    }
    template <class Value>
    void read(std::optional<Value>& value) {
        value.reset();
        if (read<bool>()) value = read<Value>();
    }

    std::string_view left_;
};

}  // namespace convscope
