#include "app/gui/lab/overlay/lens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/widgets/maps/hatch.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_grid.h"

namespace convscope {

namespace {

constexpr float kLensCell = 40;       ///< side of the largest cells
constexpr float kLeastLensCell = 15;  ///< and of the smallest
constexpr float kTitleLine = 18;
constexpr float kLensTitle = 2 * kTitleLine;  ///< at most
constexpr float kLensFrame = 4;
constexpr float kNumberMargin = 4;      ///< beside a number in its cell
constexpr float kLensPart = 0.6F;       ///< of the picture's shorter side, at most
constexpr float kPresentedPart = 0.5F;  ///< in a presentation, where letters are large

/// The part of the input that the lens shows: the window and, if there is room, one more pixel on each side; of a
/// window that is too large the pixels that the filter multiplies.
struct LensPart {
    int row = 0, col = 0;
    int side = 0;  ///< cells
    int ring = 0;  ///< 1: with the pixels around the window
    int step = 1;  ///< from one cell to the next, in pixels
    float cell = 0;
    Type type = Type::caption;  ///< of the numbers under the filter
};

struct LensScene {
    const ViewSlot& slot;
    const FilterSettings& settings;
    Geometry g;
    Cell output;
    std::optional<Cell> neighbour;  ///< the one that the sum adds now
};

std::optional<Cell> neighbour_added(const LabScene& scene) {
    if (!is_adding(scene.view.player)) return std::nullopt;
    const Explained explained = explain_selection(scene.results, *scene.selection);
    const auto step = step_shown(scene.view.player, explained);
    if (!step || explained.steps[*step].kind != StepKind::product) return std::nullopt;
    const Term& term = explained.pixel.terms[*step];
    return Cell{term.row, term.col};
}

/// True if the position is one of those that the window multiplies.
bool is_tap(const LensScene& lens, int row, int col) {
    const auto on_axis = [](const Axis& axis, int out, int position) {
        const int from_first = position - axis.source(out, 0);
        return from_first >= 0 && from_first < axis.extent && from_first % axis.dilation == 0;
    };
    return on_axis(lens.g.rows, lens.output.row, row) && on_axis(lens.g.cols, lens.output.col, col);
}

/// The value at a position of the input or of its padding; nullopt where there is neither.
std::optional<float> value_at(const LensScene& lens, int row, int col) {
    const ViewSlot& slot = lens.slot;
    if (slot.has(row, col)) return slot.value(row, col);
    const Axis& rows = lens.g.rows;
    const Axis& cols = lens.g.cols;
    const auto padded = [](const Axis& axis, int position) {
        return position >= -axis.pad_before && position < axis.input + axis.pad_total - axis.pad_before;
    };
    if (lens.settings.border == Border::valid || lens.settings.border == Border::keep) return std::nullopt;
    if (!padded(rows, row) || !padded(cols, col)) return std::nullopt;
    if (lens.settings.border == Border::zero) return 0.0F;
    return slot.value(std::clamp(row, 0, rows.input - 1), std::clamp(col, 0, cols.input - 1));
}

void draw_lens_cell(Ui& ui, const LensScene& lens, const LensPart& part, Rect place, int row, int col) {
    ui.mark(fmt::format("lens.{}.{}", row, col), place);
    const std::optional<float> value = value_at(lens, row, col);
    const bool inside = lens.slot.has(row, col);
    const bool tap = is_tap(lens, row, col);
    ImU32 back = ui.colour(Role::canvas);
    if (value) {
        const Rgb colour = colour_of(lens.slot.scale(), *value);
        back = IM_COL32(colour.red, colour.green, colour.blue, 255);
        if (!tap) back = mixed(back, ui.colour(Role::canvas), 0.5F);
    }
    ui.fill(place, back);
    if (!inside) hatch(ui, place);
    if (!value) return;
    const Type type = tap ? part.type : Type::caption;
    std::string text = short_number(*value);
    if (ui.text_width(text, type) > place.w - ui.px(2)) text = fitted_number(ui, *value, place.w - ui.px(2), type);
    if (ui.text_width(text, type) > place.w) return;
    if (!inside) ui.fill(place.inset(place.w * 0.06F, place.h * 0.25F), back);
    const ImU32 ink = readable_on(back);
    ui.text(place, text, tap ? ink : faded(ink, 0.75F), type, Align::centre);
}

/// "rows 3–5"; "rows −1 to 1" where the window begins in the padding.
std::string window_places(std::string_view one, const Axis& axis, int out) {
    const int first = axis.source(out, 0), last = first + axis.extent - 1;
    if (first == last) return fmt::format("{} {}", one, first);
    if (first >= 0) return fmt::format("{}s {}\u2013{}", one, first, last);
    return fmt::format("{}s \u2212{} to {}", one, -first, short_number(last));
}

/// "input rows 3–5, columns 7–9" in one line, or in two where the lens is narrow.
std::vector<std::string> lens_title(const Ui& ui, const LensScene& lens, float width) {
    const std::string rows = window_places("row", lens.g.rows, lens.output.row);
    const std::string cols = window_places("column", lens.g.cols, lens.output.col);
    const auto fits = [&](const std::string& text) { return ui.text_width(text, Type::caption) <= width; };
    const std::string whole = "input " + rows + ", " + cols;
    if (fits(whole)) return {whole};
    if (fits("input " + rows) && fits(cols)) return {"input " + rows, cols};
    if (fits(rows) && fits(cols)) return {rows, cols};
    const auto numbers = [](const std::string& places) { return places.substr(places.find(' ') + 1); };
    return {"rows " + numbers(rows), "cols " + numbers(cols)};
}

/// The side of the smallest cells in which numbers stand apart.
float least_cell(const Ui& ui) {
    return std::ceil(ui.text_width("255", Type::caption)) + ui.px(kNumberMargin);
}

/// The largest type in which every number under the filter has a margin.
Type lens_type(const Ui& ui, const LensScene& lens, float cell) {
    for (int r = 0; r < lens.g.rows.taps; ++r)
        for (int c = 0; c < lens.g.cols.taps; ++c) {
            const auto value =
                value_at(lens, lens.g.rows.source(lens.output.row, r), lens.g.cols.source(lens.output.col, c));
            if (value && ui.text_width(short_number(*value)) > cell - ui.px(2 * kNumberMargin)) return Type::caption;
        }
    return Type::text;
}

/// The part that fits into a square of this side: where cells would be too small for numbers, first the ring goes and
/// then the pixels that a dilated filter skips.
LensPart lens_part(const Ui& ui, const LensScene& lens, float side) {
    LensPart part{.ring = 1};
    const int extent = lens.g.rows.extent;
    const float room = side - ui.px(2 * kLensFrame + kLensTitle);
    const float least = least_cell(ui);
    if (room / static_cast<float>(extent + 2) < least) part.ring = 0;
    if (room / static_cast<float>(extent) < least) part.step = lens.settings.dilation;
    part.side = part.step > 1 ? lens.settings.kernel.size : extent + 2 * part.ring;
    part.cell = std::floor(std::min(room / static_cast<float>(part.side), ui.px(kLensCell)));
    part.type = lens_type(ui, lens, part.cell);
    part.row = lens.g.rows.source(lens.output.row, 0) - part.ring;
    part.col = lens.g.cols.source(lens.output.col, 0) - part.ring;
    return part;
}

void draw_lens(LabScene& scene, const LensScene& lens, const LensPart& part, const std::vector<std::string>& title,
               Rect place) {
    Ui& ui = scene.ui;
    ui.mark("lens", place);
    ui.fill(place.inset(-ui.px(2)), faded(ui.colour(Role::text), 0.35F), ui.px(6));
    ui.fill(place, ui.colour(Role::surface), ui.px(5));
    Rect rest = place.inset(ui.px(kLensFrame));
    for (const std::string& line : title) ui.text(rest.cut_top(ui.px(kTitleLine)), line, Role::text, Type::caption);
    rest.x += std::floor((rest.w - part.cell * static_cast<float>(part.side)) / 2);
    const auto cells = [&](int row, int col, int count) {
        const float side = part.cell * static_cast<float>(count);
        return Rect{rest.x + part.cell * static_cast<float>(col), rest.y + part.cell * static_cast<float>(row), side,
                    side};
    };
    for (int r = 0; r < part.side; ++r)
        for (int c = 0; c < part.side; ++c)
            draw_lens_cell(ui, lens, part, cells(r, c, 1), part.row + r * part.step, part.col + c * part.step);
    if (is_kept(lens.g, lens.settings, lens.output.row, lens.output.col)) {
        const int middle = part.side / 2;
        ui.outline(cells(middle, middle, 1), ui.colour(Role::accent), 0, ui.px(2));
        return;
    }
    ui.outline(cells(part.ring, part.ring, part.side - 2 * part.ring), ui.colour(Role::accent), 0, ui.px(2));
    if (lens.neighbour)
        mark(ui,
             cells((lens.neighbour->row - part.row) / part.step, (lens.neighbour->col - part.col) / part.step, 1)
                 .inset(ui.px(2)),
             ui.colour(Role::warning), ui.px(2));
}

}  // namespace

std::optional<Rect> lens_square(const Rect& bounds, const Rect& window, float side, float least) {
    const float right = bounds.right() - window.right();
    const float left = window.x - bounds.x;
    const float below = bounds.bottom() - window.bottom();
    const float above = window.y - bounds.y;
    const std::array<float, 4> rooms{std::min(right, bounds.h), std::min(left, bounds.h), std::min(below, bounds.w),
                                     std::min(above, bounds.w)};
    // The first direction with enough room is taken, so that the lens seldom jumps.
    auto best = std::ranges::find_if(rooms, [side](float room) { return room >= side; });
    if (best == rooms.end()) best = std::ranges::max_element(rooms);
    const float size = std::floor(std::min(side, *best));
    if (size < least) return std::nullopt;
    const bool sideways = best - rooms.begin() < 2;
    const bool at_right = sideways ? best == rooms.begin() : window.centre_x() < bounds.centre_x();
    const bool at_bottom = sideways ? window.centre_y() < bounds.centre_y() : best - rooms.begin() == 2;
    return Rect{at_right ? bounds.right() - size : bounds.x, at_bottom ? bounds.bottom() - size : bounds.y, size, size};
}

void show_lens(LabScene& scene, const ViewSlot& input) {
    const Ui& ui = scene.ui;
    if (!scene.view.lens || !scene.live || !scene.selection || scene.results.outputs[0] == nullptr) return;
    const FilterSettings& settings = scene.shown_settings(scene.selection->filter);
    LensScene lens{input, settings, geometry(scene.results.input.size(), settings), scene.selection->output, {}};
    lens.neighbour = neighbour_added(scene);
    const int extent = lens.g.rows.extent;
    const float frame = ui.px(2 * kLensFrame);
    const Rect window =
        input.map.cells(lens.g.rows.source(lens.output.row, 0), lens.g.cols.source(lens.output.col, 0), extent, extent)
            .inset(-ui.px(12));
    const Rect bounds = input.picture;
    const float largest = scene.frame.settings.presentation ? kPresentedPart : kLensPart;
    const float least_side = least_cell(ui) * static_cast<float>(extent) + frame + ui.px(kLensTitle);
    const float wanted = std::min(ui.px(kLensCell) * static_cast<float>(extent + 2) + frame + ui.px(kLensTitle),
                                  std::max(least_side, largest * std::min(bounds.w, bounds.h)));
    const float least = ui.px(kLeastLensCell) * static_cast<float>(settings.kernel.size) + frame + ui.px(kLensTitle);
    const auto square = lens_square(bounds, window, wanted, least);
    if (!square) return;
    const LensPart part = lens_part(ui, lens, square->w);
    if (input.map.pixel >= static_cast<double>(part.cell)) return;
    Rect place = *square;
    const float cells = part.cell * static_cast<float>(part.side);
    const std::vector<std::string> title = lens_title(ui, lens, square->w - frame);
    float widest = cells;
    for (const std::string& line : title) widest = std::max(widest, std::ceil(ui.text_width(line, Type::caption)));
    place.w = std::min(square->w, widest + frame);
    place.h = cells + frame + ui.px(kTitleLine) * static_cast<float>(title.size());
    if (square->x > bounds.x) place.x = square->right() - place.w;
    if (square->y > bounds.y) place.y = square->bottom() - place.h;
    draw_lens(scene, lens, part, title, place);
}

Command toggle_lens() {
    return set_lab_view([](LabView& view) { view.lens = !view.lens; });
}

}  // namespace convscope
