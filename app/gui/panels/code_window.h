// The window "Show the code": code for other libraries that applies the current filter or builds the current model.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

class CodeWindow {
  public:
    void open(Ui& ui) const { ui.open_popup("code"); }
    void show(Frame& frame, Rect window);

  private:
    /// Shows the choice of the library in `head`, and returns the code for the Filter Lab's settings.
    std::string lab_code(Frame& frame, Rect head);
    static std::string network_code(const nn::Model& model);

    int library_ = 0;
};

}  // namespace convscope
