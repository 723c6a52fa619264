// A user interface with fonts and a size but without a window, for tests of single widgets.
#pragma once

#include <functional>

#include "app/gui/toolkit/imgui_context.h"
#include "app/gui/toolkit/ui.h"

namespace convscope::test {

class Headless {
  public:
    Headless() {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {1000, 800};
        ImFont* font = io.Fonts->AddFontDefault();
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        fonts_ = {font, font, font, font};
    }

    /// Runs one frame with these key presses; `draw` draws its content.
    void frame(const std::function<void(Ui&)>& draw, std::vector<KeyPress> keys = {}) {
        ImGui::NewFrame();
        ui_.begin_frame(theme(false), fonts_, 1, {.keys = std::move(keys), .text = {}, .drops = {}}, time);
        ImGui::Begin("window");
        draw(ui_);
        ImGui::End();
        ui_.end_frame();
        ImGui::EndFrame();
    }
    double time = 0;  ///< of the next frame, in seconds
    const std::map<std::string, Rect, std::less<>>& map() const { return ui_.map(); }

  private:
    ImGuiSession imgui_;
    Fonts fonts_;
    Ui ui_;
};

}  // namespace convscope::test
