// The colours of the interface, light and dark.
#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>

namespace convscope {

enum class Role {
    background,  ///< background of the window
    surface,     ///< background of panels
    raised,      ///< background of controls
    hover,       ///< background of a control under the pointer
    line,        ///< lines between panels
    text,
    muted,  ///< text of captions
    accent,
    on_accent,  ///< text on accent
    positive,   ///< bars of signed numbers
    negative,
    winner,  ///< the value that max-pooling keeps, the class that is answered
    block,   ///< a pooling block
    warning,
    canvas,         ///< background around pictures
    positive_cell,  ///< background of the largest number in a grid of signed numbers
    negative_cell,
    winner_cell,  ///< background of a winner's number
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

/// Sets Dear ImGui's own style, which popups and text fields use.
void apply_style(const Theme& theme, float scale);

}  // namespace convscope
