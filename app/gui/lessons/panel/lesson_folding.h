// Folds the side panels of a workspace that is too narrow beside a lesson, unless the step needs them.
#pragma once

#include <cstdint>

#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

class LessonFolding {
  public:
    /// True if the side panels are to be folded in the next frame, although the user has not folded them.
    bool folds() const { return folds_; }
    /// Decides for the next frame. `width` is the workspace's, in screen pixels. Call it after the workspace was drawn.
    void update(Ui& ui, const LessonRunner& runner, const Document& document, float width);
    /// The user unfolds the panels, or lets them fold again, until the end of the lesson.
    void toggle() { user_unfolds_ = !user_unfolds_; }
    /// True if the folding is due to the lesson: then toggle() is what the user means.
    bool decides() const { return folds_ || user_unfolds_; }

  private:
    /// True if the step names something in a side panel. `draws`: the pad fills the page.
    bool needs_panels(const Ui& ui, const LessonRunner& runner, bool draws) const;

    bool folds_ = false;
    bool user_unfolds_ = false;
    bool needs_ = false;  ///< the step names something in a side panel
    std::uint64_t step_ = 0;
    std::uint64_t applied_ = 0;
    int frames_ = 0;  ///< drawn since the step's state has appeared
};

}  // namespace convscope
