#include "core/base/utf8.h"

#include <algorithm>

namespace convscope {

namespace {

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The length in bytes that a character's first byte states; 0 if no character begins with it.
std::size_t stated_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first < 0xC2) return 0;
    if (first < 0xE0) return 2;
    if (first < 0xF0) return 3;
    return first < 0xF5 ? 4 : 0;
}

/// True if `second` may follow `first`: Unicode 15, table 3-7.
bool is_second_byte(unsigned char first, unsigned char second) {
    if (first == 0xE0) return second >= 0xA0;
    if (first == 0xED) return second < 0xA0;
    if (first == 0xF0) return second >= 0x90;
    if (first == 0xF4) return second < 0x90;
    return true;
}

}  // namespace

std::size_t utf8_character_bytes(std::string_view text) {
    if (text.empty()) return 0;
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t bytes = stated_length(first);
    if (bytes <= 1) return bytes;
    if (bytes > text.size() || !std::ranges::all_of(text.substr(1, bytes - 1), is_continuation)) return 0;
    return is_second_byte(first, static_cast<unsigned char>(text[1])) ? bytes : 0;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t bytes = utf8_character_bytes(text);
        if (bytes == 0) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
    std::size_t end = std::min(text.size(), max_bytes);
    while (end > 0 && end < text.size() && is_continuation(text[end])) --end;
    return text.substr(0, end);
}

std::string_view utf8_suffix(std::string_view text, std::size_t max_bytes) {
    std::size_t begin = text.size() - std::min(text.size(), max_bytes);
    while (begin > 0 && begin < text.size() && is_continuation(text[begin])) ++begin;
    return text.substr(begin);
}

std::u32string utf8_code_points(std::string_view text, char32_t replacement) {
    std::u32string points;
    while (!text.empty()) {
        const std::size_t bytes = utf8_character_bytes(text);
        const auto first = static_cast<unsigned char>(text.front());
        char32_t point = bytes == 0 ? replacement : bytes == 1 ? first : first & (0x7FU >> bytes);
        for (std::size_t i = 1; i < bytes; ++i) point = point << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
        points += point;
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return points;
}

std::string display_text(const std::string& text) {
    constexpr std::size_t kMax = 120;
    std::string shown;
    for (std::string_view remaining = text; !remaining.empty();) {
        if (shown.size() >= kMax) return shown + "...";
        const std::size_t bytes = utf8_character_bytes(remaining);
        if (bytes == 0)
            shown += '?';
        else if (static_cast<unsigned char>(remaining.front()) >= ' ' && remaining.front() != 127)
            shown += remaining.substr(0, bytes);
        remaining.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return shown;
}

}  // namespace convscope
