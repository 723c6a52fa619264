#include "app/gui/widgets/maps/colour_list.h"

#include <array>

#include "app/gui/widgets/buttons.h"

namespace convscope {

namespace {
constexpr float kListFrame = 44;  ///< width of a list without its label
}  // namespace

std::string_view list_label(const Ui& ui, std::string_view label, float width) {
    if (ui.text_width(label) + ui.px(kListFrame) <= width) return label;
    const std::size_t colon = label.find(": ");
    return colon == std::string_view::npos ? label : label.substr(colon + 2);
}

std::optional<ColourMap> colour_list(Ui& ui, std::string_view name, Rect rect, ColourMap chosen,
                                     std::string_view tooltip) {
    const std::array<Choice, kColourMapNames.size()> maps{
        Choice{"automatic", "Colours: automatic"},
        Choice{"grey", "Colours: grey", "", "Dark for small values, light for large ones"},
        Choice{"diverging", "Colours: diverging, dark", "", "0 is dark, negative blue, positive orange"},
        Choice{"diverging-light", "Colours: diverging, light", "", "0 is white, negative blue, positive orange"},
        Choice{"inferno", "Colours: inferno"},
        Choice{"viridis", "Colours: viridis"}};
    const auto map = static_cast<std::size_t>(chosen);
    const auto choice =
        dropdown(ui, name, rect, list_label(ui, maps.at(map).label, rect.w), maps, static_cast<int>(map), tooltip);
    if (!choice) return std::nullopt;
    return static_cast<ColourMap>(*choice);
}

}  // namespace convscope
