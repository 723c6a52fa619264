#include "app/gui/lessons/panel/lesson_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/gui/lessons/panel/lesson_menu.h"
#include "app/gui/lessons/panel/lesson_text.h"
#include "app/gui/lessons/present/hands_panel.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kWidth = 360;
constexpr float kFolded = 44;
constexpr float kRow = 32;
constexpr float kMargin = 16;
constexpr float kMaxPart = 0.4F;  ///< the panel's largest share of the window's width, reached with very large letters
constexpr float kEditing = 560;   ///< the width while a text is edited
constexpr float kMaxEditing = 0.5F;

/// A text in a box with a heading.
void boxed_text(Ui& ui, std::string_view name, Rect& column, const std::string& heading, const LessonText& text,
                const LessonTextures& textures) {
    const Rect inside{column.x + ui.px(12), column.y + ui.px(8), column.w - ui.px(24), kUnboundedHeight};
    const float height = lesson_text_height(ui, inside.w, text, &textures) + ui.px(22 + 16);
    const Rect box = column.cut_top(height, ui.px(8));
    ui.mark(name, box);
    ui.fill(box, ui.colour(Role::raised), ui.px(6));
    ui.text({inside.x, inside.y, inside.w, ui.px(20)}, heading, Role::muted, Type::caption);
    show_lesson_text(ui, {inside.x, inside.y + ui.px(22), inside.w, kUnboundedHeight}, text, &textures);
}

/// "Line 12: ..."; the panel shows one file only.
std::string problem_text(const LessonProblem& problem) {
    if (problem.line > 0) return tr("Line {}: {}. {}.", problem.line, problem.problem, problem.remedy);
    return tr("{}. {}.", problem.problem, problem.remedy);
}

void show_problems(Ui& ui, const LessonRunner& runner, Rect& column) {
    const float top = column.y;
    for (const LessonProblem& problem : runner.problems())
        column.cut_top(ui.paragraph(column, problem_text(problem), Role::warning, Type::caption) + ui.px(6));
    if (column.y > top) ui.mark("lesson.problems", {column.x, top, column.w, column.y - top});
}

void show_goal(Ui& ui, const LessonRunner& runner, Rect& column) {
    if (!runner.play().step().goal) return;
    const bool reached = runner.play().progress().goal_reached;
    Rect row = column.cut_top(ui.px(30), ui.px(8));
    ui.mark("lesson.goal", row);
    const Rect sign = row.cut_left(ui.px(24), ui.px(6));
    const ImVec2 centre{sign.centre_x(), sign.centre_y()};
    if (reached)
        ui.draw().AddCircleFilled(centre, ui.px(8), ui.colour(Role::winner));
    else
        ui.draw().AddCircle(centre, ui.px(8), ui.colour(Role::muted), 0, ui.px(2));
    ui.text(row, reached ? tr("Goal reached") : tr("Goal: not reached yet"), reached ? Role::text : Role::muted);
}

bool shows_afterwards(const LessonPlay& play) {
    const StepProgress& progress = play.progress();
    const bool asks = play.step().question || play.step().goal;
    // After a wrong answer the learner may try again, so the explanation waits.
    return !asks || (progress.answered && progress.right) || progress.revealed || progress.goal_reached ||
           progress.solution_shown;
}

}  // namespace

void LessonPanel::use_keys(Ui& ui, const LessonRunner& runner, LessonRequests& requests) {
    if (!runner.is_open() || ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&](const KeyPress& key) {
        const int step = key.key == Key::page_down ? 1 : key.key == Key::page_up ? -1 : 0;
        if (key.control && step != 0) {
            requests.push_back([step](LessonRunner& target) {
                if (target.is_open()) target.go_to(target.play().index() + step);
            });
            return true;
        }
        if (key.key != Key::f5 || key.control) return false;
        requests.push_back([](LessonRunner& target) { target.reload(); });
        return true;
    });
}

void LessonPanel::show(Frame& frame, const LessonRunner& runner, Presenter& presenter, Rect& rest,
                       LessonRequests& requests) {
    if (!runner.is_open()) return editor_.close();
    Ui& ui = frame.ui;
    if (runner.step_id() != step_) {
        step_ = runner.step_id();
        question_.forget();
        editor_.close();
    }
    textures_.update(runner);
    const float editing = std::min(ui.px(kEditing), rest.w * kMaxEditing);
    // A step that the author has just added has no text yet: open the editor.
    const bool edits = std::exchange(added_, runner.added()) != runner.added() || std::exchange(edits_, false);
    if (edits) editor_.open(ui, runner, editing - ui.px(2 * kMargin));
    const float reading = std::min(ui.px(kWidth), rest.w * kMaxPart);
    const float width = folded_ ? ui.px(kFolded) : editor_.is_open() ? editing : reading;
    const Rect place = on_left_ ? rest.cut_left(width) : rest.cut_right(width);
    const FocusRegion region(ui, "lesson", place, on_left_ ? 0 : 5);
    ui.fill(place, ui.colour(Role::surface));
    const float line = ui.line_width();
    ui.fill({on_left_ ? place.right() - line : place.x, place.y, line, place.h}, ui.colour(Role::line));
    if (folded_) return show_folded(ui, place);
    Rect inside = place.inset(ui.px(kMargin), ui.px(10));
    show_head(ui, runner, inside.cut_top(ui.px(kRow), ui.px(6)), requests);
    show_menu(frame, runner, requests);
    if (editor_.is_open()) return editor_.show(ui, runner, inside, requests);
    show_foot(ui, runner, inside.cut_bottom(ui.px(kRow), ui.px(10)), requests);
    if (runner.is_state_changed()) show_again(ui, inside.cut_bottom(ui.px(kRow), ui.px(8)), requests);
    show_step(ui, runner, presenter, inside, requests);
}

void LessonPanel::show_folded(Ui& ui, Rect place) {
    const Rect button_place{place.x + (place.w - ui.px(36)) / 2, place.y + ui.px(8), ui.px(36), ui.px(36)};
    if (button(ui, "lesson.unfold", button_place, "",
               {.icon = Icon::lesson, .tooltip = tr("Show the lesson"), .key = "Shift+F2", .quiet = true}))
        folded_ = false;
}

void LessonPanel::show_head(Ui& ui, const LessonRunner& runner, Rect row, LessonRequests& requests) {
    if (button(
            ui, "lesson.leave", row.cut_right(ui.px(kRow), ui.px(2)), "",
            {.icon = Icon::close, .tooltip = tr("Leave the lesson: what was there before comes back"), .quiet = true}))
        requests.push_back([](LessonRunner& target) { target.leave(); });
    if (button(ui, "lesson.fold", row.cut_right(ui.px(kRow), ui.px(2)), "",
               {.icon = Icon::panels, .tooltip = tr("Fold the lesson"), .key = "Shift+F2", .quiet = true}))
        folded_ = true;
    const Rect more = row.cut_right(ui.px(kRow), ui.px(6));
    if (button(ui, "lesson.more", more, "",
               {.icon = Icon::more, .tooltip = tr("Notes for the teacher, editing, steps, sheets"), .quiet = true}))
        open_lesson_menu(ui, more);
    const std::string& title = runner.play().lesson().title;
    ui.item("lesson.title", row, {.tooltip = title, .focusable = false});
    ui.text(row, title, Role::muted, Type::caption);
}

void LessonPanel::show_menu(Frame& frame, const LessonRunner& runner, LessonRequests& requests) {
    const auto chosen = lesson_menu(frame, runner, {.for_teacher = for_teacher_, .on_left = on_left_}, requests);
    if (chosen == "teacher") for_teacher_ = !for_teacher_;
    if (chosen == "side") on_left_ = !on_left_;
    if (chosen == "edit") edits_ = true;
}

void LessonPanel::show_foot(Ui& ui, const LessonRunner& runner, Rect row, LessonRequests& requests) {
    const LessonPlay& play = runner.play();
    const auto go_to = [&requests](int step) {
        requests.push_back([step](LessonRunner& target) { target.go_to(step); });
    };
    const FocusGroup group(ui, "lesson.foot");
    if (button(ui, "lesson.back", row.cut_left(ui.px(72), ui.px(8)), tr("Back"),
               {.tooltip = tr("The step before"), .key = "Ctrl+Page Up", .enabled = play.can_go_back()}))
        go_to(play.index() - 1);
    const Rect next = row.cut_right(ui.px(84), ui.px(8));
    if (play.can_go_on()) {
        if (button(ui, "lesson.next", next, tr("Next"),
                   {.tooltip = tr("The next step"), .key = "Ctrl+Page Down", .primary = true}))
            go_to(play.index() + 1);
    } else if (button(ui, "lesson.end", next, tr("Finish"),
                      {.tooltip = tr("Leave the lesson: what was there before comes back"), .primary = true})) {
        requests.push_back([](LessonRunner& target) { target.leave(); });
    }
    std::vector<Choice> steps;
    steps.reserve(static_cast<std::size_t>(play.lesson().size()));
    for (int i = 0; i < play.lesson().size(); ++i) {
        const bool done = play.progress(i).is_done(play.lesson().step(i));
        steps.push_back({.key = std::to_string(i),
                         .label = fmt::format("{}. {}", i + 1, play.lesson().step(i).title),
                         .detail = done ? tr("done") : Message()});
    }
    const std::string shown = tr("{} of {}", play.index() + 1, play.lesson().size());
    if (const auto step = dropdown(ui, "lesson.steps", row, shown, steps, play.index(), tr("All steps"))) go_to(*step);
}

void LessonPanel::show_again(Ui& ui, Rect row, LessonRequests& requests) {
    if (button(ui, "lesson.view_again", row, tr("Show this step's view again"),
               {.icon = Icon::undo, .tooltip = tr("Shows the step as it begins; undo takes that back"), .quiet = true}))
        requests.push_back([](LessonRunner& target) { target.set_up_again(); });
}

void LessonPanel::show_step(Ui& ui, const LessonRunner& runner, Presenter& presenter, Rect place,
                            LessonRequests& requests) {
    const LessonPlay& play = runner.play();
    const LessonStep& step = play.step();
    ui.mark("lesson.body", place);
    const Scrolled area(ui, fmt::format("lesson.body.{}", runner.step_id()), place);
    Rect column = area.content;
    column.w = place.w - ui.px(12);  // room for the scroll bar
    column.h = kUnboundedHeight;
    show_problems(ui, runner, column);
    column.cut_top(ui.paragraph(column, step.title, Role::text, Type::heading) + ui.px(10));
    column.cut_top(show_lesson_text(ui, column, step.text, &textures_) + ui.px(12));
    question_.show(ui, runner, column, requests);
    show_goal(ui, runner, column);
    show_help_buttons(ui, runner, column, requests);
    if (!step.afterwards.empty() && shows_afterwards(play))
        column.cut_top(show_lesson_text(ui, column, step.afterwards, &textures_) + ui.px(12));
    if (for_teacher_) show_teacher(ui, runner, presenter, column);
    area.end_at(column.y + ui.px(4));
}

void LessonPanel::show_help_buttons(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests) {
    const LessonStep& step = runner.play().step();
    const StepProgress& progress = runner.play().progress();
    const int hints = static_cast<int>(step.hints.size());
    for (int i = 0; i < std::min(progress.hints, hints); ++i)
        boxed_text(ui, fmt::format("lesson.hint.{}", i), column, tr("Hint"), step.hints.at(static_cast<std::size_t>(i)),
                   textures_);
    if (progress.solution_shown && !step.solution.empty())
        boxed_text(ui, "lesson.solution", column, tr("Solution"), step.solution, textures_);
    const bool covered = runner.play().can_reveal();
    const bool more_hints = progress.hints < hints;
    const bool has_solution = !step.solution.empty() || (step.goal && !step.goal->solution.empty());
    const bool solution = has_solution && !progress.solution_shown;
    if (!covered && !more_hints && !solution) return;
    Rect row = column.cut_top(ui.px(kRow), ui.px(12));
    const float width = (row.w - ui.px(16)) / 3;
    if (more_hints && button(ui, "lesson.hint", row.cut_left(width, ui.px(8)), tr("Hint"),
                             {.tooltip = tr("{} of {}", progress.hints + 1, hints)}))
        requests.push_back([](LessonRunner& target) { target.show_hint(); });
    if (covered && button(ui, "lesson.reveal", row.cut_left(width, ui.px(8)), tr("Reveal"),
                          {.tooltip = tr("Show what is covered, without an answer"), .key = "V"}))
        requests.push_back([](LessonRunner& target) { target.reveal(); });
    if (solution && button(ui, "lesson.solve", row.cut_left(width, ui.px(8)), tr("Solution")))
        requests.push_back([](LessonRunner& target) { target.show_solution(); });
}

void LessonPanel::show_teacher(Ui& ui, const LessonRunner& runner, Presenter& presenter, Rect& column) {
    const LessonStep& step = runner.play().step();
    if (!step.teacher.empty()) boxed_text(ui, "lesson.teacher", column, tr("For the teacher"), step.teacher, textures_);
    PresentState& state = presenter.state();
    if (step.question && !step.question->choices.empty())
        state.answers = std::clamp<std::size_t>(step.question->choices.size(), 2, kMaxAnswers);
    const float height = hand_bars_height(ui, state.hands, state.answers);
    const Rect bars = column.cut_top(height, ui.px(8));
    ui.mark("lesson.hands", bars);
    hand_bars(ui, state.hands, state.answers, bars);
    if (button(ui, "lesson.count", column.cut_top(ui.px(kRow), ui.px(12)).cut_left(ui.px(160)), tr("Count hands"),
               {.icon = Icon::hands, .tooltip = tr("Letters add a hand, with Shift they take it away"), .key = "F7"}))
        state.toggle(PresentTool::hands);
}

}  // namespace convscope
