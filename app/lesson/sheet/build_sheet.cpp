#include "app/lesson/sheet/build_sheet.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "app/lesson/answers.h"
#include "app/lesson/sheet/sheet_text.h"
#include "app/lesson/sheet/sheet_words.h"
#include "app/lesson/sheet/step_figures.h"
#include "app/lesson/step_documents.h"

namespace convscope {

namespace {

using Blocks = std::vector<SheetBlock>;

constexpr int kRoomLines = 4;  ///< for a number that is asked without tables to fill in

void append(Blocks& blocks, Blocks more) {
    blocks.insert(blocks.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

SheetChoices choices_of(const Question& question, bool solutions) {
    SheetChoices choices;
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
        const AnswerChoice& choice = question.choices[i];
        SheetChoice made{.runs = line_runs(choice.text),
                         .letter = std::string(1, static_cast<char>('A' + i)),
                         .checked = solutions && choice.right};
        if (solutions) made.comment = line_runs(choice.comment);
        choices.choices.push_back(std::move(made));
    }
    return choices;
}

/// A number with a true minus sign.
std::string with_minus(std::string answer) {
    if (answer.size() > 1 && answer.front() == '-' && (answer[1] >= '0' && answer[1] <= '9'))
        answer.replace(0, 1, "\u2212");
    return answer;
}

/// `has_blank`: the answer is written into a blank of the tables.
Blocks question_blocks(const StepFigures& figures, bool has_blank) {
    const Question& question = *figures.step.question;
    if (!question.choices.empty()) return {choices_of(question, figures.solutions)};
    if (!question.typed) return {};
    SheetAnswer answer{.label = std::string(figures.words.answer) + ":"};
    Blocks blocks;
    if (figures.solutions) {
        LessonValues values(figures.source.document(), figures.source.assets());
        const TypedAnswer& typed = *question.typed;
        answer.answer =
            with_minus(right_answer(typed, typed.kind == TypedKind::value ? values.find(typed.text) : std::nullopt));
        if (answer.answer.empty()) answer.answer = "\u2014";
    } else if (has_blank) {
        return {};
    } else if (question.typed->kind != TypedKind::word) {
        blocks.emplace_back(SheetRoom{kRoomLines});
    }
    blocks.emplace_back(std::move(answer));
    return blocks;
}

void add_note(Blocks& blocks, std::string_view title, const LessonText& text) {
    if (!text.empty()) blocks.emplace_back(SheetNote{std::string(title), sheet_text(text)});
}

Blocks goal_blocks(const StepFigures& figures) {
    const Goal& goal = *figures.step.goal;
    SheetNote note{.title = std::string(figures.words.goal)};
    for (const GoalLine& line : goal.lines)
        note.text.push_back(
            {{{.text = line.name + " " + comparison_text(line.comparison) + " " + line.operand, .code = true}}});
    Blocks blocks{note};
    if (!figures.solutions || goal.solution.empty()) return blocks;
    SheetNote solution{.title = std::string(figures.words.solution)};
    for (const Setting& setting : goal.solution)
        solution.text.push_back({{{.text = setting_line(setting), .code = true}}});
    blocks.emplace_back(std::move(solution));
    return blocks;
}

/// True if the step shows something new, so that its pictures are worth the room.
bool has_figures(const LessonStep& step) {
    return !step.settings.empty() || !step.marks.covered.empty() || !step.marks.pointed.empty();
}

/// True if the answer is the sum of the pinned pixel's products, for which the tables have a blank.
bool asks_sum(const LessonStep& step) {
    return step.question && step.question->typed && step.question->typed->text == "inspector.sum";
}

/// True for a table that has been shown already. Remembers the others.
bool is_repeated(const SheetBlock& block, SheetTable& last) {
    const auto* const table = std::get_if<SheetTable>(&block);
    if (table == nullptr) return false;
    if (*table == last) return true;
    last = *table;
    return false;
}

/// `last_table`: the last table that was shown.
Blocks step_blocks(const StepFigures& figures, int number, const LessonFiles& files, SheetTable& last_table) {
    const LessonStep& step = figures.step;
    Blocks blocks{SheetHeading{fmt::format("{}  {}", number, step.title), 2}};
    append(blocks, sheet_blocks(step.text, files));
    bool has_blank = false;
    if (has_figures(step))
        for (SheetBlock& block : step_figures(figures)) {
            if (is_repeated(block, last_table)) continue;
            if (const auto* const product = std::get_if<SheetProduct>(&block))
                has_blank = product->blank && asks_sum(step);
            blocks.push_back(std::move(block));
        }
    if (step.question) append(blocks, question_blocks(figures, has_blank));
    if (step.goal) append(blocks, goal_blocks(figures));
    if (!figures.solutions) return blocks;
    append(blocks, sheet_blocks(step.afterwards, files));
    for (const LessonText& hint : step.hints) add_note(blocks, figures.words.hint, hint);
    add_note(blocks, figures.words.solution, step.solution);
    add_note(blocks, figures.words.teacher, step.teacher);
    return blocks;
}

}  // namespace

LessonSheet lesson_sheet(const Lesson& lesson, LessonFiles& files, bool solutions) {
    const SheetWords& words = sheet_words(lesson.language);
    LessonSheet sheet{.title = lesson.title, .language = lesson.language.empty() ? "en" : lesson.language};
    sheet.subtitle = solutions ? words.solution_sheet : words.work_sheet;
    if (lesson.minutes > 0) sheet.subtitle += fmt::format(", {} {}", lesson.minutes, words.minutes);
    if (!solutions) sheet.names = {std::string(words.name), std::string(words.date)};
    SheetTable last_table;
    const std::vector<Document> documents = step_documents(lesson, files);
    for (int i = 0; i < lesson.size(); ++i) {
        const LessonStep& step = lesson.step(i);
        ValueSource source(documents[static_cast<std::size_t>(i)], files.assets(), std::nullopt);
        append(sheet.blocks, step_blocks({step, source, words, solutions}, i + 1, files, last_table));
    }
    return sheet;
}

}  // namespace convscope
