// The keys and gestures, on one page. The only list of them inside the program.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

class HelpWindow {
  public:
    void open(Ui& ui) const { ui.open_popup("help"); }
    void show(Frame& frame, Rect window) const;
};

}  // namespace convscope
