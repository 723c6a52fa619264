// A work sheet of one view, without a lesson.
#pragma once

#include "app/document/document.h"
#include "app/lesson/sheet/sheet.h"

namespace convscope {

/// The pictures and numbers that the document shows, with blanks for what a class can work out (the products and the
/// sum of the pinned pixel, the answer of a network) and lines to write on. Reads no file.
LessonSheet view_sheet(Document document);

}  // namespace convscope
