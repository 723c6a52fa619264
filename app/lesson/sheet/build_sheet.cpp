#include "app/lesson/sheet/build_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "app/lesson/answers.h"
#include "app/lesson/sheet/goal_text.h"
#include "app/lesson/sheet/sheet_text.h"
#include "app/lesson/sheet/sheet_words.h"
#include "app/lesson/sheet/state_text.h"
#include "app/lesson/sheet/step_figures.h"
#include "app/lesson/step_documents.h"
#include "app/lesson/write.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

using Blocks = std::vector<SheetBlock>;

constexpr int kRoomLines = 3;  ///< for a number that is asked without tables to fill in
constexpr int kGoalLines = 2;

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
    SheetAnswer answer{.label = std::string(figures.words.text(tr("Answer:")))};
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

/// True if the goal is reached by another filter.
bool asks_for_filter(const LessonStep& step) {
    constexpr std::array<std::string_view, 8> kFilterWords{"kernel", "preset", "slice",  "flip",
                                                           "rotate", "mirror", "negate", "transpose"};
    return std::ranges::any_of(step.goal->solution, [&](const Setting& setting) {
        return std::ranges::find(kFilterWords, setting.word) != kFilterWords.end();
    });
}

/// The goal in words, and an empty filter or lines to write on.
Blocks goal_blocks(const StepFigures& figures) {
    const Goal& goal = *figures.step.goal;
    Blocks blocks;
    blocks.emplace_back(SheetNote{std::string(figures.words.goal), {{{{.text = goal_sentence(goal, figures.words)}}}}});
    if (figures.solutions) return blocks;
    SheetFigure filters = asks_for_filter(figures.step) ? blank_filters(figures) : SheetFigure();
    if (filters.pictures.empty())
        blocks.emplace_back(SheetRoom{kGoalLines});
    else
        blocks.emplace_back(std::move(filters));
    return blocks;
}

/// The settings that reach the goal, and the filter that they make.
Blocks solution_blocks(const StepFigures& figures, LessonFiles& files) {
    const Goal& goal = *figures.step.goal;
    if (goal.solution.empty()) return {};
    SheetNote note{.title = std::string(figures.words.solution)};
    if (std::string text = solution_text(goal); !text.empty()) note.text.push_back({{{.text = std::move(text)}}});
    Blocks blocks{std::move(note)};
    if (!asks_for_filter(figures.step)) return blocks;
    ValueSource solved(with_settings(figures.source.document(), goal.solution, files), files.assets(), std::nullopt);
    SheetFigure filters = filter_tables({figures.step, solved, figures.words, true});
    if (!filters.pictures.empty()) blocks.emplace_back(std::move(filters));
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

/// The blocks that the steps so far have shown; they are not repeated.
struct ShownBlocks {
    SheetTable table;
    SheetFigure figure;
    std::string note;
};

bool are_equal(const SheetPicture& a, const SheetPicture& b) {
    if (a.title != b.title || a.mark != b.mark || a.table.has_value() || b.table.has_value()) return false;
    return a.pixels && b.pixels && a.pixels->size == b.pixels->size && a.pixels->values == b.pixels->values;
}

/// True for a table or a figure that was the last one shown. Remembers others.
bool is_repeated(const SheetBlock& block, ShownBlocks& shown) {
    if (const auto* const table = std::get_if<SheetTable>(&block)) {
        if (*table == shown.table) return true;
        shown.table = *table;
    }
    if (const auto* const figure = std::get_if<SheetFigure>(&block)) {
        if (std::ranges::equal(figure->pictures, shown.figure.pictures, are_equal)) return true;
        shown.figure = *figure;
    }
    return false;
}

/// The figures of the step and a note of its settings, without what is shown already. `has_blank` is set if the tables
/// have a blank for the answer.
Blocks figure_blocks(const StepFigures& figures, ShownBlocks& shown, bool& has_blank) {
    Blocks blocks;
    for (SheetBlock& block : step_figures(figures)) {
        if (is_repeated(block, shown)) continue;
        if (const auto* const product = std::get_if<SheetProduct>(&block))
            has_blank = product->blank && asks_sum(figures.step);
        blocks.push_back(std::move(block));
    }
    if (std::string note = state_note(figures); !note.empty() && note != shown.note) {
        shown.note = note;
        blocks.emplace_back(SheetText{.runs = {{.text = std::move(note)}}, .quiet = true});
    }
    return blocks;
}

/// The text without the sentences of new steps that the teacher has not replaced yet.
LessonText without_templates(LessonText text, const SheetWords& words) {
    std::erase_if(text, [&words](const TextBlock& block) {
        const std::string plain = plain_text({block});
        return std::ranges::any_of(std::array{kStepTemplate, kFirstTemplate}, [&](Message sentence) {
            // The window's language may differ from the lesson's.
            return plain == words.text(sentence) || plain == std::string_view(sentence) || plain == sentence.english();
        });
    });
    return text;
}

Blocks step_blocks(const StepFigures& figures, int number, LessonFiles& files, ShownBlocks& shown) {
    const LessonStep& step = figures.step;
    Blocks blocks{SheetHeading{fmt::format("{}  {}", number, step.title), 2}};
    append(blocks, sheet_blocks(without_templates(step.text, figures.words), files));
    bool has_blank = false;
    if (has_figures(step)) append(blocks, figure_blocks(figures, shown, has_blank));
    if (step.question) append(blocks, question_blocks(figures, has_blank));
    if (step.goal) append(blocks, goal_blocks(figures));
    if (!figures.solutions) return blocks;
    if (step.goal) append(blocks, solution_blocks(figures, files));
    append(blocks, sheet_blocks(step.afterwards, files));
    for (const LessonText& hint : step.hints) add_note(blocks, figures.words.hint, hint);
    add_note(blocks, figures.words.solution, step.solution);
    add_note(blocks, figures.words.teacher, step.teacher);
    return blocks;
}

}  // namespace

LessonSheet lesson_sheet(const Lesson& lesson, LessonFiles& files, bool solutions) {
    const SheetWords words = sheet_words(lesson.language);
    LessonSheet sheet{
        .title = lesson.title, .language = lesson.language.empty() ? "en" : lesson.language, .columns = 2};
    sheet.subtitle = solutions ? words.solution_sheet : words.work_sheet;
    if (lesson.minutes > 0)
        sheet.subtitle =
            words.text(solutions ? tr("Solutions, {} minutes") : tr("Work sheet, {} minutes"), lesson.minutes);
    if (!solutions) sheet.names = {std::string(words.name), std::string(words.date)};
    ShownBlocks shown;
    const std::vector<Document> documents = step_documents(lesson, files);
    for (int i = 0; i < lesson.size(); ++i) {
        const LessonStep& step = lesson.step(i);
        ValueSource source(documents[static_cast<std::size_t>(i)], files.assets(), std::nullopt);
        append(sheet.blocks, step_blocks({step, source, words, solutions}, i + 1, files, shown));
    }
    return sheet;
}

}  // namespace convscope
