// Short messages at the lower edge that do not block: what could not be done and why, what was saved where.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/gui/workspace/frame.h"

namespace convscope {

class Notices {
  public:
    struct Notice {
        std::string text;
        bool is_error = false;
        double until = 0;         ///< in the frame's time; 0 until it is first shown
        std::string action = {};  ///< what its button says; empty: it has none
        Request request = {};     ///< what the button asks for
    };

    void say(std::string text) { add({.text = std::move(text)}); }
    void warn(std::string text) { add({.text = std::move(text), .is_error = true}); }
    /// Stays, with a button, until that is pressed or it is closed.
    void offer(std::string text, std::string action, Request request);
    /// Takes back what was offered of this kind.
    void withdraw(Request::Kind kind);
    const std::vector<Notice>& all() const { return notices_; }
    void show(Frame& frame, Rect window);

  private:
    void add(Notice notice);
    std::vector<Notice> notices_;
};

}  // namespace convscope
