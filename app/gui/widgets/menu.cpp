#include "app/gui/widgets/menu.h"

#include <algorithm>
#include <string>

namespace convscope {

namespace {

constexpr float kMinWidth = 160;

/// The menu's place: below the anchor, or above it if there is more room there; moved sideways so that it fits into the
/// window.
Rect menu_place(const Ui& ui, std::span<const MenuEntry> entries) {
    float width = ui.px(kMinWidth);
    for (const MenuEntry& entry : entries) width = std::max(width, ui.text_width(entry.label) + ui.px(32));
    const float height = ui.px(30) * static_cast<float>(entries.size()) + ui.px(8);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const Rect anchor = ui.popup_anchor();
    const float margin = ui.px(4);
    const bool below = anchor.bottom() + height + margin <= screen.y || anchor.y < screen.y / 2;
    const float y = below ? anchor.bottom() : anchor.y - height;
    return {std::clamp(anchor.x, margin, std::max(margin, screen.x - width - margin)),
            std::clamp(y, margin, std::max(margin, screen.y - height - margin)), width, height};
}

void show_entry(Ui& ui, const MenuEntry& entry, Rect row, const Item& item) {
    if (entry.enabled && (item.hovered || item.focused)) ui.fill(row, ui.colour(Role::hover), ui.px(4));
    const ImU32 ink = entry.enabled ? ui.colour(Role::text) : faded(ui.colour(Role::muted), 0.7F);
    ui.text(row.inset(ui.px(12), 0), entry.label, ink, Type::text, Align::left);
}

}  // namespace

void open_menu(Ui& ui, std::string_view name, std::optional<Rect> anchor) {
    ui.open_popup(name, anchor);
}

std::optional<std::string_view> menu(Ui& ui, std::string_view name, std::span<const MenuEntry> entries) {
    const Rect place = menu_place(ui, entries);
    if (!ui.begin_popup(name, place, false)) return std::nullopt;
    const FocusGroup group(ui, name);
    std::optional<std::string_view> chosen;
    Rect rest = place.inset(ui.px(4));
    for (const MenuEntry& entry : entries) {
        const Rect row = rest.cut_top(ui.px(30));
        const Item item = ui.item(std::string(name) + "." + std::string(entry.key), row,
                                  {.tooltip = entry.tooltip, .enabled = entry.enabled});
        show_entry(ui, entry, row, item);
        if (!item.pressed || !entry.enabled) continue;
        chosen = entry.key;
        ui.close_popup();
    }
    ui.end_popup();
    return chosen;
}

}  // namespace convscope
