// The names of controls, views and numbers that lessons may cover, point at or allow, as the program's --ui-map writes
// them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/lesson/words.h"

namespace convscope {

/// A name, with # in place of a number and @ in place of any other part: "filter.cell.#.#", "input.sample.@".
struct LessonName {
    std::string_view name, meaning;
    WordGroup group = WordGroup::any;
};

/// The names that a lesson needs most, with their meanings.
std::span<const LessonName> lesson_names();
/// All names, also those of single controls.
std::vector<std::string_view> all_lesson_names();
/// True for names that is_lesson_name() refuses unseen, because it would take long to compare them.
bool is_name_too_long(std::string_view name);
/// True for a name of the table, and for a pattern that at least one name of the table can match.
bool is_lesson_name(std::string_view name);
/// is_lesson_name() for what is drawn in the workspace of that group.
bool is_name_of(WordGroup group, std::string_view name);
/// The remedy for a name that is_lesson_name() refuses, for messages: "write view.filtered".
std::string name_remedy(std::string_view name);

}  // namespace convscope
