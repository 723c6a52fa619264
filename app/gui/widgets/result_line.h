// One line of a calculation: the operation at the left, its result at the right.
#pragma once

#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// The width of the column of results.
float result_width(const Ui& ui);
/// Cuts its row off the top of `rest`. `strong` is for final results, the others are muted.
void result_line(Ui& ui, Rect& rest, std::string_view name, std::string_view operation, std::string_view number,
                 bool strong);

}  // namespace convscope
