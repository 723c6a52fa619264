// The question of a step: choices or a typed answer, with what the answer was worth.
#pragma once

#include <functional>
#include <set>
#include <vector>

#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

/// A change of the running lesson, made after the frame is drawn.
using LessonRequest = std::function<void(LessonRunner&)>;
using LessonRequests = std::vector<LessonRequest>;

class LessonQuestion {
  public:
    /// Forgets what was ticked. Call it when another step is shown.
    void forget();
    /// Draws the question of the shown step and cuts its height off `column`.
    void show(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests);

  private:
    void show_choices(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests);
    void show_choice(Ui& ui, const LessonRunner& runner, int index, Rect& column, LessonRequests& requests);
    /// The verdict below a choice and its comment. `given`: the choice was given as the answer.
    static void show_comment(Ui& ui, const AnswerChoice& choice, bool given, bool several, Rect& column);
    void show_typed(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests);
    /// The answer to a typed question, after it was revealed.
    static void show_right_answer(Ui& ui, const LessonRunner& runner, Rect& column);
    void show_result(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests);

    std::set<int> ticked_;  ///< if several choices are right
};

}  // namespace convscope
