// The keys that work in every workspace. Keys that no panel has used become commands and actions.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

/// Call it after drawing all parts of the window that use keys.
void shell_keys(Frame& frame);

}  // namespace convscope
