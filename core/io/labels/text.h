// Turns the bytes of a text file into UTF-8. Must not depend on what the text means.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace convscope {

/// True if the bytes are text without control characters, or UTF-16 with a byte order mark.
bool starts_like_text(std::span<const std::uint8_t> start);
/// The text without its byte order mark. UTF-16 is recognised by the mark, UTF-8 by its rules; any other text is taken
/// as Windows-1252, which contains Latin-1. nullopt for bytes that are not text.
std::optional<std::string> utf8_text(std::span<const std::uint8_t> bytes);
/// True if the text has no control characters except line breaks and tabs.
bool is_plain_text(std::span<const std::uint8_t> bytes);

}  // namespace convscope
