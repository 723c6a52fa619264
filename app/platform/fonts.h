// Finds font files on this system.
#pragma once

#include <filesystem>
#include <string>

namespace convscope {

enum class FontWeight { regular, semibold };

struct FontFile {
    std::filesystem::path path;
    float line = 1.2F;  ///< distance from ascender to descender, in em (units of the font's size)
};

/// Inter in this weight, or else DejaVu Sans (bold for semibold). The path is empty if neither is installed.
FontFile find_font(FontWeight weight);
/// DejaVu Sans, which has the arrows and signs that Inter lacks. The path is empty if it is not installed.
FontFile find_symbol_font();
/// DejaVu Sans Mono, for code. The path is empty if it is not installed.
FontFile find_code_font();

}  // namespace convscope
