#include "app/gui/lab/colour/colour_slices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/signed_tint.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kSwitch = 24;
constexpr float kCellGap = 3;
constexpr float kTypedWidth = 72;  ///< width of a field that is typed into, over its neighbours

std::string cell_name(std::size_t slice, int row, int col) {
    return fmt::format("colour.{}.cell.{}.{}", slice_name(slice), row, col);
}

/// The largest magnitude in all three slices, so that equal tints mean equal values in all of them.
double largest_value(const ColourFilterSettings& filter) {
    double largest = 0;
    for (const Kernel& slice : filter.slices)
        for (const float value : slice.values) largest = std::max(largest, static_cast<double>(std::fabs(value)));
    return largest;
}

void show_slice_cell(ColourScene& scene, std::size_t slice, Cell cell, Rect place) {
    Ui& ui = scene.ui;
    const ColourFilterSettings& filter = scene.colour.filter;
    const float value = filter.slices.at(slice).at(cell.row, cell.col);
    const ImU32 tint = filter.on.at(slice) ? signed_tint(ui, value, largest_value(filter)) : ui.colour(Role::surface);
    const auto edit = number_field(
        ui, cell_name(slice, cell.row, cell.col), place, value,
        {.fill = tint, .type = place.h >= ui.px(24) ? Type::text : Type::caption, .limit = kMaxFilterValue});
    if (edit) scene.frame.perform(set_slice_value(slice, cell.row, cell.col, edit->value, edit->gesture));
}

void show_slice_values(ColourScene& scene, std::size_t slice, Rect area) {
    Ui& ui = scene.ui;
    const FocusGroup group(ui, fmt::format("colour.{}.cells", slice_name(slice)));
    const float gap = ui.px(kCellGap);
    std::optional<Cell> typed;
    for (int row = 0; row < kSliceSize; ++row)
        for (int col = 0; col < kSliceSize; ++col) {
            if (ui.editing(cell_name(slice, row, col)))
                typed = Cell{row, col};
            else
                show_slice_cell(scene, slice, {row, col}, area.row(row, kSliceSize, gap).column(col, kSliceSize, gap));
        }
    if (!typed) return;
    // The field is drawn last, and over its neighbours if it needs their space.
    Rect place = area.row(typed->row, kSliceSize, gap).column(typed->col, kSliceSize, gap);
    const float width = std::max(place.w, ui.px(kTypedWidth));
    place.x = std::clamp(place.centre_x() - width / 2, area.x, std::max(area.x, area.right() - width));
    place.w = width;
    show_slice_cell(scene, slice, *typed, place);
}

}  // namespace

void show_slices(ColourScene& scene, const ColourLayout& layout) {
    Ui& ui = scene.ui;
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        Rect area = layout.slices.at(i);
        const bool on = scene.colour.filter.on.at(i);
        const std::string name(slice_name(i));
        ui.mark("colour." + name + ".slice", area);
        if (button(
                ui, "colour." + name + ".on", area.cut_top(ui.px(kSwitch), ui.px(4)),
                on ? tr("{}: on", kSliceTitles.at(i)) : tr("{}: off", kSliceTitles.at(i)),
                {.tooltip = on ? tr("Turn this slice off: its products are not counted") : tr("Count this slice again"),
                 .on = on,
                 .type = Type::caption}))
            scene.frame.perform(switch_slice(i, !on));
        show_slice_values(scene, i, area);
    }
}

}  // namespace convscope
