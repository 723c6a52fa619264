#include "app/gui/widgets/maps/heat_map_menu.h"

#include <array>

#include "app/gui/widgets/menu.h"

namespace convscope {

namespace {

constexpr std::array<MenuEntry, 7> kEntries{MenuEntry{"value", "Copy the value"},
                                            MenuEntry{"text", "Copy visible values as text"},
                                            MenuEntry{"numpy", "Copy visible values as NumPy"},
                                            MenuEntry{"png", "Export as shown, PNG\u2026"},
                                            MenuEntry{"grey", "Export grey values, PNG\u2026"},
                                            MenuEntry{"npy", "Export values, NumPy .npy\u2026"},
                                            MenuEntry{"csv", "Export values, CSV\u2026"}};

}  // namespace

void open_heat_map_menu(Ui& ui, const HeatMap& heat) {
    ui.open_popup(heat.name + ".menu");
}

std::optional<std::string_view> heat_map_menu(Ui& ui, const HeatMap& heat) {
    return menu(ui, heat.name + ".menu", heat.picture.x + ui.px(8), heat.picture.y, kEntries);
}

}  // namespace convscope
