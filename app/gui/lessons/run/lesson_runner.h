// Runs a lesson beside the document: opens its file, applies the states of its steps, judges answers and notices
// goals, keeps the progress, and writes steps. Files are read and states computed in jobs. Must not include Dear ImGui:
// the panel draws what this holds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/document/history.h"
#include "app/gui/lessons/run/lesson_pictures.h"
#include "app/jobs/job_queue.h"
#include "app/lesson/languages.h"
#include "app/lesson/parse.h"
#include "app/lesson/play/lesson_play.h"
#include "app/lesson/play/lesson_progress.h"
#include "app/lesson/state.h"
#include "app/lesson/values.h"
#include "app/lesson/write.h"
#include "app/lesson/write/arrange_steps.h"
#include "app/opening/opening_messages.h"
#include "core/base/text/translation.h"

namespace convscope {

class LessonRunner {
  public:
    /// `assets` holds lessons/; `data` is the folder of what the user makes, with lessons/ and the progress; empty:
    /// nothing is kept. The references must outlive the runner. For `wake` see JobQueue.
    LessonRunner(std::filesystem::path assets, std::filesystem::path data, History& history, OpeningMessages& messages,
                 const std::function<void()>& wake);

    /// Takes over finished work and looks whether the goal is reached. `run` are the facts of the run of Training, if
    /// there is one. Call it once per frame.
    void update(const std::optional<RunFacts>& run);
    bool busy() const { return jobs_.pending() + checks_.pending() > 0; }
    bool finished() const { return jobs_.finished() || checks_.finished(); }

    /// The program's folder.
    const std::filesystem::path& assets() const { return assets_; }

    // --- the lessons there are ---
    /// Reads the titles of the lessons again, in the background.
    void list();
    const std::vector<LessonTitle>& shipped() const { return shipped_; }
    const std::vector<LessonTitle>& own() const { return own_; }
    const KeptLessons& kept() const { return kept_; }
    /// In the language that is shown, or else in English.
    std::filesystem::path tour_file() const { return in_language(assets_ / "lessons" / kTourFile, language()); }
    /// The tour was taken or skipped: it is offered no more.
    void close_tour_offer();

    // --- the open lesson ---
    /// Opens the lesson in place of an open one, at the step that was shown last.
    void open(const std::filesystem::path& file);
    /// Closes the lesson and gives back the document that was there before it.
    void leave();
    bool is_open() const { return play_.has_value(); }
    /// The open lesson. Call it only while is_open().
    const LessonPlay& play() const { return *play_; }
    /// The document that leave() gives back; null if no lesson is open.
    const Document* own_document() const { return history_.outside_document(); }
    /// The faults of the open lesson's file, and of the state of the shown step.
    const std::vector<LessonProblem>& problems() const { return problems_; }
    /// The pictures in the texts of the open lesson.
    const LessonPictures& pictures() const { return pictures_; }
    /// Grows when pictures() changes.
    std::uint64_t pictures_version() const { return pictures_version_; }
    /// True while the state of the shown step is made.
    bool is_applying() const { return applying_; }
    /// Identifies the lesson and the step that are shown; never 0.
    std::uint64_t step_id() const {
        return lesson_ * (kMaxLessonSteps + 1) + static_cast<std::uint64_t>(play_->index()) + 1;
    }
    /// True if the user has changed the state of the shown step.
    bool is_state_changed() const { return state_changed_; }
    /// Grows when a step's state has been put into the document.
    std::uint64_t applied() const { return applied_; }
    /// The reason why the last typed answer could not be judged; empty if it was.
    const std::string& answer_problem() const { return answer_problem_; }
    /// The right answer to the typed question, for people; empty before an answer was given or the step revealed.
    const std::string& right_answer() const { return right_answer_; }
    /// The lesson's comment on the last typed answer; empty if there is none.
    const LessonText& answer_comment() const { return answer_comment_; }

    void go_to(int step);
    /// Forgets the lesson's answers and shows its first step.
    void start_over();
    /// Shows the state of the step again.
    void set_up_again();
    void choose(const std::set<int>& choices);
    void type(const std::string& text);
    void reveal();
    void try_again();
    void show_hint();
    /// Shows the text of the solution, and the state in which the goal is reached.
    void show_solution();
    /// Reads the lesson's file again.
    void reload();

    // --- writing ---
    /// The text of the open lesson's file.
    const std::string& markdown() const { return markdown_; }
    /// True if the file belongs to the user; the program's own lessons are copied before they are changed.
    bool is_own() const;
    /// Makes a lesson from the template in the user's folder and opens it.
    void create();
    /// Adds the present view as a step after the shown one and shows it; without a lesson makes one of this view.
    void add_step(const std::vector<std::string>& covered);
    /// Grows when an added step is shown.
    std::uint64_t added() const { return added_; }
    /// The shown step, from whose lines save_step() replaces the source; those of the first one include the title and
    /// the other facts at the top of the file.
    LessonStep edited_part() const;
    /// Replaces the source of the shown step and writes the file.
    void save_step(const std::string& source);
    /// Removes the shown step from the file, unless it is the only one.
    void delete_step();
    /// Exchanges the shown step with the one before or after it, if there is one, and stays at it.
    void move_step_up() { move_step(-1); }
    void move_step_down() { move_step(1); }
    /// True if the open lesson's text was changed since it was opened.
    bool has_earlier_text() const { return !earlier_.empty(); }
    /// Writes the text before the last change.
    void take_back_text();
    /// Plays every step in the background; problems() then has everything that is wrong.
    void check();

  private:
    struct Opened;
    static Opened read(const std::filesystem::path& file, const std::filesystem::path& assets);
    void take(Opened opened, const std::filesystem::path& file, bool again);
    /// Shows the step that was added, the one at which the lesson was left, or the present one.
    void show_step(const KeptLesson* kept);
    /// Makes the state in a job and puts it into the document. `begins_step`: undo then stops at it.
    void apply(StepState state, bool begins_step);
    /// The present document is the state of the shown step.
    void begin_state();
    void compare_state();
    void take_document(const Document& document, bool begins_step);
    void check_goal();
    void find_right_answer();
    void keep();
    void forget_answer();
    /// Writes the text to the lesson's file, or to a copy in the user's folder, and reads it again. The present text
    /// can be taken back.
    bool write(const std::string& markdown);
    bool write_now(const std::string& markdown);
    void move_step(int by);
    std::filesystem::path new_file(const std::string& stem) const;
    /// Makes a lesson with this text in the user's folder and opens it.
    void create_with(const std::string& markdown);
    /// Makes a lesson whose first step is this state and opens it.
    void create_with_step(const WrittenState& state, const std::vector<std::string>& covered);
    /// Writes the lesson with these steps, in a job, so that each shows what it showed. `added`: the step to show.
    /// `without`: the message if something cannot be said, with {} in place of that; `done`: a message, if it is not
    /// empty.
    void arrange(std::vector<ArrangedStep> steps, std::optional<int> added, Message without, Message done);
    std::function<void(const std::string&)> warning();

    std::filesystem::path assets_, data_;
    History& history_;
    OpeningMessages& messages_;

    std::vector<LessonTitle> shipped_, own_;
    KeptLessons kept_;
    std::optional<LessonPlay> play_;
    std::shared_ptr<LessonFiles> files_;  ///< of the open lesson; only jobs use it
    std::string markdown_;
    std::vector<std::string> earlier_;  ///< texts before the changes, the last one at the end
    LessonPictures pictures_;
    std::uint64_t pictures_version_ = 0;
    std::vector<LessonProblem> problems_;
    std::string answer_problem_, right_answer_;
    LessonText answer_comment_;
    std::optional<RunFacts> run_;
    std::uint64_t lesson_ = 0;   ///< grows with every opened lesson: results for an earlier one are dropped
    std::uint64_t request_ = 0;  ///< grows with every state that is asked for
    bool applying_ = false;
    std::uint64_t applied_ = 0;
    std::optional<Document> step_document_;  ///< the shown step's state; nullopt while it is made
    std::uint64_t compared_changes_ = 0;     ///< History::changes() of the last comparison with it
    bool state_changed_ = false;
    std::optional<int> added_step_;  ///< shown once the file that is being read is there
    std::uint64_t added_ = 0;
    bool checking_ = false;
    std::uint64_t checked_changes_ = 0;    ///< History::changes() of the last look at the goal
    std::optional<RunFacts> checked_run_;  ///< the run then
    JobQueue jobs_;                        // declared last: its jobs end before the members above are destroyed
    JobQueue checks_;                      ///< checking a lesson takes long and must not delay its steps
};

}  // namespace convscope
