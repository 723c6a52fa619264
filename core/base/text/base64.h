// Bytes as text, for data URIs. Source: RFC 4648, section 4.
#pragma once

#include <string>
#include <string_view>

namespace convscope {

/// The bytes in base 64, with `=` at the end so that the length is a multiple of four.
std::string to_base64(std::string_view bytes);

}  // namespace convscope
