// The lines of `convscope`, `check` and `solution` blocks, and the answer of a line that begins with "=". Internal: the
// interface is app/lesson/parse.h.
#pragma once

#include <string_view>
#include <vector>

#include "app/lesson/lesson.h"

namespace convscope {

/// The settings of a block whose first line has the number `line`. Adds problems for unknown words and open quotes.
std::vector<Setting> read_settings(std::string_view block, int line, std::vector<LessonProblem>& problems);
/// Moves cover, point, only and free from the settings to the marks. Adds problems for unknown names.
void take_marks(std::vector<Setting>& settings, LessonMarks& marks, std::vector<LessonProblem>& problems);
/// The lines of a `check` block. Adds problems for lines that are not "name op value", and for unknown names.
std::vector<GoalLine> read_goal_lines(std::string_view block, int line, std::vector<LessonProblem>& problems);
/// The answer after "=". Adds a problem for an unknown name of a value.
TypedAnswer read_typed_answer(std::string_view text, int line, std::vector<LessonProblem>& problems);
/// True for text that can only be meant as the name of a value: "inspector.sum".
bool looks_like_value(std::string_view text);

}  // namespace convscope
