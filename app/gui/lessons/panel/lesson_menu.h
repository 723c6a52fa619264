// The menu of the lesson's panel: notes, editing, checking, and what a lesson is saved as.
#pragma once

#include <optional>
#include <string_view>

#include "app/gui/lessons/panel/lesson_question.h"
#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

/// State of the panel that the menu's labels depend on.
struct LessonMenuLabels {
    bool for_teacher = false;  ///< the teacher's notes are shown
    bool on_left = false;      ///< the panel is at the left
};

/// Opens the menu below the control at `anchor`.
void open_lesson_menu(Ui& ui, Rect anchor);
/// Draws the menu while it is open and carries out what concerns the lesson. Returns the other choices, which concern
/// the panel: "teacher", "side" or "edit".
std::optional<std::string_view> lesson_menu(Frame& frame, const LessonRunner& runner, const LessonMenuLabels& labels,
                                            LessonRequests& requests);

}  // namespace convscope
