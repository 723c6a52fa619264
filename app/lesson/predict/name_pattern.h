// Patterns for the names of things in the window, as lessons write them: `inspector.product.*`. Must not include Dear
// ImGui: the command line checks the names of lessons.
#pragma once

#include <string>
#include <string_view>

namespace convscope {

/// True if the pattern is the whole name; each `*` stands for any number of characters.
bool matches_name(std::string_view pattern, std::string_view name);
/// True if the pattern is the name or the name of something that the thing belongs to: `view.filtered` includes
/// `view.filtered.legend`.
bool includes_name(std::string_view pattern, std::string_view name);
/// The pattern for all things of the kind of `name`: `filter.cell.*.*` for `filter.cell.0.1`. Equal to the name if it
/// contains no numbers.
std::string kind_pattern(std::string_view name);

}  // namespace convscope
