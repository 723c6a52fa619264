#include "app/gui/widgets/maps/heat_map.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMinCell = 14;         ///< side of the smallest pixels in which their values are written
constexpr float kMaxValuePart = 0.6F;  ///< the largest ratio of a value's height to its pixel's
constexpr double kMinThickness = 4;    ///< smallest side of a drawn picture, in screen pixels
constexpr float kMinMark = 9;          ///< side of the smallest mark
constexpr float kMinDrag = 4;          ///< movement from which a press is a drag and not a click
constexpr double kZoomPerNotch = 1.25;

/// The largest type in which the widest value fits into a pixel of this side with `lines` values below each other;
/// nullopt if captions are too large.
std::optional<Type> value_type(const Ui& ui, const std::string& widest, float side, int lines) {
    for (const Type type : kNumberTypes) {
        const float part = (type == Type::caption || lines > 1 ? 1.0F : kMaxValuePart) / static_cast<float>(lines);
        if (ui.text_height(type) <= part * side && ui.text_width(widest, type) <= side - ui.px(2)) return type;
    }
    return std::nullopt;
}

int lines_of(const HeatMap& heat) {
    return heat.in_colour != nullptr ? 3 : 1;
}

/// The value in line `line` of a pixel.
float line_value(const HeatMap& heat, int row, int col, int line) {
    if (heat.in_colour == nullptr) return heat.value(row, col);
    const std::vector<Plane>& planes = heat.in_colour->planes;
    return planes[static_cast<std::size_t>(line) % planes.size()].at(row, col);
}

std::uint8_t colour_byte(float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.F, 255.F)));
}

/// The rectangle, reduced so that an outline of this width around it is not cut off at the edge of the view. A side
/// beyond the edge is not visible and is not moved.
Rect kept_inside(const Ui& ui, const Rect& rect, float width) {
    const ImVec2 low = ui.draw().GetClipRectMin();
    const ImVec2 high = ui.draw().GetClipRectMax();
    constexpr float kRounding = 1;
    const auto first = [&](float side, float edge) {
        return side >= edge - kRounding ? std::max(side, edge + width) : side;
    };
    const auto last = [&](float side, float edge) {
        return side <= edge + kRounding ? std::min(side, edge - width) : side;
    };
    const float x = first(rect.x, low.x), y = first(rect.y, low.y);
    return {x, y, std::max(0.F, last(rect.right(), high.x) - x), std::max(0.F, last(rect.bottom(), high.y) - y)};
}

}  // namespace

Reduction HeatMap::reduction() const {
    if (in_colour != nullptr || tint != nullptr) return Reduction::mean;
    if (colours != ColourMap::grey) return Reduction::extreme;
    return kind == ValueKind::picture || shown.low < 0 ? Reduction::mean : Reduction::largest;
}

Rgb colour_of_channels(float red, float green, float blue) {
    if (std::isnan(red + green + blue)) return kNanColour;
    return {colour_byte(red), colour_byte(green), colour_byte(blue)};
}

Rgb HeatMap::drawn_colour(int row, int col) const {
    if (in_colour != nullptr)
        return colour_of_channels(line_value(*this, row, col, 0), line_value(*this, row, col, 1),
                                  line_value(*this, row, col, 2));
    if (tint == nullptr) return colour_of(scale(), value(row, col));
    const float place = (value(row, col) - shown.low) / (shown.high - shown.low);
    return std::isnan(place) ? kNanColour : tint->at(colour_byte(place * 255));
}

double HeatMap::row_pixel() const {
    return std::max(map.pixel, kMinThickness / std::max(map.size.rows, 1));
}

double HeatMap::col_pixel() const {
    return std::max(map.pixel, kMinThickness / std::max(map.size.cols, 1));
}

double HeatMap::first_row() const {
    const double middle = map.size.rows / 2.0;
    return middle - (map.screen_y(middle) - picture.y) / row_pixel();
}

double HeatMap::first_col() const {
    const double middle = map.size.cols / 2.0;
    return middle - (map.screen_x(middle) - picture.x) / col_pixel();
}

std::optional<Cell> HeatMap::cell_at(float x, float y) const {
    const double row = first_row() + (y - picture.y) / row_pixel();
    const double col = first_col() + (x - picture.x) / col_pixel();
    const Cell cell{static_cast<int>(std::floor(row)), static_cast<int>(std::floor(col))};
    if (!has(cell.row, cell.col)) return std::nullopt;
    return cell;
}

void draw_values(Ui& ui, const HeatMap& heat, std::optional<std::int64_t> revealed) {
    const auto cell = static_cast<float>(heat.map.pixel);
    if (cell < ui.px(kMinCell)) return;
    std::string widest;
    const PixelRect visible = heat.map.visible(1);
    const int lines = lines_of(heat);
    for (int r = visible.row; r < visible.row + visible.rows; ++r)
        for (int c = visible.col; c < visible.col + visible.cols; ++c)
            for (int line = 0; line < lines; ++line)
                if (std::string text = short_number(line_value(heat, r, c, line));
                    ui.text_width(text, Type::caption) > ui.text_width(widest, Type::caption))
                    widest = std::move(text);
    const std::optional<Type> type = value_type(ui, widest, cell, lines);
    if (!type) return;
    ui.draw().PushClipRect({heat.picture.x, heat.picture.y}, {heat.picture.right(), heat.picture.bottom()}, true);
    for (int r = visible.row; r < visible.row + visible.rows; ++r) {
        for (int c = visible.col; c < visible.col + visible.cols; ++c) {
            if (revealed && std::int64_t{r} * heat.map.size.cols + c >= *revealed) continue;
            const Rgb back = heat.drawn_colour(r, c);
            const ImU32 ink = readable_on(IM_COL32(back.red, back.green, back.blue, 255));
            for (int line = 0; line < lines; ++line)
                ui.text(heat.map.cells(r, c).row(line, lines, 0), short_number(line_value(heat, r, c, line)), ink,
                        *type, Align::centre);
        }
    }
    ui.draw().PopClipRect();
}

std::string pixel_reading(const HeatMap& heat, Cell pixel) {
    std::string values = short_number(line_value(heat, pixel.row, pixel.col, 0));
    for (int line = 1; line < lines_of(heat); ++line)
        values += ", " + short_number(line_value(heat, pixel.row, pixel.col, line));
    return tr("row {}, column {}: {}", pixel.row, pixel.col, values);
}

void mark(Ui& ui, Rect rect, ImU32 colour, float width) {
    const float min_side = ui.px(kMinMark);
    if (rect.w < min_side) rect = {rect.centre_x() - min_side / 2, rect.y, min_side, rect.h};
    if (rect.h < min_side) rect = {rect.x, rect.centre_y() - min_side / 2, rect.w, min_side};
    rect = kept_inside(ui, rect, width + ui.px(1));
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
    const float min_drag = ui.px(kMinDrag);
    return item.pressed && ImGui::GetIO().MouseDragMaxDistanceSqr[0] <= min_drag * min_drag;
}

}  // namespace convscope
