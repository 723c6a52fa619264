#include "app/gui/widgets/maps/heat_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/number_field.h"

namespace convscope {

namespace {

constexpr float kMinCell = 24;  ///< side of the smallest pixels that have their values written on them
constexpr float kMinMark = 9;   ///< side of the smallest mark
constexpr float kMinDrag = 4;   ///< movement from which a press is a drag and not a click
constexpr double kZoomPerNotch = 1.25;

}  // namespace

std::optional<Cell> HeatMap::cell_at(float x, float y) const {
    const Cell cell{static_cast<int>(std::floor(map.row_at(y))), static_cast<int>(std::floor(map.col_at(x)))};
    if (!has(cell.row, cell.col)) return std::nullopt;
    return cell;
}

void draw_values(Ui& ui, const HeatMap& heat) {
    const auto cell = static_cast<float>(heat.map.pixel);
    if (cell < ui.px(kMinCell)) return;
    float widest = 0;
    const PixelRect visible = heat.map.visible(1);
    for (int r = visible.row; r < visible.row + visible.rows; ++r)
        for (int c = visible.col; c < visible.col + visible.cols; ++c)
            widest = std::max(widest, ui.text_width(short_number(heat.value(r, c)), Type::caption));
    if (widest > cell - ui.px(2)) return;
    ui.draw().PushClipRect({heat.picture.x, heat.picture.y}, {heat.picture.right(), heat.picture.bottom()}, true);
    for (int r = visible.row; r < visible.row + visible.rows; ++r) {
        for (int c = visible.col; c < visible.col + visible.cols; ++c) {
            const float value = heat.value(r, c);
            const Rgb back = colour_of(heat.colours, heat.shown, value);
            ui.text(heat.map.cells(r, c), short_number(value),
                    readable_on(IM_COL32(back.red, back.green, back.blue, 255)), Type::caption, Align::centre);
        }
    }
    ui.draw().PopClipRect();
}

void colour_bar(Ui& ui, std::string_view name, Rect rect, ColourMap colours, Range shown) {
    ui.mark(name, rect);
    const std::string low = short_number(shown.low);
    const std::string high = short_number(shown.high);
    ui.text(rect.cut_left(ui.text_width(low, Type::caption), ui.px(6)), low, Role::muted, Type::caption);
    ui.text(rect.cut_right(ui.text_width(high, Type::caption), ui.px(6)), high, Role::muted, Type::caption);
    constexpr int kSteps = 64;
    const ColourTable& table = colour_table(colours);
    for (int i = 0; i < kSteps; ++i) {
        const Rgb c = table.at(static_cast<std::size_t>(i * (kColourMapEntries - 1) / (kSteps - 1)));
        const float x0 = std::floor(rect.x + rect.w * static_cast<float>(i) / kSteps);
        const float x1 = std::floor(rect.x + rect.w * static_cast<float>(i + 1) / kSteps);
        ui.fill({x0, rect.y, x1 - x0, rect.h}, IM_COL32(c.red, c.green, c.blue, 255));
    }
    ui.outline(rect, ui.colour(Role::line), 0, ui.line_width());
}

void show_legend(Ui& ui, const HeatMap& heat, std::string_view reading) {
    Rect area = heat.legend;
    area.cut_top(ui.px(5));
    colour_bar(ui, heat.name + ".legend", area.cut_top(ui.px(14), ui.px(4)), heat.colours, heat.shown);
    if (!reading.empty()) {
        ui.text(area, reading, Role::text, Type::caption);
        return;
    }
    ui.text(area, fmt::format("values {} to {}", short_number(heat.range.low), short_number(heat.range.high)),
            Role::muted, Type::caption);
}

std::string pixel_reading(const HeatMap& heat, Cell pixel) {
    return fmt::format("row {}, column {}: {}", pixel.row, pixel.col, short_number(heat.value(pixel.row, pixel.col)));
}

void mark(Ui& ui, Rect rect, ImU32 colour, float width) {
    const float least = ui.px(kMinMark);
    if (rect.w < least) rect = {rect.centre_x() - least / 2, rect.y, least, rect.h};
    if (rect.h < least) rect = {rect.x, rect.centre_y() - least / 2, rect.w, least};
    const ImU32 halo = faded(readable_on(colour), 0.75F);
    ui.outline(rect.inset(-width - ui.px(1)), halo, 0, width + ui.px(2));
    ui.outline(rect.inset(-width), colour, 0, width);
}

void cross_hairs(Ui& ui, const Rect& target, ImU32 colour) {
    const float reach = ui.px(14);
    const float gap = std::max(target.w, ui.px(kMinMark)) / 2 + ui.px(4);
    const float x = target.centre_x();
    const float y = target.centre_y();
    const float width = ui.px(2);
    for (const float side : {-1.0F, 1.0F}) {
        ui.draw().AddLine({x + side * gap, y}, {x + side * (gap + reach), y}, colour, width);
        ui.draw().AddLine({x, y + side * gap}, {x, y + side * (gap + reach)}, colour, width);
    }
}

std::optional<Camera> navigate(Ui& ui, const HeatMap& heat, const Item& item, const Camera& camera, Size input) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool dragging = item.held && ImGui::IsMouseDragging(0, ui.px(kMinDrag));
    if (dragging && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
        return panned(camera, input, heat.map, heat.rows, heat.cols, io.MouseDelta.x, io.MouseDelta.y);
    }
    if (item.wheel == 0) return std::nullopt;
    return zoomed(camera, input, heat.map, heat.rows, heat.cols, io.MousePos.x, io.MousePos.y,
                  std::pow(kZoomPerNotch, item.wheel));
}

bool clicked(const Ui& ui, const Item& item) {
    const float least = ui.px(kMinDrag);
    return item.pressed && ImGui::GetIO().MouseDragMaxDistanceSqr[0] <= least * least;
}

}  // namespace convscope
