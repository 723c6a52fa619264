// The list of lessons: those of the program and the user's own, with their minutes and the progress.
#pragma once

#include <filesystem>
#include <optional>

#include "app/gui/lessons/panel/lesson_question.h"
#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

void open_lesson_list(Ui& ui);
/// Draws the list while it is open. Its choices become requests.
void show_lesson_list(Frame& frame, const LessonRunner& runner, Rect window, LessonRequests& requests);

}  // namespace convscope
