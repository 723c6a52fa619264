#include "app/gui/panels/view_overlay.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "app/gui/widgets/number_field.h"

namespace convscope {

namespace {

constexpr float kSmallestCell = 24;  ///< screen pixels from which values are written
constexpr float kSmallestMark = 9;   ///< a mark on a tiny pixel is at least this large

/// An outline that stands out on every picture: the colour between two lines of its opposite.
void mark(Ui& ui, Rect rect, ImU32 colour, float width) {
    const float least = ui.px(kSmallestMark);
    if (rect.w < least) rect = {rect.centre_x() - least / 2, rect.y, least, rect.h};
    if (rect.h < least) rect = {rect.x, rect.centre_y() - least / 2, rect.w, least};
    const ImU32 halo = faded(readable_on(colour), 0.75F);
    ui.outline(rect.inset(-width - ui.px(1)), halo, 0, width + ui.px(2));
    ui.outline(rect.inset(-width), colour, 0, width);
}

/// Fine hairlines through a mark that is small, so that it is found at once.
void cross_hairs(Ui& ui, const Rect& target, ImU32 colour) {
    const float reach = ui.px(14);
    const float gap = std::max(target.w, ui.px(kSmallestMark)) / 2 + ui.px(4);
    const float x = target.centre_x();
    const float y = target.centre_y();
    const float width = ui.px(2);
    for (const float side : {-1.0F, 1.0F}) {
        ui.draw().AddLine({x + side * gap, y}, {x + side * (gap + reach), y}, colour, width);
        ui.draw().AddLine({x, y + side * gap}, {x, y + side * (gap + reach)}, colour, width);
    }
}

void draw_window(Ui& ui, const ViewSlot& slot, const FilterSettings& settings, const Geometry& g, Cell output,
                 ImU32 colour) {
    const int row = g.rows.source(output.row, 0);
    const int col = g.cols.source(output.col, 0);
    const Rect window = slot.map.cells(row, col, g.rows.extent, g.cols.extent);
    if (settings.dilation > 1 && slot.map.pixel >= 3) {
        for (int i = 0; i < g.rows.taps; ++i)
            for (int j = 0; j < g.cols.taps; ++j)
                ui.fill(slot.map.cells(g.rows.source(output.row, i), g.cols.source(output.col, j)),
                        faded(colour, 0.35F));
    } else if (slot.map.pixel >= 6) {
        ui.fill(window, faded(colour, 0.12F));
    }
    mark(ui, window, colour, ui.px(2));
    if (window.w < ui.px(24)) cross_hairs(ui, window, colour);
}

void draw_uses(Ui& ui, const ViewSlot& slot, const FilterSettings& settings, Size input, Cell pixel, ImU32 colour) {
    std::set<std::pair<int, int>> cells;
    for (const Use& use : uses_of(input, settings, pixel.row, pixel.col)) {
        const bool pooled = slot.stage == Stage::pooled;
        const int size = pooled ? settings.pool_size : 1;
        if (slot.has(use.row / size, use.col / size)) cells.insert({use.row / size, use.col / size});
    }
    for (const auto& [row, col] : cells) {
        const Rect cell = slot.map.cells(row, col);
        ui.fill(cell, faded(colour, 0.28F));
        if (slot.map.pixel >= 5) ui.outline(cell, colour, 0, ui.px(1));
    }
}

}  // namespace

void draw_values(Frame& frame, const ViewSlot& slot) {
    Ui& ui = frame.ui;
    const auto cell = static_cast<float>(slot.map.pixel);
    if (cell < ui.px(kSmallestCell)) return;
    float widest = 0;
    const Region visible = slot.map.visible(1);
    for (int r = visible.row; r < visible.row + visible.rows; ++r)
        for (int c = visible.col; c < visible.col + visible.cols; ++c)
            widest = std::max(widest, ui.text_width(short_number(slot.value(frame, r, c)), Type::caption));
    if (widest > cell - ui.px(2)) return;
    ui.draw().PushClipRect({slot.picture.x, slot.picture.y}, {slot.picture.right(), slot.picture.bottom()}, true);
    for (int r = visible.row; r < visible.row + visible.rows; ++r) {
        for (int c = visible.col; c < visible.col + visible.cols; ++c) {
            const float value = slot.value(frame, r, c);
            const Rgb back = colour_of(slot.colours, slot.shown, value);
            ui.text(slot.map.cells(r, c), short_number(value),
                    readable_on(IM_COL32(back.red, back.green, back.blue, 255)), Type::caption, Align::centre);
        }
    }
    ui.draw().PopClipRect();
}

void draw_selection(Frame& frame, const ViewSlot& slot, const Selection& selection, bool live) {
    Ui& ui = frame.ui;
    if (slot.stage != Stage::input && slot.filter != selection.filter) return;
    const FilterSettings& settings = frame.shown_settings(selection.filter);
    const Size input = frame.results.input.size();
    if (!geometry_problem(input, settings).empty()) return;
    const Geometry g = geometry(input, settings);
    const ImU32 colour = live ? ui.colour(Role::accent) : ui.colour(Role::muted);
    const ImU32 winner = live ? ui.colour(Role::winner) : ui.colour(Role::muted);
    ui.draw().PushClipRect({slot.picture.x, slot.picture.y}, {slot.picture.right(), slot.picture.bottom()}, true);
    if (slot.stage == Stage::input) {
        draw_window(ui, slot, settings, g, selection.output, colour);
        if (selection.input && slot.map.pixel >= 4)
            mark(ui, slot.map.cells(selection.input->row, selection.input->col), winner, ui.px(2));
    } else {
        if (selection.input) draw_uses(ui, slot, settings, input, *selection.input, colour);
        const bool pooled = slot.stage == Stage::pooled;
        if (!pooled && selection.pooled) {
            const int size = settings.pool_size;
            mark(ui, slot.map.cells(selection.pooled->row * size, selection.pooled->col * size, size, size), winner,
                 ui.px(2));
        }
        const std::optional<Cell> cell = pooled ? selection.pooled : selection.output;
        if (cell) {
            const Rect place = slot.map.cells(cell->row, cell->col);
            mark(ui, place, pooled ? winner : colour, ui.px(2));
            if (place.w < ui.px(12)) cross_hairs(ui, place, pooled ? winner : colour);
        }
    }
    ui.draw().PopClipRect();
}

}  // namespace convscope
