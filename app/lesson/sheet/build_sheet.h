// Makes the sheets of a lesson: every step's state is opened and computed as the window would show it.
#pragma once

#include <string>
#include <vector>

#include "app/lesson/lesson.h"
#include "app/lesson/sheet/sheet.h"
#include "app/lesson/state.h"

namespace convscope {

/// The work sheet: text, pictures of the states, blanks for what is covered, room to calculate. With `solutions` the
/// solution sheet: computed answers, comments, hints and the teacher's notes. Throws LoadError with the lesson's file,
/// the line and the remedy for a state that cannot be opened.
LessonSheet lesson_sheet(const Lesson& lesson, LessonFiles& files, bool solutions);

}  // namespace convscope
