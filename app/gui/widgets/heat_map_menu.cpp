#include "app/gui/widgets/heat_map_menu.h"

#include <algorithm>
#include <array>

namespace convscope {

namespace {

struct Entry {
    std::string_view key, label;
};
constexpr std::array<Entry, 7> kEntries{Entry{"value", "Copy the value"},
                                        Entry{"text", "Copy visible values as text"},
                                        Entry{"numpy", "Copy visible values as NumPy"},
                                        Entry{"png", "Export as shown, PNG\u2026"},
                                        Entry{"grey", "Export grey values, PNG\u2026"},
                                        Entry{"npy", "Export values, NumPy .npy\u2026"},
                                        Entry{"csv", "Export values, CSV\u2026"}};

}  // namespace

void open_heat_map_menu(Ui& ui, const HeatMap& heat) {
    ui.open_popup(heat.name + ".menu");
}

std::optional<std::string_view> heat_map_menu(Ui& ui, const HeatMap& heat) {
    const float width = ui.px(260);
    const float height = ui.px(30) * static_cast<float>(kEntries.size()) + ui.px(8);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const Rect place{std::min(heat.picture.x + ui.px(8), screen.x - width - ui.px(8)),
                     std::min(heat.picture.y, screen.y - height - ui.px(8)), width, height};
    if (!ui.begin_popup(heat.name + ".menu", place, false)) return std::nullopt;
    std::optional<std::string_view> chosen;
    Rect rest = place.inset(ui.px(4));
    for (const Entry& entry : kEntries) {
        const Rect row = rest.cut_top(ui.px(30));
        const Item item = ui.item(heat.name + ".menu." + std::string(entry.key), row);
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
