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
    positive,
    negative,
    winner,
    warning,
    canvas,  ///< around pictures
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
/// Black or white, whichever is easier to read on `background`.
ImU32 readable_on(ImU32 background);

enum class Type { caption, text, heading, code };

struct Fonts {
    ImFont* caption = nullptr;
    ImFont* text = nullptr;
    ImFont* heading = nullptr;
    ImFont* code = nullptr;
    ImFont* operator[](Type type) const {
        switch (type) {
            case Type::caption:
                return caption;
            case Type::heading:
                return heading;
            case Type::code:
                return code;
            default:
                return text;
        }
    }
};

/// Fills Dear ImGui's font atlas for this scale (1 = 100%): Inter or DejaVu Sans with tabular digits, ImGui's own font
/// as the last resort.
Fonts load_fonts(float scale);
/// Sets Dear ImGui's own style, which popups and text fields use.
void apply_style(const Theme& theme, float scale);

}  // namespace convscope
