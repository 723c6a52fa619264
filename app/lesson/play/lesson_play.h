// A running lesson: the step that is shown, the answers, what is revealed, and the goals that were reached. Plain
// values and functions. Must not include anything that draws: the panel asks it, tests play it without a window.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/lesson/answers.h"
#include "app/lesson/lesson.h"

namespace convscope {

/// The learner's answers and progress in one step.
struct StepProgress {
    bool visited = false;
    bool answered = false;  ///< the question has an answer, right or wrong
    bool right = false;     ///< the last answer was right
    bool revealed = false;  ///< covered things were revealed, by the right answer or without one
    bool goal_reached = false;
    int hints = 0;  ///< number of hints shown
    bool solution_shown = false;
    std::string typed;     ///< the last typed answer
    std::set<int> chosen;  ///< the last choices: indices into Question::choices
    int attempts = 0;      ///< number of answers
    bool operator==(const StepProgress&) const = default;

    /// True if there is nothing left to do: the question is answered and the goal reached.
    bool is_done(const LessonStep& step) const {
        return visited && (!step.question || answered) && (!step.goal || goal_reached);
    }
};

/// The settings that make a step's state. `from_start`: apply them to lesson_document(); otherwise to the present
/// document.
struct StepState {
    bool from_start = false;
    std::vector<Setting> settings;
};

class LessonPlay {
  public:
    /// The lesson must have at least one step. `before` is the document that leaving the lesson gives back.
    LessonPlay(Lesson lesson, Document before);

    const Lesson& lesson() const { return lesson_; }
    const Document& before() const { return before_; }
    int index() const { return index_; }
    const LessonStep& step() const { return lesson_.step(index_); }
    const StepProgress& progress() const { return progress_.at(static_cast<std::size_t>(index_)); }
    const StepProgress& progress(int step) const { return progress_.at(static_cast<std::size_t>(step)); }
    bool can_go_back() const { return index_ > 0; }
    bool can_go_on() const { return index_ + 1 < lesson_.size(); }
    /// The number of steps with is_done().
    int done() const;

    /// Goes to a step (0..size()-1) and returns the settings that make its state. The next step needs only its own, and
    /// the workspace in which the steps before it are shown; any other one all settings of the steps up to it.
    StepState go_to(int step);
    /// The settings of the shown step from the start of the lesson: to show its state again.
    StepState present_state() const;

    /// The names that are covered now. The answer reveals those of `cover`, without the ones that the next step covers
    /// in the same state: a later question is about them. Those of `hide` stay covered.
    std::vector<std::string> covered() const;
    /// True if there is something that reveal() would show.
    bool can_reveal() const;
    /// The names that are highlighted now.
    const std::vector<std::string>& pointed() const { return step().marks.pointed; }
    /// All that may be touched now; nullopt: everything. It also holds for a step before which `only` was written.
    const std::optional<std::vector<std::string>>& only() const { return only_; }

    /// Answers the question with choices (indices into Question::choices). The right answer reveals. Does nothing
    /// without choices.
    void choose(const std::set<int>& choices);
    /// Answers the question with a text. `value` is the named value if the answer is one. A right answer reveals. Does
    /// nothing if no text is asked for, or if the text is empty.
    void type(const std::string& text, const std::optional<LessonValue>& value);
    /// Reveals what is covered, without an answer.
    void reveal() { present().revealed = true; }
    /// Covers the step again and forgets its answer.
    void try_again();
    /// Forgets all answers, reveals, hints and goals, and goes to the first step, whose state is returned: for the next
    /// class.
    StepState start_over();
    /// Shows one more hint, if there is one.
    void show_hint();
    void show_solution() { present().solution_shown = true; }
    /// Marks the goal as reached; it stays so.
    void reach_goal() { present().goal_reached = true; }

    /// The lesson as its file is now. A step keeps its progress if its title, or else its place, is unchanged. Stays at
    /// the shown step.
    void reload(Lesson lesson);
    /// Continues with kept progress if it has as many steps as the lesson; otherwise does nothing. Returns the state of
    /// the step that is then shown.
    StepState resume(int step, std::vector<StepProgress> progress);
    const std::vector<StepProgress>& all_progress() const { return progress_; }

  private:
    StepProgress& present() { return progress_[static_cast<std::size_t>(index_)]; }
    void enter(int step);
    /// The covers of the shown step that the next one has too, if its state is the same.
    std::vector<std::string> kept_covers() const;
    /// The last `workspace` setting of the steps before the shown one, and the last `page` after it. Empty if there is
    /// no such setting, or a session after it.
    std::vector<Setting> place_before() const;

    Lesson lesson_;
    Document before_;
    std::vector<StepProgress> progress_;
    int index_ = 0;
    std::optional<std::vector<std::string>> only_;
};

}  // namespace convscope
