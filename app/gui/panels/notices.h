// Short messages below the top bar at the right, which do not block the window: errors, and confirmations such as a
// saved file. Messages do not show the folders of files; a tooltip does.
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
        std::string text;        ///< the message with whole paths
        std::string shown = {};  ///< the message with only the names of the files
        bool is_error = false;
        double until = 0;         ///< time (as Ui::time()) at which it disappears; 0 before it is first shown
        std::string action = {};  ///< the label of the button; empty: no button
        Action request = Undo{};  ///< the action that the button requests
    };

    /// Shows a message for some seconds.
    void say(std::string text) { add({.text = std::move(text)}); }
    /// Shows an error, longer than a message.
    void warn(std::string text) { add({.text = std::move(text), .is_error = true}); }
    /// Shows a message with a button until the button is pressed or the message is closed.
    void offer(std::string text, std::string action, Action request);
    /// Shows a message with a button for as long as an error stays.
    void offer_briefly(std::string text, std::string action, Action request);
    /// Removes the offered messages with a request of this type.
    template <class Offered>
    void withdraw() {
        std::erase_if(notices_,
                      [](const Notice& n) { return !n.action.empty() && std::holds_alternative<Offered>(n.request); });
    }
    /// Removes the message with this text.
    void withdraw(const std::string& text) {
        std::erase_if(notices_, [&text](const Notice& n) { return n.text == text; });
    }
    const std::vector<Notice>& all() const { return notices_; }
    /// Draws the messages into the part of the window below the top bar, from its upper right corner downwards.
    void show(Frame& frame, Rect place);

  private:
    void add(Notice notice);
    std::vector<Notice> notices_;
};

/// The text without the folders of the paths in it: "Saved as /home/ada/boat.png." becomes "Saved as boat.png.". Checks
/// on the disk which folders exist, because names of folders may have spaces.
std::string without_folders(const std::string& text);

}  // namespace convscope
