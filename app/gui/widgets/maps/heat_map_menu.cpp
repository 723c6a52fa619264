#include "app/gui/widgets/maps/heat_map_menu.h"

#include <array>
#include <span>

#include "app/gui/widgets/menu.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::array<MenuEntry, 8> all_entries() {
    return {MenuEntry{"value", tr("Copy the value")},
            MenuEntry{"text", tr("Copy visible values as text")},
            MenuEntry{"numpy", tr("Copy visible values as NumPy")},
            MenuEntry{"png", tr("Export as shown, PNG\u2026")},
            MenuEntry{"grey", tr("Export grey levels 0..255, PNG\u2026")},
            MenuEntry{"npy", tr("Export values, NumPy .npy\u2026")},
            MenuEntry{"csv", tr("Export values, CSV\u2026")},
            MenuEntry{"gif", tr("Export the animation, GIF\u2026")}};
}

}  // namespace

void open_heat_map_menu(Ui& ui, const HeatMap& heat, std::optional<Rect> anchor) {
    open_menu(ui, heat.name + ".menu", anchor);
}

std::optional<std::string_view> heat_map_menu(Ui& ui, const HeatMap& heat, bool has_pixel, bool has_film) {
    std::array<MenuEntry, 8> entries = all_entries();
    entries[0].enabled = has_pixel;
    if (!has_pixel) entries[0].tooltip = tr("Press the right button on a pixel to copy its value");
    return menu(ui, heat.name + ".menu", std::span(entries).first(has_film ? entries.size() : entries.size() - 1));
}

}  // namespace convscope
