// The keys of the window as a whole, and the Filter Lab's own. What no panel has used becomes commands and requests.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

void shell_keys(Frame& frame);

}  // namespace convscope
