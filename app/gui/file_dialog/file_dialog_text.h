// File names, sizes and dates as text: to be shown, searched and sorted. Knows no ImGui and no files.
#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>

namespace convscope {

/// UTF-8 as code points; bytes that are not UTF-8 and control characters become U+FFFD.
std::u32string decoded(std::string_view bytes);
std::string encoded(std::u32string_view text);
/// Lower case, whatever the alphabet.
std::u32string folded(std::u32string text);
/// A path or a part of one, fit to be shown: valid UTF-8 on one line.
std::string shown(const std::filesystem::path& path);

/// True when `a` comes before `b`; runs of digits count as numbers: "map 2", "map 10".
bool natural_less(std::u32string_view a, std::u32string_view b);

/// "812 B", "24 kB", "1.3 MB".
std::string size_text(std::uintmax_t bytes);
/// "2025-03-14 09:30" in local time; `time` counts seconds since 1970.
std::string date_text(std::time_t time);

}  // namespace convscope
