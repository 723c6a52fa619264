// The messages of opening to the user. The window shows them as notices; tests collect them.
#pragma once

#include <string>

namespace convscope {

class OpeningMessages {
  public:
    virtual ~OpeningMessages() = default;
    virtual void say(const std::string& text) = 0;
    virtual void warn(const std::string& text) = 0;
    /// The model's file has changed: offers to read it again until the offer is withdrawn or closed.
    virtual void offer_reload(const std::string& text) = 0;
    virtual void withdraw_reload() = 0;
};

}  // namespace convscope
