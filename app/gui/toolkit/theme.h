// The colours and fonts of the interface, light and dark.
#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>

namespace convscope {

enum class Role {
    background,  ///< of the window
    surface,     ///< panels
    raised,      ///< controls
    hover,       ///< a control under the pointer
    line,        ///< between panels
    text,
    muted,  ///< captions
    accent,
    on_accent,  ///< text on accent
    positive,   ///< bars of signed numbers
    negative,
    winner,  ///< the value that max-pooling keeps, the class that is answered
    block,   ///< a pooling block
    warning,
    canvas,         ///< around pictures
    positive_cell,  ///< behind the largest number of a grid of signed ones
    negative_cell,
    winner_cell,  ///< behind a winner's number
    count
};

struct Theme {
    std::array<ImU32, static_cast<std::size_t>(Role::count)> colours{};
    bool dark = false;
    ImU32 operator[](Role role) const { return colours.at(static_cast<std::size_t>(role)); }
};

const Theme& theme(bool dark);

/// `colour` with its opacity multiplied.
ImU32 faded(ImU32 colour, float opacity);
/// The colour between `a` (amount 0) and `b` (amount 1).
ImU32 mixed(ImU32 a, ImU32 b, float amount);
/// Black or white, whichever is easier to read on `background`: a contrast of 4.5:1 at least.
ImU32 readable_on(ImU32 background);
/// The contrast of two opaque colours as WCAG 2 defines it, 1 to 21.
float contrast(ImU32 a, ImU32 b);

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

/// Fills Dear ImGui's font atlas for this scale (1 = 100%): Inter or DejaVu Sans with tabular digits, ImGui's own font
/// as the last resort.
Fonts load_fonts(float scale);
/// Sets Dear ImGui's own style, which popups and text fields use.
void apply_style(const Theme& theme, float scale);

}  // namespace convscope
