#include "app/gui/widgets/menu.h"

#include <algorithm>
#include <string>

namespace convscope {

std::optional<std::string_view> menu(Ui& ui, std::string_view name, float x, float y,
                                     std::span<const MenuEntry> entries) {
    const float width = ui.px(260);
    const float height = ui.px(30) * static_cast<float>(entries.size()) + ui.px(8);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const Rect place{std::min(x, screen.x - width - ui.px(8)), std::min(y, screen.y - height - ui.px(8)), width,
                     height};
    if (!ui.begin_popup(name, place, false)) return std::nullopt;
    std::optional<std::string_view> chosen;
    Rect rest = place.inset(ui.px(4));
    for (const MenuEntry& entry : entries) {
        const Rect row = rest.cut_top(ui.px(30));
        const Item item = ui.item(std::string(name) + "." + std::string(entry.key), row);
        if (item.hovered || item.focused) ui.fill(row, ui.colour(Role::hover), ui.px(4));
        ui.text(row.inset(ui.px(8), 0), entry.label);
        if (!item.pressed) continue;
        chosen = entry.key;
        ui.close_popup();
    }
    ui.end_popup();
    return chosen;
}

}  // namespace convscope
