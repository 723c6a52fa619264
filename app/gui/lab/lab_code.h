// The lines that compute the edited filter's output in NumPy, SciPy, OpenCV or Keras.
#pragma once

#include <string>

#include "app/gui/workspace/frame.h"

namespace convscope {

class LabCode {
  public:
    /// Draws the choice of the library at the left of `head` and cuts it off; returns the code.
    std::string show(Frame& frame, Rect& head);

  private:
    int library_ = 0;
};

}  // namespace convscope
