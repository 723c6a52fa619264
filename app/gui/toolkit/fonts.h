// The fonts of the interface, for each size of text, with the characters of all scripts that are shown.
#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>
#include <set>
#include <string_view>

namespace convscope {

/// The last five are for numbers alone, from large to very large.
enum class Type { caption, text, heading, code, digits_1, digits_2, digits_3, digits_4, digits_5 };
/// The types in which numbers are written, the largest first.
inline constexpr std::array<Type, 7> kNumberTypes{Type::digits_5, Type::digits_4, Type::digits_3, Type::digits_2,
                                                  Type::digits_1, Type::text,     Type::caption};

struct Fonts {
    ImFont* caption = nullptr;
    ImFont* text = nullptr;
    ImFont* heading = nullptr;
    ImFont* code = nullptr;
    std::array<ImFont*, 5> digits{};  ///< digits_1 to digits_5; numbers are written as text where they are null
    ImFont* operator[](Type type) const {
        switch (type) {
            case Type::caption:
                return caption;
            case Type::heading:
                return heading;
            case Type::code:
                return code;
            case Type::text:
                return text;
            default:
                break;
        }
        ImFont* const font = digits.at(static_cast<std::size_t>(type) - static_cast<std::size_t>(Type::digits_1));
        return font != nullptr ? font : text;
    }
};

using Characters = std::set<char32_t>;

/// Fills Dear ImGui's font atlas for this scale (1 = 100%): Inter or DejaVu Sans with tabular digits, ImGui's own font
/// as the last resort. `extra` are characters beyond Latin, Greek and Cyrillic, such as those of a Korean file name:
/// they come from any font of this system that has them.
Fonts load_fonts(float scale, const Characters& extra);

/// The characters of the text that Dear ImGui can show, but the font lacks. Invalid UTF-8 gives none.
Characters missing_characters(const ImFont& font, std::string_view text);

}  // namespace convscope
