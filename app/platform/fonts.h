// Finds font files on this system. Loads and draws nothing.
#pragma once

#include <filesystem>
#include <string>

namespace convscope {

enum class FontWeight { regular, semibold };

struct FontFile {
    std::filesystem::path path;
    float line = 1.2F;  ///< from ascender to descender, in units of the font's size (em)
};

/// The first of Inter and DejaVu Sans that is installed in this weight (DejaVu's semibold is its bold); an empty path
/// where there is neither.
FontFile find_font(FontWeight weight);
/// DejaVu Sans, which has the arrows and signs that Inter lacks; an empty path without it.
FontFile find_symbol_font();
/// DejaVu Sans Mono, for code; an empty path without it.
FontFile find_code_font();

}  // namespace convscope
