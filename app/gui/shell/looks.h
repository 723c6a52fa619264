// Theme, size and fonts of the whole window, and its title.
#pragma once

#include <string>

#include "app/document/user_settings.h"
#include "app/gl/context.h"
#include "app/gui/toolkit/theme.h"
#include "app/platform/fonts.h"
#include "app/platform/window.h"

namespace convscope {

class Looks {
  public:
    Looks(Window& window, gl::Context& gl) : window_(window), gl_(gl) {}

    /// Takes over the settings and the desktop's scale; call it before ImGui's frame begins.
    void apply(const UserSettings& settings);
    /// Names the window after what is open; `name` may be empty.
    void set_title(const std::string& name);

    const Theme& theme() const { return convscope::theme(dark_); }
    const Fonts& fonts() const { return fonts_; }
    float scale() const { return scale_; }

  private:
    Window& window_;
    gl::Context& gl_;
    Fonts fonts_;
    float scale_ = 0;
    bool dark_ = false;
    std::string title_;
};

}  // namespace convscope
