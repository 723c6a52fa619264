// "Show the code": Python code that computes the result on screen or builds the model, to read and to copy.
#pragma once

#include "app/gui/workspace/workspace.h"

namespace convscope {

class CodeWindow {
  public:
    static void open(Ui& ui) { ui.open_popup("code"); }
    /// Draws the window while it is open, as large as its text in the last frame.
    void show(Frame& frame, Workspace& workspace, Rect window);

  private:
    ImVec2 size_{0, 0};  ///< of the text
};

}  // namespace convscope
