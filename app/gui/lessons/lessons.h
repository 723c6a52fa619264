// Lessons and presenting tools of the window: the functions that the shell calls before and after the workspace in each
// frame, and those that actions call.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/lessons/panel/lesson_effects.h"
#include "app/gui/lessons/panel/lesson_folding.h"
#include "app/gui/lessons/panel/lesson_panel.h"
#include "app/gui/lessons/present/presenter.h"
#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/workspace/frame.h"
#include "core/base/text/translation.h"

namespace convscope {

class Lessons {
  public:
    /// The message when undo reaches the start of a step.
    static constexpr Message kUndoStops = tr("Undo stops at the start of this step. Back shows the step before it.");

    /// See LessonRunner. `offers_tour`: at the first start a row offers the tour.
    Lessons(const std::filesystem::path& assets, const std::filesystem::path& data, History& history,
            OpeningMessages& messages, const std::function<void()>& wake, bool offers_tour);

    /// True if the side panels are folded in the frame that begins, although the user has not folded them.
    bool folds_panels() const { return folding_.folds(); }

    // --- once per frame, in this order ---
    void update(const std::optional<RunFacts>& run);
    /// Before the top bar is drawn.
    void begin(Frame& frame);
    /// After the top bar: draws the rows and the panel, and cuts them off `rest`, the workspace's place.
    void show_around(Frame& frame, Rect& rest);
    /// After the workspace, in the same window. `place` is the workspace's.
    void show_over(Frame& frame, Rect place);
    /// After all keys of the frame were used, outside that window.
    void end(Frame& frame, Rect window);

    /// The user's own document while a lesson shows its states; null if no lesson is open.
    const Document* own_document() const { return runner_.own_document(); }
    bool busy() const { return runner_.busy(); }
    bool finished() const { return runner_.finished() || !requests_.empty(); }

    // --- actions ---
    void show_list(Ui& ui);
    void open(const std::filesystem::path& file);
    void start_tour() { open(runner_.tour_file()); }
    /// Leaves the open lesson, if there is one.
    void leave() { runner_.leave(); }
    void create();
    void add_step();
    void toggle_tools() { presenter_.toggle_strip(); }
    /// Removes the lesson files from `files`, which the user opens, and opens the first of them. If the current step
    /// allows only some controls, removes the other files too and shows a message.
    void take_files(Ui& ui, std::vector<std::filesystem::path>& files);

    const Presenter& presenter() const { return presenter_; }
    const LessonRunner& runner() const { return runner_; }

  private:
    void show_tour_offer(Frame& frame, Rect& rest);
    /// Removes the messages about a step that is left.
    void withdraw_messages(Frame& frame);
    void use_keys(Ui& ui);

    LessonRunner runner_;
    Presenter presenter_;
    LessonPanel panel_;
    LessonEffects effects_;
    LessonFolding folding_;
    LessonRequests requests_;
    bool offers_tour_ = false;
    std::uint64_t step_ = 0;  ///< identifies the step that was shown in the last frame; 0: no lesson was open
    std::string limit_;       ///< the sentence about that step's limits
};

}  // namespace convscope
