// Shows the name of the file that is being read or written, with an indicator, if it takes long.
#pragma once

#include <string>

#include "app/gui/workspace/frame.h"
#include "app/opening/file_work.h"

namespace convscope {

class ReadingPanel {
  public:
    /// Draws into the upper right corner of `place`, the part of the window below the top bar, and cuts off the height
    /// that it takes. The indicator shows the finished part, or moves if that is not known.
    void show(Ui& ui, const FileWork& work, Rect& place);

  private:
    std::string file_;
    double since_ = 0;
};

}  // namespace convscope
