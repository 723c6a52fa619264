// Writes a sheet as the kind of file that its name asks for.
#pragma once

#include <filesystem>

#include "app/lesson/sheet/sheet.h"

namespace convscope {

/// Throws LoadError unless the name ends in .pdf or .html.
void check_sheet_name(const std::filesystem::path& file);
/// Writes a PDF or an HTML file. `page` is used for a PDF. Throws LoadError, also for another ending.
void save_sheet(const std::filesystem::path& file, const LessonSheet& sheet, const PageSize& page = kA4);

}  // namespace convscope
