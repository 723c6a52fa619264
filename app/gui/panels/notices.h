// Short messages at the lower edge that do not block: what could not be done and why, what was saved where.
#pragma once

#include <string>
#include <utility>
#include <variant>
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
        Action request = Undo{};  ///< what the button asks for, if it has one
    };

    void say(std::string text) { add({.text = std::move(text)}); }
    void warn(std::string text) { add({.text = std::move(text), .is_error = true}); }
    /// Stays, with a button, until that is pressed or it is closed.
    void offer(std::string text, std::string action, Action request);
    /// Removes the notices that offer an action of this type.
    template <class Offered>
    void withdraw() {
        std::erase_if(notices_,
                      [](const Notice& n) { return !n.action.empty() && std::holds_alternative<Offered>(n.request); });
    }
    const std::vector<Notice>& all() const { return notices_; }
    void show(Frame& frame, Rect window);

  private:
    void add(Notice notice);
    std::vector<Notice> notices_;
};

}  // namespace convscope
