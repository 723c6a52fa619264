// A part of the window that is drawn over everything except popups.
#pragma once

#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Opens at construction and closes at the end of its scope; everything drawn in between is part of it. Without
/// `inputs` the pointer reaches the controls below it.
class Overlay {
  public:
    Overlay(std::string_view name, Rect rect, bool inputs) {
        constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                            ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                            ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoScrollWithMouse;
        ImGui::SetNextWindowPos({rect.x, rect.y});
        ImGui::SetNextWindowSize({rect.w, rect.h});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::Begin(std::string(name).c_str(), nullptr, inputs ? kFlags : kFlags | ImGuiWindowFlags_NoInputs);
        ImGui::PopStyleVar();
    }
    ~Overlay() { ImGui::End(); }
    Overlay(const Overlay&) = delete;
    Overlay& operator=(const Overlay&) = delete;
};

}  // namespace convscope
