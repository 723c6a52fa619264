// File names, sizes and dates as text for display, search and sorting.
#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>

namespace convscope {

/// The code points of UTF-8 text. Invalid bytes and control characters become U+FFFD.
std::u32string decoded(std::string_view bytes);
/// The text as UTF-8.
std::string encoded(std::u32string_view text);
/// The text in lower case, in every alphabet.
std::u32string folded(std::u32string text);
/// A path or a part of one for display: valid UTF-8 without control characters.
std::string shown(const std::filesystem::path& path);

/// "812 B", "24 kB", "1.3 MB".
std::string size_text(std::uintmax_t bytes);
/// "2025-03-14 09:30" in local time; `time` counts seconds since 1970.
std::string date_text(std::time_t time);

}  // namespace convscope
