// Creates Dear ImGui's context and destroys it at the end of its scope.
#pragma once

#include <imgui.h>

namespace convscope {

class ImGuiSession {
  public:
    ImGuiSession() {
        IMGUI_CHECKVERSION();
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;               // the program keeps its own settings
        io.ConfigInputTextCursorBlink = false;  // an idle window draws nothing
        io.ConfigWindowsMoveFromTitleBarOnly = true;
        io.MouseDragThreshold = 3;
    }
    ~ImGuiSession() { ImGui::DestroyContext(); }
    ImGuiSession(const ImGuiSession&) = delete;
    ImGuiSession& operator=(const ImGuiSession&) = delete;
};

}  // namespace convscope
