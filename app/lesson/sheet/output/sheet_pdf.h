// A sheet as a PDF of A4 or Letter pages.
#pragma once

#include <string>

#include "app/lesson/sheet/sheet.h"

namespace convscope {

struct SheetPdf {
    std::string bytes;
    int pages = 0;
};

/// Blocks that belong together stay on one page: a heading and what follows it, the rows of a figure.
SheetPdf sheet_pdf(const LessonSheet& sheet, const PageSize& page = kA4);

}  // namespace convscope
