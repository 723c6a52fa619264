// A sheet as one HTML file that needs no other: pictures are PNG files in data URIs.
#pragma once

#include <string>

#include "app/lesson/sheet/sheet.h"

namespace convscope {

std::string sheet_html(const LessonSheet& sheet);

}  // namespace convscope
