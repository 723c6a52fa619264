#include <fmt/format.h>

#include <algorithm>

#include "app/lesson/check.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

bool are_equal(const std::vector<Setting>& a, const std::vector<Setting>& b) {
    return std::ranges::equal(
        a, b, [](const Setting& x, const Setting& y) { return x.word == y.word && x.arguments == y.arguments; });
}

/// A word may differ from language to language; numbers and names of values may not.
bool are_equal(const TypedAnswer& a, const TypedAnswer& b) {
    return a.kind == b.kind && (a.kind == TypedKind::word || a == b);
}

bool are_equal(const Question& a, const Question& b) {
    if (a.typed.has_value() != b.typed.has_value()) return false;
    if (a.typed && !are_equal(*a.typed, *b.typed)) return false;
    const auto is_same = [](const WrongAnswer& x, const WrongAnswer& y) { return are_equal(x.answer, y.answer); };
    if (!std::ranges::equal(a.wrong, b.wrong, is_same)) return false;
    return std::ranges::equal(a.choices, b.choices, {}, &AnswerChoice::right, &AnswerChoice::right);
}

bool are_equal(const Goal& a, const Goal& b) {
    return are_equal(a.solution, b.solution) &&
           std::ranges::equal(a.lines, b.lines, [](const GoalLine& x, const GoalLine& y) {
               return x.name == y.name && x.comparison == y.comparison && x.operand == y.operand;
           });
}

template <class Part>
bool are_equal(const std::optional<Part>& a, const std::optional<Part>& b) {
    return a.has_value() == b.has_value() && (!a || are_equal(*a, *b));
}

/// The message about the part of the step in which both differ, with {} in place of the other file; empty if they are
/// equal.
Message difference(const LessonStep& a, const LessonStep& b) {
    if (!are_equal(a.settings, b.settings) || a.marks != b.marks)
        return tr("the settings of the step differs from that in {}");
    if (!are_equal(a.question, b.question)) return tr("the question of the step differs from that in {}");
    if (!are_equal(a.goal, b.goal)) return tr("the goal of the step differs from that in {}");
    return {};
}

}  // namespace

std::vector<LessonProblem> language_problems(const Lesson& lesson, const Lesson& sibling) {
    const std::string other = sibling.file.filename().string();
    std::vector<LessonProblem> problems;
    const auto fail = [&](int line, std::string problem) {
        problems.push_back({.file = lesson.file,
                            .line = line,
                            .problem = std::move(problem),
                            .remedy = tr("Write the same blocks in both languages")});
    };
    if (lesson.steps.size() != sibling.steps.size())
        fail(0, tr("the lesson has {} steps, but {} has {}", lesson.size(), other, sibling.size()));
    if (lesson.minutes != sibling.minutes) fail(0, tr("minutes differs from that of {}", other));
    const std::size_t count = std::min(lesson.steps.size(), sibling.steps.size());
    for (std::size_t i = 0; i < count; ++i)
        if (const Message message = difference(lesson.steps[i], sibling.steps[i]); !message.empty())
            fail(lesson.steps[i].line, format_translation(message.english(), fmt::make_format_args(other)));
    return problems;
}

}  // namespace convscope
