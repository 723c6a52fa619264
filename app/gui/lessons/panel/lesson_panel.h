// The panel of the open lesson beside the workspace: text, question, hints, goal, notes and steps.
#pragma once

#include <cstdint>

#include "app/gui/lessons/panel/lesson_editor.h"
#include "app/gui/lessons/panel/lesson_question.h"
#include "app/gui/lessons/panel/lesson_textures.h"
#include "app/gui/lessons/present/presenter.h"
#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

class LessonPanel {
  public:
    /// Cuts the panel, or the strip of a folded one, off `rest` and draws it. Does nothing if no lesson is open.
    void show(Frame& frame, const LessonRunner& runner, Presenter& presenter, Rect& rest, LessonRequests& requests);
    void toggle_fold() { folded_ = !folded_; }
    void unfold() { folded_ = false; }
    /// The keys of an open lesson: next and last step, reload.
    static void use_keys(Ui& ui, const LessonRunner& runner, LessonRequests& requests);

  private:
    void show_folded(Ui& ui, Rect place);
    void show_head(Ui& ui, const LessonRunner& runner, Rect row, LessonRequests& requests);
    void show_menu(Frame& frame, const LessonRunner& runner, LessonRequests& requests);
    void show_foot(Ui& ui, const LessonRunner& runner, Rect row, LessonRequests& requests);
    /// Offers the step's own view after the user has changed it.
    static void show_again(Ui& ui, Rect row, LessonRequests& requests);
    void show_step(Ui& ui, const LessonRunner& runner, Presenter& presenter, Rect place, LessonRequests& requests);
    void show_help_buttons(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests);
    void show_teacher(Ui& ui, const LessonRunner& runner, Presenter& presenter, Rect& column);

    bool folded_ = false;
    bool on_left_ = false;
    bool for_teacher_ = false;
    bool edits_ = false;  ///< the editor opens in the next frame
    std::uint64_t step_ = 0;
    std::uint64_t added_ = 0;
    LessonQuestion question_;
    LessonEditor editor_;
    LessonTextures textures_;
};

}  // namespace convscope
