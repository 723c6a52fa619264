#include "app/gui/network/exports/export_menu.h"

#include <array>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/menu.h"

namespace convscope {

namespace {

std::optional<std::string_view> show_formats(Ui& ui, const std::string& name, const ExportTexts& texts) {
    const std::array<MenuEntry, 2> entries{MenuEntry{"png", texts.png}, MenuEntry{"csv", texts.csv}};
    return menu(ui, name + ".menu", entries);
}

}  // namespace

std::optional<std::string_view> export_menu(Ui& ui, const std::string& name, Rect button_place,
                                            const ExportTexts& texts) {
    if (button(ui, name + ".more", button_place, "", {.icon = Icon::more, .tooltip = texts.tooltip, .quiet = true}))
        open_menu(ui, name + ".menu", button_place);
    return show_formats(ui, name, texts);
}

void open_export_menu(Ui& ui, const std::string& name, Rect region) {
    if (ui.right_pressed(region)) open_menu(ui, name + ".menu");
}

std::optional<std::string_view> region_export_menu(Ui& ui, const std::string& name, Rect region,
                                                   const ExportTexts& texts) {
    open_export_menu(ui, name, region);
    return show_formats(ui, name, texts);
}

}  // namespace convscope
