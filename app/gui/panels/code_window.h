// "Show the code": the lines that do the present settings' work elsewhere, or build the model, to read and to copy.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

class CodeWindow {
  public:
    void open(Ui& ui) const { ui.open_popup("code"); }
    void show(Frame& frame, Rect window);

  private:
    /// The lines of the Filter Lab's settings, in the library chosen in `head`.
    std::string lab_code(Frame& frame, Rect head);
    static std::string network_code(const nn::Model& model);

    int library_ = 0;
};

}  // namespace convscope
