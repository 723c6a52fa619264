#include "app/gui/lab/overlay/border_marks.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/gui/widgets/maps/hatch.h"
#include "app/gui/widgets/numbers/number_field.h"

namespace convscope {

namespace {

constexpr double kMinPaddingPixel = 2;  ///< screen pixels of an input pixel from which its padding is drawn
constexpr float kMinNumberPixel = 14;   ///< screen pixels of an input pixel from which numbers are drawn in its padding
constexpr float kVeil = 0.12F;          ///< opacity of the veil

/// The part of `cells` that is on screen.
PixelRect on_screen(const ViewMap& map, const PixelRect& cells) {
    const int top = std::max(cells.row, static_cast<int>(std::floor(map.top)));
    const int left = std::max(cells.col, static_cast<int>(std::floor(map.left)));
    const int bottom = std::min(cells.row + cells.rows, static_cast<int>(std::ceil(map.row_at(map.rect.bottom()))));
    const int right = std::min(cells.col + cells.cols, static_cast<int>(std::ceil(map.col_at(map.rect.right()))));
    return {top, left, std::max(0, bottom - top), std::max(0, right - left)};
}

Rect place_of(const ViewMap& map, const PixelRect& cells) {
    return map.cells(cells.row, cells.col, cells.rows, cells.cols);
}

ImU32 colour_at(const ViewSlot& slot, float value) {
    const Rgb shown = colour_of(slot.scale(), value);
    return IM_COL32(shown.red, shown.green, shown.blue, 255);
}

/// The place of the number in a hatched cell; it is free of hatching.
Rect plate_in(Rect cell) {
    return cell.inset(std::floor(cell.w * 0.06F), std::floor(cell.h * 0.18F));
}

template <class Draw>
void for_each_cell(const PixelRect& part, Draw&& draw) {
    for (int r = part.row; r < part.row + part.rows; ++r)
        for (int c = part.col; c < part.col + part.cols; ++c) draw(r, c);
}

/// True if the numbers at the ends of the view's range fit into its pixels.
bool has_numbers(const Ui& ui, const ViewSlot& slot) {
    const float widest = std::max(ui.text_width(short_number(slot.range.low), Type::caption),
                                  ui.text_width(short_number(slot.range.high), Type::caption));
    return slot.map.pixel >= ui.px(kMinNumberPixel) && widest <= static_cast<float>(slot.map.pixel) - ui.px(2);
}

/// Hatches pixels of the view's picture, except under their numbers.
void draw_lost(Ui& ui, const ViewSlot& slot, const std::vector<PixelRect>& strips) {
    for (const PixelRect& strip : strips) hatch(ui, place_of(slot.map, on_screen(slot.map, strip)));
    if (!has_numbers(ui, slot)) return;
    for (const PixelRect& strip : strips)
        for_each_cell(on_screen(slot.map, strip), [&](int row, int col) {
            ui.fill(plate_in(slot.map.cells(row, col)), colour_at(slot, slot.value(row, col)));
        });
}

/// A run of positions on an axis.
struct Run {
    int first = 0, count = 0;
};

/// The runs of `low`..`end` - 1 that no window reads.
std::vector<Run> unread_runs(const Axis& axis, int low, int end) {
    std::vector<bool> read(static_cast<std::size_t>(std::max(axis.input, 0)));
    for (int out = 0; out < axis.output; ++out)
        for (int tap = 0; tap < axis.taps; ++tap)
            if (const int position = axis.source(out, tap); position >= 0 && position < axis.input)
                read[static_cast<std::size_t>(position)] = true;
    std::vector<Run> runs;
    for (int position = low; position < end; ++position) {
        if (read[static_cast<std::size_t>(position)]) continue;
        if (!runs.empty() && runs.back().first + runs.back().count == position)
            ++runs.back().count;
        else
            runs.push_back({position, 1});
    }
    return runs;
}

void draw_padding(Ui& ui, const ViewSlot& slot, const PixelRect& strip, Border border) {
    const PixelRect part = on_screen(slot.map, strip);
    const auto value_at = [&](int row, int col) {
        if (border == Border::zero) return 0.0F;
        return slot.value(std::clamp(row, 0, slot.map.size.rows - 1), std::clamp(col, 0, slot.map.size.cols - 1));
    };
    for_each_cell(part,
                  [&](int row, int col) { ui.fill(slot.map.cells(row, col), colour_at(slot, value_at(row, col))); });
    hatch(ui, place_of(slot.map, part));
    if (!has_numbers(ui, slot)) return;
    for_each_cell(part, [&](int row, int col) {
        const Rect plate = plate_in(slot.map.cells(row, col));
        const ImU32 back = colour_at(slot, value_at(row, col));
        const std::string text = short_number(value_at(row, col));
        ui.fill(plate, back);
        if (ui.text_width(text, Type::caption) <= plate.w)
            ui.text(plate, text, readable_on(back), Type::caption, Align::centre);
    });
}

void draw_input_border(Ui& ui, const ViewSlot& slot, const Geometry& g, Border border) {
    const PixelRect input{0, 0, g.rows.input, g.cols.input};
    if (border == Border::valid) {
        const PixelRect centres = window_centres(g);
        std::vector<PixelRect> lost = strips_around(input, centres);
        std::ranges::copy(unread_strips(g, centres), std::back_inserter(lost));
        return draw_lost(ui, slot, lost);
    }
    draw_lost(ui, slot, unread_strips(g, input));
    if (border == Border::keep || slot.map.pixel < kMinPaddingPixel) return;
    const PixelRect padded{-g.rows.pad_before, -g.cols.pad_before, g.rows.input + g.rows.pad_total,
                           g.cols.input + g.cols.pad_total};
    for (const PixelRect& strip : strips_around(padded, input)) draw_padding(ui, slot, strip, border);
    ui.outline(place_of(slot.map, input), ui.colour(Role::accent), 0, ui.line_width());
}

/// Draws a light veil over the pixels that the player has not reached, because in the dark theme their faint colours
/// are hard to see on the background.
void draw_unreached(LabScene& scene, const ViewSlot& slot) {
    Ui& ui = scene.ui;
    if (!ui.theme().dark || slot.stage == Stage::input) return;
    const auto reached =
        reached_pixels(scene.results.input.size(), scene.shown_settings(slot.filter), scene.view.player, slot.stage);
    if (!reached) return;
    const Size size = slot.map.size;
    const auto row = static_cast<int>(*reached / size.cols);
    const auto col = static_cast<int>(*reached % size.cols);
    const ImU32 veil = faded(ui.colour(Role::text), kVeil);
    if (row < size.rows) ui.fill(slot.map.cells(row, col, 1, size.cols - col), veil);
    if (row + 1 < size.rows) ui.fill(slot.map.cells(row + 1, 0, size.rows - row - 1, size.cols), veil);
}

}  // namespace

std::vector<PixelRect> strips_around(const PixelRect& outer, const PixelRect& inner) {
    const int outer_bottom = outer.row + outer.rows;
    const int outer_right = outer.col + outer.cols;
    const int inner_bottom = inner.row + inner.rows;
    const int inner_right = inner.col + inner.cols;
    std::vector<PixelRect> strips{{outer.row, outer.col, inner.row - outer.row, outer.cols},
                                  {inner_bottom, outer.col, outer_bottom - inner_bottom, outer.cols},
                                  {inner.row, outer.col, inner.rows, inner.col - outer.col},
                                  {inner.row, inner_right, inner.rows, outer_right - inner_right}};
    std::erase_if(strips, [](const PixelRect& strip) { return strip.rows <= 0 || strip.cols <= 0; });
    return strips;
}

PixelRect window_centres(const Geometry& geometry) {
    const auto first = [](const Axis& axis) { return axis.source(0, 0) + axis.extent / 2; };
    const auto count = [](const Axis& axis) { return (axis.output - 1) * axis.stride + 1; };
    return {first(geometry.rows), first(geometry.cols), count(geometry.rows), count(geometry.cols)};
}

std::vector<PixelRect> unread_strips(const Geometry& geometry, const PixelRect& part) {
    if (geometry.rows.stride == 1) return {};
    std::vector<PixelRect> strips;
    for (const Run& run : unread_runs(geometry.rows, part.row, part.row + part.rows))
        strips.push_back({run.first, part.col, run.count, part.cols});
    for (const Run& run : unread_runs(geometry.cols, part.col, part.col + part.cols))
        strips.push_back({part.row, run.first, part.rows, run.count});
    return strips;
}

void draw_border(LabScene& scene, const ViewSlot& slot) {
    const FilterSettings& settings = scene.shown_settings(slot.filter);
    const Size input = scene.results.input.size();
    if (!geometry_problem(input, settings).empty()) return;
    const Geometry g = geometry(input, settings);
    Ui& ui = scene.ui;
    ui.draw().PushClipRect({slot.picture.x, slot.picture.y}, {slot.picture.right(), slot.picture.bottom()}, true);
    draw_unreached(scene, slot);
    if (slot.stage == Stage::input) {
        draw_input_border(ui, slot, g, settings.border);
    } else if (slot.stage != Stage::pooled && settings.pooling != Pooling::none && g.rows.pooled > 0 &&
               g.cols.pooled > 0) {
        const PixelRect blocks{0, 0, g.rows.pooled * g.rows.pool_size, g.cols.pooled * g.cols.pool_size};
        draw_lost(ui, slot, strips_around({0, 0, g.rows.output, g.cols.output}, blocks));
    }
    ui.draw().PopClipRect();
}

}  // namespace convscope
