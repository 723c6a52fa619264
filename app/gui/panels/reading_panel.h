// Shows the name of the file that is being read, with a moving indicator, if reading takes long.
#pragma once

#include <string>

#include "app/gui/workspace/frame.h"

namespace convscope {

class ReadingPanel {
  public:
    /// `file` is the name of the file that is being read; empty if there is none. Draws into the upper right corner of
    /// `place`, the part of the window below the top bar, and cuts off the height that it takes.
    void show(Ui& ui, const std::string& file, Rect& place);

  private:
    std::string file_;
    double since_ = 0;
};

}  // namespace convscope
