// The subcommands below `convscope lesson` that turn a lesson into another file.
#pragma once

#include <filesystem>

#include "app/cli/command.h"

namespace convscope {

/// Throws std::runtime_error if the program's folder was not found.
void need_assets(const std::filesystem::path& assets);
/// `lesson sheet`: a work sheet or a solution sheet as PDF or HTML. `assets` is the program's folder.
void add_lesson_sheet(CLI::App& lesson, Action& action, const std::filesystem::path& assets);
/// `lesson export`: the questions for Moodle, as GIFT.
void add_lesson_export(CLI::App& lesson, Action& action, const std::filesystem::path& assets);

}  // namespace convscope
