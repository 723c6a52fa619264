// The largest paragraphs and words of a lesson. Internal: the interface is app/lesson/parse.h.
#pragma once

#include <vector>

#include "app/lesson/lesson.h"

namespace convscope {

/// Adds a problem for each block of text that is larger than the limits of lesson.h.
void check_text_limits(const Lesson& lesson, std::vector<LessonProblem>& problems);

}  // namespace convscope
