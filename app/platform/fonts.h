// Finds font files on this system.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/files.h"

namespace convscope {

enum class FontWeight { regular, semibold };

/// A font in a file of one or more TrueType or OpenType fonts.
struct FontFile {
    std::shared_ptr<const MappedFile> data;  ///< null if no font was found
    int index = 0;                           ///< index of the font in its file
    float line_height = 1.2F;                ///< distance from ascender to descender, in em (units of the font's size)
};

/// Makes the fonts in this folder and below known to this process: to the functions below and to Pango. Call it before
/// them and before other threads start. A folder that does not exist is ignored.
void add_fonts(const std::filesystem::path& folder);
/// Inter in this weight, or else DejaVu Sans (bold for semibold). Without a file if neither is installed.
FontFile find_font(FontWeight weight);
/// DejaVu Sans, which has the arrows and signs that Inter lacks. Without a file if it is not installed.
FontFile find_symbol_font();
/// DejaVu Sans Mono, for code. Without a file if it is not installed.
FontFile find_code_font();

/// A font, and the characters that are to be taken from it.
struct FallbackFont {
    FontFile file;
    std::u32string characters;
};
/// Fonts of any family for the characters, in ascending order, with as few fonts as fontconfig's preferences for this
/// user's language allow. Characters that no font has are left out.
std::vector<FallbackFont> find_fallback_fonts(std::u32string characters);

}  // namespace convscope
