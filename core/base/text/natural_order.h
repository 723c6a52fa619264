// The order in which people expect names with numbers: "map 2" before "map 10".
#pragma once

#include <string_view>

namespace convscope {

/// True if `a` comes before `b` in natural order, where digits are compared as numbers: "map 2" before "map 10".
bool natural_less(std::u32string_view a, std::u32string_view b);

}  // namespace convscope
