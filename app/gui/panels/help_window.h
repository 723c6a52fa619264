// The window with all keys and gestures.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

class HelpWindow {
  public:
    void open(Ui& ui) const { ui.open_popup("help"); }
    void show(Frame& frame, Rect window) const;
};

}  // namespace convscope
