// `convscope lesson sheet` and `convscope lesson export`: work sheets, solution sheets and questions for Moodle.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "app/cli/lesson/lesson_commands.h"
#include "app/cli/output.h"
#include "app/lesson/check.h"
#include "app/lesson/gift/gift.h"
#include "app/lesson/sheet/build_sheet.h"
#include "app/lesson/sheet/output/sheet_file.h"
#include "app/lesson/step_documents.h"
#include "core/base/files.h"
#include "core/base/text/printable.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

struct LessonArguments {
    std::string file, output;
    bool solutions = false, letter = false;
};

void run_sheet(const LessonArguments& a, const fs::path& assets) {
    check_sheet_name(a.output);
    refuse_same_file(a.output, a.file);
    check_writable(a.output);
    need_assets(assets);
    const Lesson lesson = sound_lesson(a.file, assets);
    LessonFiles files(assets, lesson.file.parent_path());
    save_sheet(a.output, lesson_sheet(lesson, files, a.solutions), a.letter ? kLetter : kA4);
}

void run_export(const LessonArguments& a, const fs::path& assets) {
    refuse_same_file(a.output, a.file);
    check_writable(a.output);
    need_assets(assets);
    const Lesson lesson = sound_lesson(a.file, assets);
    LessonFiles files(assets, lesson.file.parent_path());
    const GiftFile gift = gift_file(lesson, step_facts(lesson, files));
    for (const std::string& sentence : gift.left_out) std::cerr << printable(a.file + ": " + sentence) << ".\n";
    write_file_atomically(a.output, gift.text);
}

CLI::App* add_files(CLI::App& lesson, const std::string& name, const std::string& what,
                    const std::shared_ptr<LessonArguments>& arguments, const std::string& output) {
    CLI::App* command = lesson.add_subcommand(name, what);
    command->add_option("FILE", arguments->file, "the lesson: a Markdown file")->required();
    command->add_option("-o,--output", arguments->output, output)->required()->type_name("FILE");
    return command;
}

}  // namespace

void add_lesson_sheet(CLI::App& lesson, Action& action, const fs::path& assets) {
    const auto arguments = std::make_shared<LessonArguments>();
    CLI::App* command = add_files(lesson, "sheet", "Make a work sheet, or with --solutions the solution sheet",
                                  arguments, "the sheet: .pdf or .html");
    command->add_flag("--solutions", arguments->solutions, "With the answers, comments, hints and the teacher's notes");
    command->add_flag("--letter", arguments->letter, "Pages of US Letter instead of A4");
    command->callback(
        [&action, arguments, assets] { action = [arguments, assets] { run_sheet(*arguments, assets); }; });
}

void add_lesson_export(CLI::App& lesson, Action& action, const fs::path& assets) {
    const auto arguments = std::make_shared<LessonArguments>();
    CLI::App* command = add_files(lesson, "export", "Write the questions for Moodle, in the GIFT format", arguments,
                                  "the questions: .gift");
    command->callback(
        [&action, arguments, assets] { action = [arguments, assets] { run_export(*arguments, assets); }; });
}

}  // namespace convscope
