#include "app/gui/lab/views/view_overlay.h"

#include <algorithm>
#include <set>

namespace convscope {

namespace {

constexpr float kMinNumberPixel = 12;  ///< pixels of this side may show their numbers
constexpr double kMinWinnerPixel = 8;  ///< screen pixels of the smallest pixels whose winner is marked

/// Names the selected pixel, so that a covered number is covered in it too. Without numbers it has nothing to cover.
void mark_pixel(Ui& ui, const ViewSlot& slot, Rect place) {
    if (place.w >= ui.px(kMinNumberPixel)) ui.mark(slot.name + ".pixel", place);
}

/// Draws the outline of the output pixel's window on the input, and with a dilation the outlines of its taps.
void draw_window(Ui& ui, const ViewSlot& slot, const FilterSettings& settings, const Geometry& g, Cell output,
                 ImU32 colour) {
    const int row = g.rows.source(output.row, 0);
    const int col = g.cols.source(output.col, 0);
    const Rect window = slot.map.cells(row, col, g.rows.extent, g.cols.extent);
    if (settings.dilation > 1 && slot.map.pixel >= 3) {
        for (int i = 0; i < g.rows.taps; ++i)
            for (int j = 0; j < g.cols.taps; ++j)
                ui.outline(slot.map.cells(g.rows.source(output.row, i), g.cols.source(output.col, j)), colour, 0,
                           ui.px(1));
    }
    mark(ui, window, colour, ui.px(2));
    if (window.w < ui.px(24)) cross_hairs(ui, window, colour);
}

/// Draws the outlines of the outputs that an input pixel takes part in, or one outline around all of them if they are
/// small.
void draw_uses(Ui& ui, const ViewSlot& slot, const FilterSettings& settings, Size input, Cell pixel, ImU32 colour) {
    std::set<std::pair<int, int>> cells;
    for (const Use& use : uses_of(input, settings, pixel.row, pixel.col)) {
        const bool pooled = slot.stage == Stage::pooled;
        const int size = pooled ? settings.pool_size : 1;
        if (slot.has(use.row / size, use.col / size)) cells.insert({use.row / size, use.col / size});
    }
    if (cells.empty()) return;
    if (slot.map.pixel >= 5) {
        for (const auto& [row, col] : cells) ui.outline(slot.map.cells(row, col), colour, 0, ui.px(1));
        return;
    }
    const auto [left, right] =
        std::ranges::minmax(cells, {}, [](const std::pair<int, int>& cell) { return cell.second; });
    const int top = cells.begin()->first;
    mark(ui, slot.map.cells(top, left.second, cells.rbegin()->first - top + 1, right.second - left.second + 1), colour,
         ui.px(1));
}

/// The pixel of the block that max-pooling keeps; nullopt if there is none.
std::optional<Cell> winner_of(const LabScene& scene, const FilterSettings& settings, const Selection& selection) {
    if (settings.pooling != Pooling::max || !selection.pooled) return std::nullopt;
    const FilterResult* const result = scene.results.outputs.at(static_cast<std::size_t>(selection.filter)).get();
    const Cell corner{selection.pooled->row * settings.pool_size, selection.pooled->col * settings.pool_size};
    Cell best = corner;
    for (int r = corner.row; r < corner.row + settings.pool_size; ++r)
        for (int c = corner.col; c < corner.col + settings.pool_size; ++c)
            if (result->filtered.at(r, c) > result->filtered.at(best.row, best.col)) best = {r, c};
    return best;
}

/// Draws on the filtered picture the output pixel, its pooling block and the block's winner.
void draw_on_filtered(LabScene& scene, const ViewSlot& slot, const Selection& selection, bool live) {
    Ui& ui = scene.ui;
    const FilterSettings& settings = scene.shown_settings(selection.filter);
    const auto shade = [&](Role role) { return ui.colour(live ? role : Role::muted); };
    if (selection.pooled) {
        const int size = settings.pool_size;
        mark(ui, slot.map.cells(selection.pooled->row * size, selection.pooled->col * size, size, size),
             shade(Role::block), ui.px(2));
    }
    const Rect place = slot.map.cells(selection.output.row, selection.output.col);
    mark(ui, place, shade(Role::accent), ui.px(2));
    mark_pixel(ui, slot, place);
    if (place.w < ui.px(12)) cross_hairs(ui, place, shade(Role::accent));
    if (slot.map.pixel < kMinWinnerPixel) return;
    if (const auto winner = winner_of(scene, settings, selection))
        ui.outline(slot.map.cells(winner->row, winner->col).inset(ui.px(2)), shade(Role::winner), 0, ui.px(2));
}

void draw_on_pooled(LabScene& scene, const ViewSlot& slot, const Selection& selection, bool live) {
    if (!selection.pooled) return;
    Ui& ui = scene.ui;
    const ImU32 colour = ui.colour(live ? Role::block : Role::muted);
    const Rect place = slot.map.cells(selection.pooled->row, selection.pooled->col);
    mark(ui, place, colour, ui.px(2));
    mark_pixel(ui, slot, place);
    if (place.w < ui.px(12)) cross_hairs(ui, place, colour);
}

/// True for a view whose pixel takes part in the combination with the selected one: the combined view, and the
/// filtered picture of the other filter.
bool is_linked(const LabScene& scene, const ViewSlot& slot, const Selection& selection) {
    if (slot.stage == Stage::combined) return true;
    return scene.results.combined && slot.stage == Stage::filtered && slot.filter != selection.filter;
}

void draw_linked(Ui& ui, const ViewSlot& slot, const Selection& selection, bool live) {
    const ImU32 colour = ui.colour(live ? Role::accent : Role::muted);
    ui.draw().PushClipRect({slot.picture.x, slot.picture.y}, {slot.picture.right(), slot.picture.bottom()}, true);
    const Rect place = slot.map.cells(selection.output.row, selection.output.col);
    mark(ui, place, colour, ui.px(2));
    if (place.w < ui.px(12)) cross_hairs(ui, place, colour);
    ui.draw().PopClipRect();
}

}  // namespace

void draw_selection(LabScene& scene, const ViewSlot& slot, const Selection& selection, bool live) {
    Ui& ui = scene.ui;
    if (is_linked(scene, slot, selection)) return draw_linked(ui, slot, selection, live);
    if (slot.stage != Stage::input && slot.filter != selection.filter) return;
    const FilterSettings& settings = scene.shown_settings(selection.filter);
    const Size input = scene.results.input.size();
    if (!geometry_problem(input, settings).empty()) return;
    const ImU32 colour = ui.colour(live ? Role::accent : Role::muted);
    ui.draw().PushClipRect({slot.picture.x, slot.picture.y}, {slot.picture.right(), slot.picture.bottom()}, true);
    if (slot.stage == Stage::input) {
        draw_window(ui, slot, settings, geometry(input, settings), selection.output, colour);
        if (selection.input && slot.map.pixel >= 4)
            mark(ui, slot.map.cells(selection.input->row, selection.input->col), colour, ui.px(2));
    } else {
        if (selection.input) draw_uses(ui, slot, settings, input, *selection.input, colour);
        if (slot.stage == Stage::filtered)
            draw_on_filtered(scene, slot, selection, live);
        else
            draw_on_pooled(scene, slot, selection, live);
    }
    ui.draw().PopClipRect();
}

}  // namespace convscope
