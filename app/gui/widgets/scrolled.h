// A part of the window that scrolls when its content is larger than it.
#pragma once

#include <string>
#include <string_view>

#include "app/gui/ui.h"

namespace convscope {

/// Open while it lives. `content` is the visible room, moved by the scroll position; lay out from its top and say with
/// end_at() where the content ended. Turning the wheel over an item that wants it does not scroll.
class Scrolled {
  public:
    Scrolled(const Ui& ui, std::string_view name, Rect rect) {
        ImGui::SetCursorScreenPos({rect.x, rect.y});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::BeginChild(std::string(name).c_str(), {rect.w, rect.h}, false,
                          ui.wheel_taken() ? ImGuiWindowFlags_NoScrollWithMouse : ImGuiWindowFlags_None);
        ImGui::PopStyleVar();
        const ImVec2 origin = ImGui::GetCursorScreenPos();
        content = {origin.x, origin.y, ImGui::GetContentRegionAvail().x, rect.h};
    }
    ~Scrolled() { ImGui::EndChild(); }
    Scrolled(const Scrolled&) = delete;
    Scrolled& operator=(const Scrolled&) = delete;

    void end_at(float y) const {
        ImGui::SetCursorScreenPos({content.x, y});
        ImGui::Dummy({1, 0});
    }

    Rect content;
};

}  // namespace convscope
