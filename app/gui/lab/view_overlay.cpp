#include "app/gui/lab/view_overlay.h"

#include <set>

namespace convscope {

namespace {

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

void draw_selection(LabScene& scene, const ViewSlot& slot, const Selection& selection, bool live) {
    Ui& ui = scene.ui;
    if (slot.stage != Stage::input && slot.filter != selection.filter) return;
    const FilterSettings& settings = scene.shown_settings(selection.filter);
    const Size input = scene.results.input.size();
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
