// Short messages at the lower edge of the window, which do not block it: errors, and confirmations such as a saved
// file.
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
        double until = 0;         ///< time (as Ui::time()) at which it disappears; 0 before it is first shown
        std::string action = {};  ///< the label of its button; empty: no button
        Action request = Undo{};  ///< the action that the button requests
    };

    /// Shows a message for some seconds.
    void say(std::string text) { add({.text = std::move(text)}); }
    /// Shows an error; it stays longer than a message.
    void warn(std::string text) { add({.text = std::move(text), .is_error = true}); }
    /// Shows a message with a button until the button is pressed or the message is closed.
    void offer(std::string text, std::string action, Action request);
    /// Removes the offered messages with a request of this type.
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
