#include "core/io/labels/text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/utf8.h"

namespace convscope {

namespace {

using RawBytes = std::span<const std::uint8_t>;

constexpr char32_t kReplacement = 0xFFFD;

/// The characters of the bytes 0x80 to 0x9F in Windows-1252. The five unassigned bytes give kReplacement.
constexpr std::array<char32_t, 32> kWindows1252{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

bool starts_with(RawBytes bytes, std::string_view start) {
    return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin(),
                                                      [](char a, auto b) { return static_cast<std::uint8_t>(a) == b; });
}

bool is_little_endian_utf16(RawBytes bytes) {
    return starts_with(bytes, "\xff\xfe");
}

bool is_utf16(RawBytes bytes) {
    return is_little_endian_utf16(bytes) || starts_with(bytes, "\xfe\xff");
}

void append(std::string& text, char32_t character) {
    const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    const std::uint32_t c = character;
    if (c < 0x80) return add(c);
    if (c < 0x800) {
        add(0xC0U | (c >> 6U));
    } else {
        if (c < 0x10000) {
            add(0xE0U | (c >> 12U));
        } else {
            add(0xF0U | (c >> 18U));
            add(0x80U | ((c >> 12U) & 0x3FU));
        }
        add(0x80U | ((c >> 6U) & 0x3FU));
    }
    add(0x80U | (c & 0x3FU));
}

/// `bytes` starts with a byte order mark. A surrogate without its partner gives kReplacement.
std::string from_utf16(RawBytes bytes) {
    const std::size_t high = is_little_endian_utf16(bytes) ? 1 : 0;
    const auto unit = [&](std::size_t at) {
        return static_cast<char32_t>((std::uint32_t{bytes[at + high]} << 8U) | bytes[at + 1 - high]);
    };
    std::string text;
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        char32_t character = unit(i);
        if (character >= 0xD800 && character < 0xE000) {
            const char32_t next = i + 3 < bytes.size() ? unit(i + 2) : 0;
            const bool is_pair = character < 0xDC00 && next >= 0xDC00 && next < 0xE000;
            character = is_pair ? 0x10000 + ((character - 0xD800) << 10U) + (next - 0xDC00) : kReplacement;
            if (is_pair) i += 2;
        }
        append(text, character);
    }
    return text;
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        append(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252.at(byte - 0x80U) : char32_t{byte});
    }
    return text;
}

RawBytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

bool is_plain_text(RawBytes bytes) {
    return std::ranges::none_of(
        bytes, [](std::uint8_t byte) { return byte < ' ' && byte != '\n' && byte != '\r' && byte != '\t'; });
}

bool starts_like_text(RawBytes start) {
    if (!is_utf16(start)) return is_plain_text(start);
    const std::string text = from_utf16(start);
    return is_plain_text(bytes_of(text));
}

std::optional<std::string> utf8_text(RawBytes bytes) {
    std::string text;
    if (is_utf16(bytes)) {
        text = from_utf16(bytes);
    } else {
        std::string_view stored(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        constexpr std::string_view kMark = "\xef\xbb\xbf";
        if (stored.starts_with(kMark)) stored.remove_prefix(kMark.size());
        text = is_utf8(stored) ? std::string(stored) : from_windows_1252(stored);
    }
    if (!is_plain_text(bytes_of(text))) return std::nullopt;
    return text;
}

}  // namespace convscope
