#include "app/gui/network/exports/export_menu.h"

#include <array>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/menu.h"

namespace convscope {

namespace {

std::optional<std::string_view> show_formats(Ui& ui, const std::string& name, std::string_view what) {
    const std::string png = "Export " + std::string(what) + ", PNG\u2026";
    const std::string csv = "Export " + std::string(what) + ", CSV\u2026";
    const std::array<MenuEntry, 2> entries{MenuEntry{"png", png}, MenuEntry{"csv", csv}};
    return menu(ui, name + ".menu", entries);
}

}  // namespace

std::optional<std::string_view> export_menu(Ui& ui, const std::string& name, Rect button_place, std::string_view what) {
    const std::string tooltip = "Export " + std::string(what);
    if (button(ui, name + ".more", button_place, "", {.icon = Icon::more, .tooltip = tooltip, .quiet = true}))
        open_menu(ui, name + ".menu", button_place);
    return show_formats(ui, name, what);
}

void open_export_menu(Ui& ui, const std::string& name, Rect region) {
    if (ui.right_pressed(region)) open_menu(ui, name + ".menu");
}

std::optional<std::string_view> region_export_menu(Ui& ui, const std::string& name, Rect region,
                                                   std::string_view what) {
    open_export_menu(ui, name, region);
    return show_formats(ui, name, what);
}

}  // namespace convscope
