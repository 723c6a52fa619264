// The effects of a step on the window outside its panel: covers, highlights, limits, and the short fade of a new state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/gui/lessons/panel/lesson_question.h"
#include "app/gui/lessons/present/presenter.h"
#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

class LessonEffects {
  public:
    /// Covers what the step covers, and reveals it when the step is answered. A cover that the user reveals by hand is
    /// revealed for the lesson too. Call it once per frame before the workspace is drawn.
    void sync_covers(Ui& ui, const LessonRunner& runner, Presenter& presenter, LessonRequests& requests);
    /// Limits the controls that are drawn until end_limits() if the step allows only some, and removes keys that would
    /// do something else.
    static void begin_limits(Ui& ui, const LessonRunner& runner);
    static void limit_keys(Ui& ui, const LessonRunner& runner);
    static void end_limits(Ui& ui) { ui.limit({}); }
    /// The sentence about the limits; empty if the step has none.
    static std::string limit_reason(const LessonRunner& runner);

    /// Draws the outlines of what the step points at, and the fade of a new state over `place`.
    void show(Ui& ui, const LessonRunner& runner, Rect place);

  private:
    void show_pointed(Ui& ui, const LessonRunner& runner) const;
    /// Scrolls to the first thing that the step points at, if it is out of view, once its state is on screen.
    void scroll_to_pointed(Ui& ui, const LessonRunner& runner);

    std::vector<std::string> covered_;  ///< by the lesson
    std::vector<std::string> tagged_;   ///< by the lesson: revealed things with the answer beside them
    std::uint64_t step_ = 0;            ///< identifies the step of covered_
    std::uint64_t applied_ = 0;
    double entered_ = -10;  ///< time at which the step was entered
    int frames_ = 0;        ///< drawn since the step's state has appeared
    double faded_ = -10;    ///< time at which its state appeared
};

}  // namespace convscope
