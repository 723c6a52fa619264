// The keys that work in every workspace. Keys that no panel has used become commands and actions.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

/// Call it after all parts of the window that may use keys themselves have been drawn.
void shell_keys(Frame& frame);

}  // namespace convscope
