// The distance between two words, to suggest the one that was meant.
#pragma once

#include <cstddef>
#include <string_view>

namespace convscope {

/// Levenshtein's distance: how many letters must be inserted, deleted or replaced to turn `a` into `b`.
std::size_t typing_errors(std::string_view a, std::string_view b);

}  // namespace convscope
