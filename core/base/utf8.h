// Finds the characters of UTF-8 text and checks that it is valid.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace convscope {

/// The number of bytes of the first character, 1 to 4; 0 if the text is empty or does not begin with a valid character.
/// Overlong forms, surrogates and code points above U+10FFFF are invalid.
std::size_t utf8_character_bytes(std::string_view text);
/// True if the whole text is valid UTF-8.
bool is_utf8(std::string_view text);

/// The longest prefix of at most `max_bytes` bytes that cuts no character.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);
/// The longest suffix of at most `max_bytes` bytes that cuts no character.
std::string_view utf8_suffix(std::string_view text, std::size_t max_bytes);

/// The code points. Each byte that is not part of a valid character gives `replacement`.
std::u32string utf8_code_points(std::string_view text, char32_t replacement);

/// A name from an untrusted file for messages: without control characters, cut after 120 bytes, "?" for bytes that are
/// not valid UTF-8.
std::string display_text(const std::string& text);

}  // namespace convscope
