// A lesson's text as blocks of a sheet.
#pragma once

#include <vector>

#include "app/lesson/lesson.h"
#include "app/lesson/sheet/sheet.h"
#include "app/lesson/state.h"

namespace convscope {

/// Paragraphs, lists, code and headings; pictures are left out.
std::vector<SheetText> sheet_text(const LessonText& text);
/// All blocks, with pictures from the lesson's folder. Throws LoadError for a picture that cannot be read.
std::vector<SheetBlock> sheet_blocks(const LessonText& text, const LessonFiles& files);
/// The text as one line of runs, for a choice.
std::vector<TextRun> line_runs(const LessonText& text);

}  // namespace convscope
