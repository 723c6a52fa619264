#include "app/gui/network/panels/filter_figures.h"

#include <fmt/format.h>

#include <string>

#include "app/gui/widgets/maps/legend.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"

namespace convscope {

float show_filter_figures(Ui& ui, Rect area, const FilterPictures& pictures, std::int64_t filter) {
    const Rect title = area.cut_top(ui.px(20), ui.px(2));
    ui.mark("filters.title", title);
    ui.text(title, tr("Filter {}", filter));
    const bool high = area.h > area.w;
    Rect bar = area.cut_top(ui.px(14), ui.px(12));
    if (!high) bar.w = std::min(bar.w, ui.px(280));
    const Range shown = pictures.shown(filter);
    colour_bar(ui, "filters.colours", bar, {ColourMap::diverging, shown}, shown);
    area.cut_top(ui.px(14));
    const FilterPictures::Figures figures = pictures.figures(filter);
    const auto line = [&](std::string_view name, std::string_view label, const std::string& value) {
        Rect row = area.cut_top(ui.px(20));
        ui.mark(name, row);
        ui.text(row.cut_left(ui.px(84), ui.px(4)), label, Role::muted, Type::caption);
        ui.text(row, value, Role::text, Type::caption);
    };
    if (pictures.input_channels() > 1)
        line("filters.kernel", tr("kernel"),
             tr("input map {} of {}", pictures.input_channel(), pictures.input_channels()));
    line("filters.range", tr("from, to"), short_number(figures.range.low) + ", " + short_number(figures.range.high));
    line("filters.sum", tr("sum"), short_number(figures.sum));
    return area.y;
}

}  // namespace convscope
