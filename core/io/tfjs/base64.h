// Base64 (RFC 4648), in which JSON files store bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace convscope::tfjs {

/// The bytes of the text, with or without "=" at its end; nullopt if it has other characters.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace convscope::tfjs
