#include "app/gui/lessons/panel/lesson_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/gui/lessons/panel/lesson_text.h"
#include "app/gui/widgets/buttons.h"
#include "app/lesson/predict/tally.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kAnswer = "lesson.answer";
constexpr float kRow = 34;
constexpr float kLetter = 28;

constexpr float kSign = 18;     ///< side of the sign of a judged choice
constexpr float kTint = 0.22F;  ///< share of the sign's colour in the choice's background

void paragraph(Ui& ui, Rect& column, const std::string& text, Role role) {
    column.cut_top(ui.paragraph(column, text, role) + ui.px(8));
}

/// A choice as the panel shows it.
enum class ChoiceState { open, ticked, wrong, right };

ChoiceState state_of(const AnswerChoice& choice, const StepProgress& progress, int index, bool ticked) {
    const bool given = progress.answered && progress.chosen.contains(index);
    if (choice.right && (given || progress.revealed)) return ChoiceState::right;
    if (given) return ChoiceState::wrong;
    return ticked ? ChoiceState::ticked : ChoiceState::open;
}

/// A hook for the right answer and a cross for a wrong one, on a disc: they can be told apart without colours.
void draw_sign(const Ui& ui, Rect place, bool right, ImU32 colour) {
    const float side = ui.px(kSign), x = place.centre_x(), y = place.y + ui.px(11), arm = side * 0.22F;
    const ImU32 ink = readable_on(colour);
    ImDrawList& draw = ui.draw();
    draw.AddCircleFilled({x, y}, side / 2, colour);
    if (right) {
        draw.AddLine({x - arm, y}, {x - arm * 0.2F, y + arm}, ink, ui.px(2));
        draw.AddLine({x - arm * 0.2F, y + arm}, {x + arm * 1.2F, y - arm}, ink, ui.px(2));
    } else {
        draw.AddLine({x - arm, y - arm}, {x + arm, y + arm}, ink, ui.px(2));
        draw.AddLine({x - arm, y + arm}, {x + arm, y - arm}, ink, ui.px(2));
    }
}

/// The background of a choice, and its outline if it is ticked or judged.
void draw_choice(Ui& ui, Rect row, ChoiceState state, bool hovered) {
    const ImU32 ground = ui.colour(hovered ? Role::hover : Role::raised);
    const bool judged = state == ChoiceState::right || state == ChoiceState::wrong;
    const ImU32 mark = ui.colour(state == ChoiceState::right   ? Role::winner
                                 : state == ChoiceState::wrong ? Role::warning
                                                               : Role::accent);
    ui.fill(row, judged ? mixed(ground, mark, kTint) : ground, ui.px(6));
    if (state != ChoiceState::open) ui.outline(row, mark, ui.px(6), ui.px(2));
    if (judged) {
        Rect inside = row.inset(ui.px(8), ui.px(6));
        draw_sign(ui, inside.cut_right(ui.px(kSign)), state == ChoiceState::right, mark);
    }
}

}  // namespace

void LessonQuestion::forget() {
    ticked_.clear();
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
        button(
            ui, "lesson.check", column.cut_top(ui.px(kRow), ui.px(8)).cut_left(ui.px(120)), tr("Check"),
            {.tooltip = tr("Several answers are right: tick them all"), .primary = true, .enabled = !ticked_.empty()}))
        requests.push_back([ticked = ticked_](LessonRunner& target) { target.choose(ticked); });
    const StepProgress& progress = runner.play().progress();
    if (progress.answered && several)
        paragraph(ui, column, progress.right ? tr("Right.") : tr("Not yet: something is missing or too much."),
                  Role::text);
}

void LessonQuestion::show_choice(Ui& ui, const LessonRunner& runner, int index, Rect& column,
                                 LessonRequests& requests) {
    const Question& question = *runner.play().step().question;
    const AnswerChoice& choice = question.choices.at(static_cast<std::size_t>(index));
    const StepProgress& progress = runner.play().progress();
    const bool several = question.has_several_right();
    const ChoiceState state = state_of(choice, progress, index, several && ticked_.contains(index));
    const float width = column.w - ui.px(kLetter + 24 + kSign + 6);
    const float height = std::max(ui.px(kRow), lesson_text_height(ui, width, choice.text) + ui.px(12));
    const Rect row = column.cut_top(height, ui.px(6));
    // Without a tooltip: it would cover the next choice.
    const Item item = ui.item(fmt::format("lesson.choice.{}", index), row);
    draw_choice(ui, row, state, item.hovered);
    ui.focus_ring(item, ui.px(6));
    Rect inside = row.inset(ui.px(8), ui.px(6));
    const Rect letter = inside.cut_left(ui.px(kLetter), ui.px(8));
    inside.cut_right(ui.px(kSign), ui.px(6));
    ui.text({letter.x, letter.y, letter.w, ui.px(23)}, std::string(1, answer_letter(static_cast<std::size_t>(index))),
            state == ChoiceState::open ? Role::muted : Role::text, Type::text, Align::centre);
    show_lesson_text(ui, inside, choice.text);
    if (item.pressed && several) {
        if (!ticked_.erase(index)) ticked_.insert(index);
    } else if (item.pressed) {
        requests.push_back([index](LessonRunner& target) { target.choose({index}); });
    }
    if (state == ChoiceState::right) ui.mark("lesson.right", row);
    const bool given = progress.answered && progress.chosen.contains(index);
    if (given && !several) ui.mark("lesson.verdict", row);
    if (given || state == ChoiceState::right) show_comment(ui, choice, given, several, column);
}

void LessonQuestion::show_comment(Ui& ui, const AnswerChoice& choice, bool given, bool several, Rect& column) {
    Rect comment = column;
    comment.cut_left(ui.px(kLetter + 16));
    float used = 0;
    const std::string verdict = !choice.right ? tr("Not this one.")
                                : given       ? tr("Right.")
                                              : tr("This is the right answer.");
    if (!several || !given) used = ui.paragraph(comment, verdict, Role::text) + ui.px(4);
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
        const Item item = ui.item(kAnswer, row, {.tooltip = tr("Type your answer; Enter gives it"), .entry = true});
        ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
        ui.text(row.inset(ui.px(10), 0), progress.typed.empty() ? std::string(tr("Your answer")) : progress.typed,
                progress.typed.empty() ? Role::muted : Role::text);
        ui.focus_ring(item, ui.px(6));
        if (item.pressed || (item.focused && !ui.typed().empty()))
            ui.start_editing(kAnswer, progress.typed, item.pressed ? std::u32string() : std::exchange(ui.typed(), {}));
    }
    if (button(ui, "lesson.send", send, tr("Answer"), {.tooltip = tr("Give this answer"), .key = "Enter"}) &&
        !ui.editing(kAnswer) && progress.typed.empty())
        ui.start_editing(kAnswer, "");
    show_result(ui, runner, column, requests);
}

void LessonQuestion::show_result(Ui& ui, const LessonRunner& runner, Rect& column, LessonRequests& requests) {
    const StepProgress& progress = runner.play().progress();
    if (!runner.answer_problem().empty())
        return paragraph(ui, column, tr("This cannot be judged yet: {}.", runner.answer_problem()), Role::warning);
    const float top = column.y;
    if (progress.answered && progress.right) {
        paragraph(ui, column, tr("Right: {}", progress.typed), Role::text);
    } else if (progress.answered) {
        paragraph(ui, column, tr("Not yet: \u201c{}\u201d is not the answer.", progress.typed), Role::text);
        if (!runner.answer_comment().empty())
            column.cut_top(show_lesson_text(ui, column, runner.answer_comment()) + ui.px(8));
    }
    show_right_answer(ui, runner, column);
    if (!progress.answered) return;
    if (!progress.right) {
        Rect row = column.cut_top(ui.px(kRow), ui.px(8));
        if (button(ui, "lesson.again", row.cut_left(ui.px(110), ui.px(8)), tr("Try again"),
                   {.tooltip = tr("Answer once more")}))
            requests.push_back([](LessonRunner& target) { target.try_again(); });
        if (!progress.revealed && button(ui, "lesson.show_answer", row.cut_left(ui.px(150)), tr("Show the answer")))
            requests.push_back([](LessonRunner& target) { target.reveal(); });
    }
    ui.mark("lesson.verdict", {column.x, top, column.w, column.y - top});
}

void LessonQuestion::show_right_answer(Ui& ui, const LessonRunner& runner, Rect& column) {
    const StepProgress& progress = runner.play().progress();
    if (!progress.revealed || progress.right || runner.right_answer().empty()) return;
    const float top = column.y;
    paragraph(ui, column, tr("The answer is {}.", runner.right_answer()), Role::text);
    ui.mark("lesson.right", {column.x, top, column.w, column.y - top});
}

}  // namespace convscope
