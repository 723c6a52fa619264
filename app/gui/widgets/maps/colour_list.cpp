#include "app/gui/widgets/maps/colour_list.h"

#include <array>

#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {
constexpr float kListFrame = 44;  ///< width of a list without its label
}  // namespace

std::string_view after_colon(std::string_view text) {
    constexpr std::string_view kWide = "\uFF1A";
    if (const std::size_t colon = text.rfind(": "); colon != std::string_view::npos) return text.substr(colon + 2);
    const std::size_t wide = text.rfind(kWide);
    return wide == std::string_view::npos ? text : text.substr(wide + kWide.size());
}

std::string_view list_label(const Ui& ui, std::string_view label, float width) {
    if (ui.text_width(label) + ui.px(kListFrame) <= width) return label;
    return after_colon(label);
}

std::optional<ColourMap> colour_list(Ui& ui, std::string_view name, Rect rect, ColourMap chosen,
                                     std::string_view tooltip) {
    const std::array<Choice, kColourMapNames.size()> maps{
        Choice{"automatic", tr("Colours: automatic")},
        Choice{"grey", tr("Colours: grey"), "", tr("Dark for small values, light for large ones")},
        Choice{"diverging", tr("Colours: diverging, dark"), "", tr("0 is dark, negative blue, positive orange")},
        Choice{"diverging-light", tr("Colours: diverging, light"), "",
               tr("0 is white, negative blue, positive orange")},
        Choice{"inferno", tr("Colours: inferno")},
        Choice{"viridis", tr("Colours: viridis")}};
    const auto map = static_cast<std::size_t>(chosen);
    const auto choice =
        dropdown(ui, name, rect, list_label(ui, maps.at(map).label, rect.w), maps, static_cast<int>(map), tooltip);
    if (!choice) return std::nullopt;
    return static_cast<ColourMap>(*choice);
}

}  // namespace convscope
