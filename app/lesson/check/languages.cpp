#include <fmt/format.h>

#include <algorithm>

#include "app/lesson/check.h"

namespace convscope {

namespace {

bool are_equal(const std::vector<Setting>& a, const std::vector<Setting>& b) {
    return std::ranges::equal(
        a, b, [](const Setting& x, const Setting& y) { return x.word == y.word && x.arguments == y.arguments; });
}

/// A word may differ from language to language; numbers and names of values may not.
bool are_equal(const Question& a, const Question& b) {
    if (a.typed.has_value() != b.typed.has_value()) return false;
    if (a.typed && a.typed->kind != b.typed->kind) return false;
    if (a.typed && a.typed->kind != TypedKind::word && a.typed != b.typed) return false;
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

/// The part of the step in which both differ; empty if they are equal.
std::string difference(const LessonStep& a, const LessonStep& b) {
    if (!are_equal(a.settings, b.settings) || a.marks != b.marks) return "settings";
    if (!are_equal(a.question, b.question)) return "question";
    if (!are_equal(a.goal, b.goal)) return "goal";
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
                            .remedy = "Write the same blocks in both languages"});
    };
    if (lesson.steps.size() != sibling.steps.size())
        fail(0, "the lesson has " + std::to_string(lesson.size()) + " steps, but " + other + " has " +
                    std::to_string(sibling.size()));
    if (lesson.minutes != sibling.minutes) fail(0, "minutes differs from that of " + other);
    const std::size_t count = std::min(lesson.steps.size(), sibling.steps.size());
    for (std::size_t i = 0; i < count; ++i)
        if (const std::string part = difference(lesson.steps[i], sibling.steps[i]); !part.empty())
            fail(lesson.steps[i].line, fmt::format("the {} of the step differs from that in {}", part, other));
    return problems;
}

}  // namespace convscope
