// "Show the code": the lines that do the present settings' work elsewhere, to read and to copy.
#pragma once

#include "app/gui/frame.h"

namespace convscope {

class CodeWindow {
  public:
    void open(Ui& ui) const { ui.open_popup("code"); }
    void show(Frame& frame, Rect window);

  private:
    int library_ = 0;
};

}  // namespace convscope
