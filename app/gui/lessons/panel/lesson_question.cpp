#include "app/gui/lessons/panel/lesson_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/gui/lessons/panel/lesson_text.h"
#include "app/gui/widgets/buttons.h"
#include "app/lesson/predict/tally.h"

namespace convscope {

namespace {

constexpr std::string_view kAnswer = "lesson.answer";
constexpr float kRow = 34;
constexpr float kLetter = 28;

void paragraph(Ui& ui, Rect& column, const std::string& text, Role role) {
    column.cut_top(ui.paragraph(column, text, role) + ui.px(8));
}

}  // namespace

void LessonQuestion::forget() {
    ticked_.clear();
    shows_answer_ = false;
}

void LessonQuestion::show(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests) {
    const std::optional<Question>& question = runner.play().step().question;
    if (!question) return;
    if (question->typed)
        show_typed(ui, runner, column, requests);
    else
        show_choices(ui, runner, column, requests);
    column.cut_top(ui.px(4));
}

void LessonQuestion::show_choices(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests) {
    const Question& question = *runner.play().step().question;
    const bool several = question.has_several_right();
    {
        const FocusGroup group(ui, "lesson.choices");
        for (int i = 0; i < static_cast<int>(question.choices.size()); ++i)
            show_choice(ui, runner, i, column, requests);
    }
    if (several &&
        button(ui, "lesson.check", column.cut_top(ui.px(kRow), ui.px(8)).cut_left(ui.px(120)), "Check",
               {.tooltip = "Several answers are right: tick them all", .primary = true, .enabled = !ticked_.empty()}))
        requests.push_back([ticked = ticked_](LessonRunner& target) { target.choose(ticked); });
    const StepProgress& progress = runner.play().progress();
    if (progress.answered && several)
        paragraph(ui, column, progress.right ? "Right." : "Not yet: something is missing or too much.", Role::text);
}

void LessonQuestion::show_choice(Ui& ui, const LessonRunner& runner, int index, Rect& column,
                                 LessonRequests& requests) {
    const Question& question = *runner.play().step().question;
    const AnswerChoice& choice = question.choices.at(static_cast<std::size_t>(index));
    const StepProgress& progress = runner.play().progress();
    const bool several = question.has_several_right();
    const bool answered = progress.answered && progress.chosen.contains(index);
    const bool on = several && ticked_.contains(index);
    const float width = column.w - ui.px(kLetter + 24);
    const float height = std::max(ui.px(kRow), lesson_text_height(ui, width, choice.text) + ui.px(12));
    const Rect row = column.cut_top(height, ui.px(6));
    const std::string name = fmt::format("lesson.choice.{}", index);
    const Item item = ui.item(name, row, {.tooltip = several ? "Tick this answer" : "Choose this answer"});
    ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
    if (answered || on) {
        const Role mark = !answered ? Role::accent : choice.right ? Role::winner : Role::warning;
        ui.outline(row, ui.colour(mark), ui.px(6), ui.px(2));
    }
    ui.focus_ring(item, ui.px(6));
    Rect inside = row.inset(ui.px(8), ui.px(6));
    const Rect letter = inside.cut_left(ui.px(kLetter), ui.px(8));
    ui.text({letter.x, letter.y, letter.w, ui.px(23)}, std::string(1, answer_letter(static_cast<std::size_t>(index))),
            on || answered ? Role::accent : Role::muted, Type::text, Align::centre);
    show_lesson_text(ui, inside, choice.text);
    if (item.pressed && several) {
        if (!ticked_.erase(index)) ticked_.insert(index);
    } else if (item.pressed) {
        requests.push_back([index](LessonRunner& target) { target.choose({index}); });
    }
    if (!answered) return;
    if (!several) ui.mark("lesson.verdict", row);
    Rect comment = column;
    comment.cut_left(ui.px(kLetter + 16));
    float used = 0;
    if (!several) used = ui.paragraph(comment, choice.right ? "Right." : "Not this one.", Role::text) + ui.px(4);
    comment.cut_top(used);
    if (!choice.comment.empty()) used += show_lesson_text(ui, comment, choice.comment) + ui.px(4);
    column.cut_top(used + ui.px(6));
}

void LessonQuestion::show_typed(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests) {
    const StepProgress& progress = runner.play().progress();
    Rect row = column.cut_top(ui.px(kRow), ui.px(8));
    const Rect send = row.cut_right(ui.px(92), ui.px(8));
    const auto answer = [&requests](const std::string& text) {
        requests.push_back([text](LessonRunner& target) { target.type(text); });
    };
    if (ui.editing(kAnswer)) {
        ui.mark(kAnswer, row);
        const bool enter = std::ranges::any_of(ui.keys(), [](const KeyPress& key) { return key.key == Key::enter; });
        const ImVec2 pointer = ImGui::GetIO().MousePos;
        const Ui::Edit edit = ui.edit_field(row);
        const bool pressed = ImGui::IsMouseClicked(0) && send.contains(pointer.x, pointer.y);
        if (edit == Ui::Edit::committed && (enter || pressed)) answer(ui.edit_text());
    } else {
        const Item item = ui.item(kAnswer, row, {.tooltip = "Type your answer; Enter gives it", .entry = true});
        ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
        ui.text(row.inset(ui.px(10), 0), progress.typed.empty() ? "Your answer" : progress.typed,
                progress.typed.empty() ? Role::muted : Role::text);
        ui.focus_ring(item, ui.px(6));
        if (item.pressed || (item.focused && !ui.typed().empty()))
            ui.start_editing(kAnswer, progress.typed, item.pressed ? std::u32string() : std::exchange(ui.typed(), {}));
    }
    if (button(ui, "lesson.send", send, "Answer", {.tooltip = "Give this answer", .key = "Enter"}) &&
        !ui.editing(kAnswer) && progress.typed.empty())
        ui.start_editing(kAnswer, "");
    show_result(ui, runner, column, requests);
}

void LessonQuestion::show_result(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests) {
    const StepProgress& progress = runner.play().progress();
    if (!runner.answer_problem().empty())
        return paragraph(ui, column, "This cannot be judged yet: " + runner.answer_problem() + ".", Role::warning);
    if (!progress.answered) return;
    const float top = column.y;
    if (progress.right) {
        paragraph(ui, column, "Right: " + progress.typed, Role::text);
    } else {
        paragraph(ui, column, fmt::format("Not yet: \u201c{}\u201d is not the answer.", progress.typed), Role::text);
        Rect row = column.cut_top(ui.px(kRow), ui.px(8));
        if (button(ui, "lesson.again", row.cut_left(ui.px(110), ui.px(8)), "Try again",
                   {.tooltip = "Answer once more"}))
            requests.push_back([](LessonRunner& target) { target.try_again(); });
        if (!runner.right_answer().empty() &&
            button(ui, "lesson.show_answer", row.cut_left(ui.px(150)), "Show the answer")) {
            shows_answer_ = true;
            requests.push_back([](LessonRunner& target) { target.reveal(); });
        }
        if (shows_answer_) paragraph(ui, column, "The answer is " + runner.right_answer() + ".", Role::text);
    }
    ui.mark("lesson.verdict", {column.x, top, column.w, column.y - top});
}

}  // namespace convscope
