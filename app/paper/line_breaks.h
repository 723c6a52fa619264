// Finds the places inside a word at which a line may end, for scripts that are written without spaces.
#pragma once

#include <string_view>
#include <vector>

namespace convscope {

/// Divides a text without spaces into the parts between which a line may end: a Chinese sentence into its characters
/// with their punctuation. A word of a script with spaces, Korean among them, is one part. `word` must be valid UTF-8
/// or is one part; the parts point into it.
std::vector<std::string_view> line_parts(std::string_view word);

}  // namespace convscope
