// `convscope lesson`: checks lessons, and lists the words that lessons are written in.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/lesson/lesson_commands.h"
#include "app/cli/output.h"
#include "app/lesson/check.h"
#include "app/lesson/names.h"
#include "app/lesson/values.h"
#include "app/lesson/words.h"
#include "core/base/counted.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

struct CheckArguments {
    std::vector<std::string> files;
    Output output;
};

Json report_json(const LessonReport& report) {
    Json problems = Json::array();
    for (const LessonProblem& problem : report.problems)
        problems.push_back({{"line", problem.line}, {"problem", problem.problem}, {"remedy", problem.remedy}});
    return {{"file", report.file.string()},  {"title", report.title}, {"steps", report.steps},
            {"questions", report.questions}, {"goals", report.goals}, {"seconds", report.seconds},
            {"problems", problems},          {"notes", report.notes}};
}

void run_check(const CheckArguments& a, const fs::path& assets) {
    need_assets(assets);
    for (const std::string& file : a.files) refuse_same_file(a.output.file, file);
    Json reports = Json::array();
    std::string text;
    std::int64_t problems = 0;
    for (const std::string& file : a.files) {
        const LessonReport report = check_lesson(file, assets);
        problems += std::ssize(report.problems);
        text += report_text(report);
        reports.push_back(report_json(report));
    }
    a.output.write(a.output.json ? json_text(reports) : text);
    if (problems > 0)
        throw std::runtime_error(
            fmt::format("the lessons have {}; change the lines that are listed", counted(problems, "problem")));
}

std::string group_title(WordGroup group) {
    switch (group) {
        case WordGroup::any:
            return "Everywhere";
        case WordGroup::filter_lab:
            return "Filter Lab";
        case WordGroup::layers:
            return "Layers";
        case WordGroup::training:
            return "Training";
    }
    return {};
}

/// Lines of a table under a title for each workspace. `line` writes one entry.
template <class Entry, class Line>
std::string table(std::string_view title, std::span<const Entry> entries, const Line& line) {
    std::string text = fmt::format("{}\n", title);
    const Entry* last = nullptr;
    for (const Entry& entry : entries) {
        if (last == nullptr || last->group != entry.group) text += "  " + group_title(entry.group) + "\n";
        text += "    " + line(entry) + "\n";
        last = &entry;
    }
    return text + "\n";
}

std::string word_lists() {
    std::string text = table("Words of convscope and solution blocks", lesson_words(), [](const LessonWord& word) {
        return fmt::format("{}\n        {}", word.usage, word.effect);
    });
    text += table("Values of answers (= NAME) and of check blocks; # is a number, @ a name", value_names(),
                  [](const ValueName& value) { return fmt::format("{:<30} {}", value.name, value.meaning()); });
    text += table("Names for cover, point and only; * stands for anything", lesson_names(),
                  [](const LessonName& name) { return fmt::format("{:<30} {}", name.name, name.meaning); });
    text += "All names\n";
    for (const std::string_view name : all_lesson_names()) text += fmt::format("    {}\n", name);
    return text;
}

void add_check(CLI::App& lesson, Action& action, const fs::path& assets) {
    CLI::App* command = lesson.add_subcommand("check", "Play every step of lessons and report what is wrong");
    const auto arguments = std::make_shared<CheckArguments>();
    command->add_option("FILE", arguments->files, "lessons: Markdown files")->required();
    arguments->output.add_options(*command);
    command->callback(
        [&action, arguments, assets] { action = [arguments, assets] { run_check(*arguments, assets); }; });
}

void add_words(CLI::App& lesson, Action& action) {
    CLI::App* command = lesson.add_subcommand("words", "List the words, values and names that lessons can use");
    const auto output = std::make_shared<Output>();
    command->add_option("-o,--output", output->file, "write to this file instead of standard output")
        ->type_name("FILE");
    command->callback([&action, output] { action = [output] { output->write(word_lists()); }; });
}

}  // namespace

void need_assets(const fs::path& assets) {
    if (assets.empty())
        throw std::runtime_error("the program's pictures and models are missing; install the program again");
}

void add_lesson_command(CLI::App& app, Action& action, const fs::path& assets) {
    CLI::App* lesson = app.add_subcommand("lesson", "Check lessons, print them, or list the words they are written in");
    lesson->require_subcommand(1);
    add_check(*lesson, action, assets);
    add_lesson_sheet(*lesson, action, assets);
    add_lesson_export(*lesson, action, assets);
    add_words(*lesson, action);
}

}  // namespace convscope
