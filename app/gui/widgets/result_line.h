// One line of a calculation: what is done at the left, the number that comes of it lined up at the right. Knows no
// document.
#pragma once

#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// The room for its number.
float result_width(const Ui& ui);
/// Takes its row off the top of `rest`. `strong`: a result rather than a step on the way.
void result_line(Ui& ui, Rect& rest, std::string_view name, std::string_view operation, std::string_view number,
                 bool strong);

}  // namespace convscope
