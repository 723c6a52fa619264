// The first lines of a lesson, between two lines of three hyphens: title, language, minutes, files. Internal: the
// interface is app/lesson/parse.h.
#pragma once

#include <string_view>
#include <vector>

#include "app/lesson/lesson.h"

namespace convscope {

/// Sets the lesson's title, language, minutes and files, and adds a problem for each fault. Returns the number of bytes
/// of the front matter; 0 if there is none.
std::size_t read_front_matter(std::string_view markdown, Lesson& lesson, std::vector<LessonProblem>& problems);

}  // namespace convscope
