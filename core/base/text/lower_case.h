// Text in small letters.
#pragma once

#include <string>
#include <string_view>

namespace convscope {

/// The text with a to z for A to Z; all other bytes stay, so that UTF-8 remains valid.
std::string lower_case(std::string_view text);

}  // namespace convscope
