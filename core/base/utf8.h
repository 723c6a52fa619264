// UTF-8 text: where its characters end, and whether it is UTF-8 at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace convscope {

/// The bytes of the first character, 1 to 4; 0 if the text is empty or does not begin with a character of UTF-8.
/// Overlong forms, surrogates and code points above U+10FFFF are none.
std::size_t utf8_character_bytes(std::string_view text);
/// True if the whole text is UTF-8.
bool is_utf8(std::string_view text);

/// The longest beginning of at most that many bytes which ends between two characters.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);
/// The longest end of at most that many bytes which begins between two characters.
std::string_view utf8_suffix(std::string_view text, std::size_t max_bytes);

/// The code points; a byte that is no part of a character gives `replacement`.
std::u32string utf8_code_points(std::string_view text, char32_t replacement);

}  // namespace convscope
