// A goal as a sentence, for sheets.
#pragma once

#include <string>

#include "app/lesson/lesson.h"
#include "app/lesson/sheet/sheet_words.h"

namespace convscope {

/// "The sum of the filter values is 0, and the highest value of the filtered picture is less than 128."
std::string goal_sentence(const Goal& goal, const SheetWords& words);
/// The settings of its solution in words: "border zero, stride 2". Values of filters are left out: a sheet shows them
/// as a table.
std::string solution_text(const Goal& goal);

}  // namespace convscope
