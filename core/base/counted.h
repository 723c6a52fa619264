// Counts in the English texts of the command line: "1 label", "2 labels". Texts that the window shows use tr_count().
#pragma once

#include <string>
#include <string_view>

namespace convscope {

/// The number and the noun, which is in the plural unless the number is 1. Knows the plurals "classes" and "axes".
std::string counted(long long count, std::string_view noun);

}  // namespace convscope
