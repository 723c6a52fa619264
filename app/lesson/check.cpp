#include "app/lesson/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>

#include "app/lesson/check/step_checker.h"
#include "app/lesson/languages.h"
#include "app/lesson/parse.h"
#include "core/base/counted.h"
#include "core/base/load_error.h"
#include "core/base/text/printable.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// A fault that LoadError describes, as a problem of the lesson.
LessonProblem problem_of(const LoadError& error, const fs::path& file) {
    return {.file = file,
            .problem = error.file() == file.string() ? error.fault() : tr("\"{}\" {}", error.file(), error.fault()),
            .remedy = error.remedy().empty() ? std::string(tr("Check the file")) : error.remedy()};
}

void check_files(const Lesson& lesson, const LessonFiles& files, std::vector<LessonProblem>& problems) {
    for (const fs::path& needed : lesson.files) {
        try {
            files.file(needed.string());
        } catch (const LoadError& error) {
            problems.push_back(problem_of(error, lesson.file));
        }
    }
}

void check_siblings(const Lesson& lesson, std::vector<LessonProblem>& problems) {
    for (const fs::path& sibling : sibling_files(lesson.file)) {
        try {
            const ParsedLesson other = read_lesson(sibling);
            if (!other.problems.empty()) continue;  // they are reported when that file is checked
            for (LessonProblem& problem : language_problems(lesson, other.lesson))
                problems.push_back(std::move(problem));
        } catch (const LoadError& error) {
            problems.push_back(problem_of(error, lesson.file));
        }
    }
}

/// Adds the lesson's counts and problems to the report.
Lesson check(const fs::path& file, const fs::path& assets, LessonReport& report) {
    ParsedLesson parsed = read_lesson(file);
    Lesson lesson = std::move(parsed.lesson);
    report.title = lesson.title;
    report.steps = lesson.size();
    report.problems = std::move(parsed.problems);
    for (const LessonStep& step : lesson.steps) {
        report.questions += step.question ? 1 : 0;
        report.goals += step.goal ? 1 : 0;
    }
    LessonFiles files(assets, lesson.file.parent_path());
    check_files(lesson, files, report.problems);
    StepChecker checker(lesson, files, report);
    for (const LessonStep& step : lesson.steps) checker.check(step);
    check_siblings(lesson, report.problems);
    for (LessonProblem& problem : report.problems) problem.file = file;
    return lesson;
}

/// Calls check() and adds its exceptions to the problems; nullopt after an exception.
std::optional<Lesson> checked(const fs::path& file, const fs::path& assets, LessonReport& report) {
    std::optional<Lesson> lesson;
    try {
        lesson = check(file, assets, report);
    } catch (const LoadError& error) {
        report.problems.push_back(problem_of(error, file));
    } catch (const std::exception& error) {
        report.problems.push_back(
            {.file = file, .problem = tr("the check failed: {}", error.what()), .remedy = tr("Check the lesson")});
    }
    std::ranges::stable_sort(report.problems, {}, &LessonProblem::line);
    return lesson;
}

}  // namespace

LessonReport check_lesson(const fs::path& file, const fs::path& assets) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    LessonReport report{.file = file};
    checked(file, assets, report);
    report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return report;
}

Lesson sound_lesson(const fs::path& file, const fs::path& assets) {
    LessonReport report{.file = file};
    std::optional<Lesson> lesson = checked(file, assets, report);
    if (report.problems.empty() && lesson) return std::move(*lesson);
    throw std::runtime_error(report.problems.front().text());
}

std::string report_text(const LessonReport& report) {
    std::string text =
        fmt::format("{}: {}, {}, {}, {:.1f} s{}\n", printable(report.file.string()), counted(report.steps, "step"),
                    counted(report.questions, "question"), counted(report.goals, "goal"), report.seconds,
                    report.problems.empty() ? "" : ", " + counted(std::ssize(report.problems), "problem"));
    for (const LessonProblem& problem : report.problems) text += problem.text() + "\n";
    for (const std::string& note : report.notes) text += note + "\n";
    return text;
}

}  // namespace convscope
