#include "app/gui/panels/dataset/picture_tiles.h"

#include <fmt/format.h>

#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

std::string picture_count(std::int64_t count) {
    return tr_count(count, "{1} picture", "{1} pictures", with_separators(count));
}

bool show_progress(Ui& ui, std::string_view name, Rect line, std::string_view text, double fraction) {
    ui.mark(name, line);
    ui.wake_at(ui.time() + 0.1);
    const bool stops = button(ui, std::string(name) + ".stop", line.cut_right(ui.px(64), ui.px(12)), tr("Stop"),
                              {.tooltip = tr("Stop computing"), .type = Type::caption});
    const std::string percent = fmt::format("{:.0f} %", 100 * fraction);
    ui.text(line.cut_left(ui.text_width(text, Type::caption), ui.px(8)), text, Role::muted, Type::caption);
    ui.text(line.cut_right(ui.text_width("100 %", Type::caption), ui.px(8)), percent, Role::muted, Type::caption,
            Align::right);
    Rect bar{line.x, line.centre_y() - ui.px(3), line.w, ui.px(6)};
    ui.fill(bar, ui.colour(Role::raised), ui.px(3));
    bar.w *= static_cast<float>(fraction);
    ui.fill(bar, ui.colour(Role::accent), ui.px(3));
    return stops;
}

Item picture_tile(Ui& ui, std::string_view name, Rect square, std::string_view tooltip) {
    Item item = ui.item(name, square, {.tooltip = tooltip});
    ui.fill(square, ui.colour(Role::canvas), ui.px(2));
    return item;
}

void finish_tile(Ui& ui, const Item& item, bool is_input) {
    // A light picture on a light ground needs an edge.
    ui.outline(item.rect, ui.colour(Role::line), ui.px(2), ui.line_width());
    if (is_input || item.hovered)
        ui.outline(item.rect.inset(-ui.px(1)), ui.colour(is_input ? Role::accent : Role::muted), ui.px(3),
                   ui.px(is_input ? 3 : 2));
    ui.focus_ring(item, ui.px(3));
}

Rect grid_place(Rect grid, std::size_t index, std::size_t columns, float step_x, float step_y, float width,
                float height) {
    const std::size_t row = index / columns, column = index % columns;
    return {std::round(grid.x + static_cast<float>(column) * step_x),
            std::round(grid.y + static_cast<float>(row) * step_y), width, height};
}

std::size_t grid_lines(std::size_t count, std::size_t columns) {
    return (count + columns - 1) / columns;
}

}  // namespace convscope
