// A part of the window that scrolls when its content is larger than it.
#pragma once

#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Open while it lives. `content` is the visible room, moved by the scroll position; lay out from its top and say with
/// end_at() where the content ended. Content wider than the room, `least_width`, scrolls sideways instead. Turning the
/// wheel over an item that wants it does not scroll.
class Scrolled {
  public:
    Scrolled(const Ui& ui, std::string_view name, Rect rect, float least_width = 0) {
        const bool sideways = least_width > rect.w;
        ImGuiWindowFlags flags =
            ui.wheel_taken() || sideways ? ImGuiWindowFlags_NoScrollWithMouse : ImGuiWindowFlags_None;
        if (sideways) flags |= ImGuiWindowFlags_HorizontalScrollbar;
        ImGui::SetCursorScreenPos({rect.x, rect.y});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        if (sideways) ImGui::SetNextWindowContentSize({least_width, 0});
        ImGui::BeginChild(std::string(name).c_str(), {rect.w, rect.h}, false, flags);
        ImGui::PopStyleVar();
        const ImVec2 origin = ImGui::GetCursorScreenPos();
        const ImVec2 room = ImGui::GetContentRegionAvail();
        content = {origin.x, origin.y, room.x, room.y};
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
