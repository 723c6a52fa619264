// Short messages at the lower edge that do not block: what could not be done and why, what was saved where.
#pragma once

#include <string>
#include <vector>

#include "app/gui/frame.h"

namespace convscope {

class Notices {
  public:
    struct Notice {
        std::string text;
        bool is_error = false;
        double until = 0;  ///< in the frame's time; 0 until it is first shown
    };

    void say(std::string text) { add(std::move(text), false); }
    void warn(std::string text) { add(std::move(text), true); }
    const std::vector<Notice>& all() const { return notices_; }
    void show(Frame& frame, Rect window);

  private:
    void add(std::string text, bool is_error);
    std::vector<Notice> notices_;
};

}  // namespace convscope
