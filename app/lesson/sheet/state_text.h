// A step's state in words, for places that cannot show the window: questions for Moodle, and sheets.
#pragma once

#include <string>

#include "app/lesson/sheet/step_figures.h"

namespace convscope {

/// "Picture: staircase, 512 x 512; Filter: -1 0 1 / -2 0 2 / -1 0 1; Border: valid; Window in row 236, column 73: ...".
/// Things that are covered are left out.
std::string state_text(const StepFigures& figures);
/// state_text() without what step_figures() draws: picture, filter, window and table of layers.
std::string state_note(const StepFigures& figures);

}  // namespace convscope
