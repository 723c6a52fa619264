// Counts in messages: "1 label", "2 labels".
#pragma once

#include <string>
#include <string_view>

namespace convscope {

/// The number and the noun, in the plural unless the number is 1. The plurals of
/// "class" and "axis" are "classes" and "axes".
std::string counted(long long count, std::string_view noun);

}  // namespace convscope
