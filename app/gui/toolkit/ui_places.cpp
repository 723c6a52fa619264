// The places of named things, and the parts of the window that are hidden or limited.
#include <algorithm>

#include "app/gui/toolkit/ui.h"

namespace convscope {

void Ui::mark(std::string_view name, Rect rect) {
    map_.insert_or_assign(std::string(name), rect);
    if (!layers_.empty()) return;
    if (name == scroll_target_) {
        scroll_target_.clear();
        ImGui::SetScrollFromPosY(rect.centre_y() - ImGui::GetWindowPos().y, 0.5F);
        wake_at(time_);
    }
    const ImVec2 low = draw().GetClipRectMin();
    const ImVec2 high = draw().GetClipRectMax();
    const Rect visible = common_part(rect, {low.x, low.y, high.x - low.x, high.y - low.y});
    if (visible.w >= 1 && visible.h >= 1) visible_map_.insert_or_assign(std::string(name), visible);
}

bool Ui::is_hidden(std::string_view name, Rect rect) const {
    if (!layers_.empty()) return false;
    return (hidden_.hides_name && hidden_.hides_name(name)) || hides_point(rect.centre_x(), rect.centre_y());
}

bool Ui::hides_point(float x, float y) const {
    return std::ranges::any_of(hidden_.places, [x, y](const Rect& place) { return place.contains(x, y); });
}

bool Ui::is_limited(std::string_view name) const {
    return layers_.empty() && limits_.allows && !limits_.allows(name);
}

}  // namespace convscope
