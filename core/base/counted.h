// Counts in messages: "1 label", "2 labels".
#pragma once

#include <string>
#include <string_view>

namespace convscope {

/// The number and the noun, which is in the plural unless the number is 1. Knows the plurals "classes" and "axes".
std::string counted(long long count, std::string_view noun);

}  // namespace convscope
