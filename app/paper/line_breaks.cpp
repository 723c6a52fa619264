#include "app/paper/line_breaks.h"

#include <pango/pango.h>

#include <algorithm>

#include "core/base/utf8.h"

namespace convscope {

namespace {

constexpr char32_t kFirstWide = 0x2E80;  ///< the scripts without spaces begin here, with CJK radicals

/// Hangul: Korean words stay whole, although the standard allows an end of a line between their syllables.
bool is_korean(char32_t character) {
    return character >= 0xAC00 && character <= 0xD7A3;
}

}  // namespace

std::vector<std::string_view> line_parts(std::string_view word) {
    // Most words are ASCII, and need no more.
    if (std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return {word};
    if (!is_utf8(word)) return {word};
    const std::u32string characters = utf8_code_points(word, U'?');
    if (std::ranges::none_of(characters, [](char32_t c) { return c >= kFirstWide && !is_korean(c); })) return {word};
    // Source: Unicode Standard Annex 14, as Pango implements it.
    std::vector<PangoLogAttr> places(characters.size() + 1);
    pango_get_log_attrs(word.data(), static_cast<int>(word.size()), -1, pango_language_get_default(), places.data(),
                        static_cast<int>(places.size()));
    std::vector<std::string_view> parts;
    parts.reserve(characters.size());
    std::size_t start = 0, at = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const bool may_end =
            i > 0 && places[i].is_line_break != 0 && !(is_korean(characters[i]) && is_korean(characters[i - 1]));
        if (may_end) {
            parts.push_back(word.substr(start, at - start));
            start = at;
        }
        at += utf8_character_bytes(word.substr(at));
    }
    parts.push_back(word.substr(start));
    return parts;
}

}  // namespace convscope
