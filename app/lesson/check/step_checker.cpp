#include "app/lesson/check/step_checker.h"

#include <algorithm>

#include "app/lesson/answers.h"
#include "app/lesson/check/trial_run.h"
#include "app/lesson/names.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kMaxTrialSeconds = 10;

WordGroup group_of(const Document& document) {
    switch (document.workspace) {
        case WorkspaceId::filter_lab:
            return WordGroup::filter_lab;
        case WorkspaceId::layers:
            return WordGroup::layers;
        case WorkspaceId::training:
            return WordGroup::training;
    }
    return WordGroup::any;
}

bool asks_for_run(const Goal& goal) {
    return std::ranges::any_of(
        goal.lines, [](const GoalLine& line) { return is_run_value(line.name) || is_run_value(line.operand); });
}

/// "filter.sum is 8, not 0": the first line of the goal that does not hold.
std::string failed_line(const Goal& goal, LessonValues& values) {
    for (const GoalLine& line : goal.lines) {
        if (holds(line, values)) continue;
        const std::optional<LessonValue> value = values.find(line.name);
        const std::string sign = comparison_text(line.comparison);
        if (!value)
            return tr("{} {} {} does not hold: it is missing, because {}", line.name, sign, line.operand,
                      values.reason());
        return tr("{} {} {} does not hold: it is {}", line.name, sign, line.operand, lesson_value_text(*value));
    }
    return {};
}

}  // namespace

StepChecker::StepChecker(const Lesson& lesson, LessonFiles& files, LessonReport& report)
    : lesson_(lesson), files_(files), report_(report), document_(lesson_document(files)) {}

void StepChecker::fail(int line, std::string problem, std::string remedy) {
    report_.problems.push_back(
        {.file = lesson_.file, .line = line, .problem = std::move(problem), .remedy = std::move(remedy)});
}

void StepChecker::apply(std::span<const Setting> settings, Document& document) {
    for (const Setting& setting : settings) {
        try {
            document = with_settings(std::move(document), {&setting, 1}, files_);
        } catch (const SettingError& error) {
            report_.problems.push_back(error.in(lesson_.file));
        }
    }
}

void StepChecker::check(const LessonStep& step) {
    apply(step.settings, document_);
    check_marks(step);
    check_pictures(step.text);
    check_pictures(step.afterwards);
    check_pictures(step.solution);
    check_pictures(step.teacher);
    for (const LessonText& hint : step.hints) check_pictures(hint);
    if (step.question) check_question(*step.question);
    if (step.goal) check_goal(*step.goal);
}

void StepChecker::check_marks(const LessonStep& step) {
    const auto check_names = [&](const std::vector<std::string>& names) {
        for (const std::string& name : names)
            if (is_lesson_name(name) && !is_name_of(group_of(document_), name))
                fail(step.line, tr("\"{}\" is not in the workspace that the step shows", name),
                     tr("Write workspace before it, or another name"));
    };
    check_names(step.marks.all_covered());
    check_names(step.marks.pointed);
}

void StepChecker::check_pictures(const LessonText& text) {
    for (const TextBlock& block : text) {
        if (block.kind != BlockKind::picture) continue;
        try {
            files_.file(block.picture.string());
        } catch (const LoadError& error) {
            fail(block.line, tr("the picture \"{}\" {}", error.file(), error.fault()),
                 tr("Put the file into that folder and write its name"));
        }
    }
}

void StepChecker::check_question(const Question& question) {
    for (const AnswerChoice& choice : question.choices) {
        check_pictures(choice.text);
        check_pictures(choice.comment);
    }
    LessonValues values(document_, files_.assets());
    if (question.typed) check_answer(*question.typed, question.line, values);
    for (const WrongAnswer& wrong : question.wrong) {
        check_pictures(wrong.comment);
        check_answer(wrong.answer, wrong.line, values);
        check_is_wrong(question, wrong, values);
    }
}

void StepChecker::check_answer(const TypedAnswer& answer, int line, LessonValues& values) {
    const std::string& name = answer.text;
    if (answer.kind != TypedKind::value || !is_value_name(name)) return;
    if (is_run_value(name))
        return fail(line, tr("{} is known only in a run, which differs from machine to machine", name),
                    tr("Ask with choices, or make it a goal"));
    if (!values.find(name))
        fail(line, tr("{} has no value in this state: {}", name, values.reason()),
             tr("Write the settings that give it a value"));
}

void StepChecker::check_is_wrong(const Question& question, const WrongAnswer& wrong, LessonValues& values) {
    const auto value_of = [&values](const TypedAnswer& answer) {
        return answer.kind == TypedKind::value ? values.find(answer.text) : std::nullopt;
    };
    const std::optional<LessonValue> value = value_of(wrong.answer);
    if (wrong.answer.kind == TypedKind::value && !value) return;  // reported before
    const std::string text = value ? lesson_value_text(*value) : wrong.answer.text;
    if (is_right(*question.typed, text, value_of(*question.typed)))
        fail(wrong.line, tr("{} is commented on as a wrong answer, but it is right", text),
             tr("Change it or leave it out"));
}

void StepChecker::check_goal(const Goal& goal) {
    if (goal.lines.empty()) return;  // reported when it was read
    LessonValues values(document_, files_.assets());
    if (is_reached(goal, values))
        return fail(goal.line, tr("the goal is reached already at the start of the step"),
                    tr("Write settings from which something has to be done"));
    if (asks_for_run(goal)) {
        Document document = document_;
        apply(goal.solution, document);
        return check_run(goal, document);
    }
    if (goal.solution.empty())
        return fail(goal.line, tr("the goal has no solution"), tr("Write a solution block after the check block"));
    check_solution(goal);
}

void StepChecker::check_solution(const Goal& goal) {
    Document document = document_;
    apply(goal.solution, document);
    LessonValues values(document, files_.assets());
    if (const std::string failed = failed_line(goal, values); !failed.empty())
        fail(goal.line, tr("the solution does not reach the goal: {}", failed), tr("Change the solution or the goal"));
}

void StepChecker::check_run(const Goal& goal, const Document& document) {
    std::string last;
    const auto reached = [&](const RunFacts& facts) {
        LessonValues values(document, files_.assets(), facts);
        last = failed_line(goal, values);
        return last.empty();
    };
    switch (trial_run(document, kMaxTrialSeconds, reached)) {
        case TrialResult::reached:
            return;
        case TrialResult::finished:
            return fail(goal.line, tr("training does not reach the goal: {}", last),
                        tr("Change the settings or the goal"));
        case TrialResult::stopped:
            break;
    }
    report_.notes.push_back(
        tr("{}:{}: the training of this goal was not played to its end.", report_.file.string(), goal.line));
}

}  // namespace convscope
