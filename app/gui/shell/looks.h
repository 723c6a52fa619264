// Theme, size and fonts of the whole window, and its title.
#pragma once

#include <string>

#include "app/document/user_settings.h"
#include "app/gl/context.h"
#include "app/gui/toolkit/fonts.h"
#include "app/gui/toolkit/theme.h"
#include "app/platform/fonts.h"
#include "app/platform/window.h"

namespace convscope {

class Looks {
  public:
    Looks(Window& window, gl::Context& gl) : window_(window), gl_(gl) {}

    /// Applies the settings and the window's size; call it before ImGui's frame begins. `time` is in seconds. While the
    /// window is being resized the scale is kept, because making fonts takes longer than a frame.
    void apply(const UserSettings& settings, double time);
    /// Asks for characters that a frame's texts lacked; apply() then makes fonts that have them. False if none of them
    /// is new: a character that no font has is requested again in every frame.
    bool request(const Characters& missing);
    /// The time at which apply() must be called again even without an event; 0: never.
    double next_wake() const;
    /// Puts the name of the open file into the window's title; `name` may be empty.
    void set_title(const std::string& name);

    const Theme& theme() const { return convscope::theme(dark_); }
    const Fonts& fonts() const { return fonts_; }
    float scale() const { return scale_; }

  private:
    Window& window_;
    gl::Context& gl_;
    Fonts fonts_;
    Characters extra_;           ///< requested so far; the fonts have those that the system's fonts have
    bool fonts_are_old_ = true;  ///< made for another scale or without some of extra_
    float scale_ = 0;
    Size size_;           ///< of the window
    Size measured_;       ///< the window's size when the scale was computed
    double resized_ = 0;  ///< time of the last change of size_
    bool dark_ = false;
    std::string title_;
};

}  // namespace convscope
