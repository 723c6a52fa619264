#include "core/base/text/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/utf8.h"

namespace convscope {

namespace {

struct CodeRange {
    char32_t first, last;
};
/// Source: Unicode's Cc and Bidi_Control, the separators of lines and paragraphs, the byte order mark, tag characters.
constexpr std::array<CodeRange, 9> kUnsafe{{{0x00, 0x1F},
                                            {0x7F, 0x9F},
                                            {0x061C, 0x061C},
                                            {0x200E, 0x200F},
                                            {0x2028, 0x202E},
                                            {0x2066, 0x2069},
                                            {0xFEFF, 0xFEFF},
                                            {0xFFF9, 0xFFFB},
                                            {0xE0000, 0xE007F}}};

bool is_unsafe(char32_t point) {
    return std::ranges::any_of(kUnsafe,
                               [point](CodeRange range) { return point >= range.first && point <= range.last; });
}

/// The character's escape in JSON: UTF-16, so that a point above U+FFFF is a pair of surrogates.
std::string json_escape(char32_t point) {
    if (point < 0x10000) return fmt::format("\\u{:04x}", static_cast<unsigned>(point));
    const auto above = static_cast<unsigned>(point) - 0x10000U;
    return fmt::format("\\u{:04x}\\u{:04x}", 0xD800U + (above >> 10U), 0xDC00U + (above & 0x3FFU));
}

std::string escaped(std::string_view text, std::string_view kept) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const std::size_t bytes = utf8_character_bytes(text);
        const std::string_view character = text.substr(0, std::max<std::size_t>(bytes, 1));
        text.remove_prefix(character.size());
        if (bytes == 0) {
            safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(character.front()));
            continue;
        }
        const char32_t point = utf8_code_points(character, 0).front();
        const bool stays = bytes == 1 && kept.find(character.front()) != std::string_view::npos;
        if (stays || !is_unsafe(point))
            safe += character;
        else
            safe += json_escape(point);
    }
    return safe;
}

}  // namespace

std::string printable(std::string_view text) {
    return escaped(text, "");
}

std::string printable_lines(std::string_view text) {
    return escaped(text, "\n\t");
}

}  // namespace convscope
