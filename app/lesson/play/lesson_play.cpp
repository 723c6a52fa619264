#include "app/lesson/play/lesson_play.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace convscope {

namespace {

/// True if both ask the same, wherever they stand in the file.
bool asks_same(const std::optional<Question>& a, const std::optional<Question>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->typed == b->typed &&
           std::ranges::equal(a->choices, b->choices, [](const AnswerChoice& x, const AnswerChoice& y) {
               return x.right == y.right && plain_text(x.text) == plain_text(y.text);
           });
}

}  // namespace

LessonPlay::LessonPlay(Lesson lesson, Document before) : lesson_(std::move(lesson)), before_(std::move(before)) {
    progress_.resize(lesson_.steps.size());
    enter(0);
}

int LessonPlay::done() const {
    int count = 0;
    for (std::size_t i = 0; i < progress_.size(); ++i) count += progress_[i].is_done(lesson_.steps[i]) ? 1 : 0;
    return count;
}

void LessonPlay::enter(int step) {
    index_ = std::clamp(step, 0, lesson_.size() - 1);
    present().visited = true;
    only_.reset();
    for (int i = 0; i <= index_; ++i) {
        const LessonMarks& marks = lesson_.step(i).marks;
        if (marks.free) only_.reset();
        if (marks.only) only_ = marks.only;
    }
}

StepState LessonPlay::go_to(int step) {
    const int before = index_;
    enter(step);
    if (index_ != before + 1) return present_state();
    StepState state{.from_start = false, .settings = lesson_.step(index_).settings};
    const std::vector<Setting> place = place_before();
    state.settings.insert(state.settings.begin(), place.begin(), place.end());
    return state;
}

std::vector<Setting> LessonPlay::place_before() const {
    std::vector<Setting> place;
    for (int i = 0; i < index_; ++i)
        for (const Setting& setting : lesson_.step(i).settings) {
            if (setting.word == "session" || setting.word == "workspace") place.clear();
            if (setting.word == "page" && place.size() == 2) place.pop_back();
            const bool is_page = setting.word == "page" && !place.empty();
            if (setting.word == "workspace" || is_page) place.push_back(setting);
        }
    return place;
}

StepState LessonPlay::present_state() const {
    StepState state{.from_start = true, .settings = {}};
    for (int i = 0; i <= index_; ++i) {
        const std::vector<Setting>& settings = lesson_.step(i).settings;
        state.settings.insert(state.settings.end(), settings.begin(), settings.end());
    }
    return state;
}

std::vector<std::string> LessonPlay::covered() const {
    const LessonMarks& marks = step().marks;
    if (!progress().revealed) return marks.all_covered();
    std::vector<std::string> covered = kept_covers();
    covered.insert(covered.end(), marks.hidden.begin(), marks.hidden.end());
    return covered;
}

std::vector<std::string> LessonPlay::kept_covers() const {
    std::vector<std::string> kept;
    if (!can_go_on() || !lesson_.step(index_ + 1).settings.empty()) return kept;
    const std::vector<std::string> next = lesson_.step(index_ + 1).marks.all_covered();
    std::ranges::copy_if(step().marks.covered, std::back_inserter(kept), [&next](const std::string& pattern) {
        return std::ranges::find(next, pattern) != next.end();
    });
    return kept;
}

bool LessonPlay::can_reveal() const {
    return !progress().revealed && step().marks.covered.size() > kept_covers().size();
}

void LessonPlay::choose(const std::set<int>& choices) {
    if (!step().question || step().question->choices.empty() || choices.empty()) return;
    StepProgress& progress = present();
    progress.chosen = choices;
    progress.right = is_right(*step().question, choices);
    progress.answered = true;
    progress.revealed = progress.revealed || progress.right;
    ++progress.attempts;
}

void LessonPlay::type(const std::string& text, const std::optional<LessonValue>& value) {
    if (!step().question || !step().question->typed || text.find_first_not_of(" \t") == std::string::npos) return;
    StepProgress& progress = present();
    progress.typed = text;
    progress.right = is_right(*step().question->typed, text, value);
    progress.answered = true;
    progress.revealed = progress.revealed || progress.right;
    ++progress.attempts;
}

void LessonPlay::try_again() {
    StepProgress& progress = present();
    progress.answered = progress.right = progress.revealed = false;
    progress.typed.clear();
    progress.chosen.clear();
}

StepState LessonPlay::start_over() {
    progress_.assign(progress_.size(), {});
    enter(0);
    return present_state();
}

void LessonPlay::show_hint() {
    StepProgress& progress = present();
    progress.hints = std::min(progress.hints + 1, static_cast<int>(step().hints.size()));
}

void LessonPlay::reload(Lesson lesson) {
    if (lesson.steps.empty()) return;
    std::vector<StepProgress> kept(lesson.steps.size());
    const std::string shown = step().title;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto same = std::ranges::find(lesson_.steps, lesson.steps[i].title, &LessonStep::title);
        const auto old = same == lesson_.steps.end() ? i : static_cast<std::size_t>(same - lesson_.steps.begin());
        if (old >= progress_.size()) continue;
        kept[i] = progress_[old];
        // An answer to another question has no meaning.
        if (!asks_same(lesson.steps[i].question, lesson_.steps[old].question))
            kept[i] = {.visited = kept[i].visited, .goal_reached = kept[i].goal_reached};
        kept[i].hints = std::min(kept[i].hints, static_cast<int>(lesson.steps[i].hints.size()));
    }
    const auto place = std::ranges::find(lesson.steps, shown, &LessonStep::title);
    const int index = place == lesson.steps.end() ? index_ : static_cast<int>(place - lesson.steps.begin());
    lesson_ = std::move(lesson);
    progress_ = std::move(kept);
    enter(index);
}

StepState LessonPlay::resume(int step, std::vector<StepProgress> progress) {
    if (progress.size() == progress_.size()) {
        progress_ = std::move(progress);
        for (std::size_t i = 0; i < progress_.size(); ++i) {
            // The file may have changed since.
            const auto& question = lesson_.steps[i].question;
            const auto choices = question ? static_cast<int>(question->choices.size()) : 0;
            std::erase_if(progress_[i].chosen, [choices](int choice) { return choice < 0 || choice >= choices; });
            progress_[i].hints = std::clamp(progress_[i].hints, 0, static_cast<int>(lesson_.steps[i].hints.size()));
        }
        enter(step);
    }
    return present_state();
}

}  // namespace convscope
