// A part of the window that scrolls if its content is larger.
#pragma once

#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Opens at construction and closes at the end of its scope. `content` is the visible area, moved by the scroll
/// position. Lay out downwards from its top, then call end_at() with the lower edge of the content. If the content
/// needs `min_width` and the area is narrower, it scrolls sideways. The wheel does not scroll while the pointer is
/// over an item with wants_wheel.
class Scrolled {
  public:
    Scrolled(const Ui& ui, std::string_view name, Rect rect, float min_width = 0) {
        const bool sideways = min_width > rect.w;
        ImGuiWindowFlags flags =
            ui.wheel_taken() || sideways ? ImGuiWindowFlags_NoScrollWithMouse : ImGuiWindowFlags_None;
        if (sideways) flags |= ImGuiWindowFlags_HorizontalScrollbar;
        ImGui::SetCursorScreenPos({rect.x, rect.y});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        if (sideways) ImGui::SetNextWindowContentSize({min_width, 0});
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
