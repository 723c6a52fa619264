// The keys that hold in every workspace. Keys that no panel has used become commands and actions.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

/// Call it after everything is drawn that may use keys itself.
void shell_keys(Frame& frame);

}  // namespace convscope
