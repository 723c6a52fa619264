#include "app/gui/lab/overlay/lens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/lab/inspector/size_formula.h"
#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/widgets/maps/hatch.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr int kMaxLensCell = 40;  ///< side of the largest cells
constexpr int kMinLensCell = 15;  ///< side of the smallest cells
constexpr float kTitleLine = 18;
constexpr float kLensFrame = 4;
constexpr float kNumberMargin = 4;     ///< to the left and right of a number in its cell
constexpr float kMaxLensPart = 0.24F;  ///< the largest share of the view's area

/// The part of the input that the lens shows: the window and, if there is room, one more pixel on each side. If the
/// window is too large, only the pixels that the filter multiplies.
struct LensPart {
    int row = 0, col = 0;
    int side = 0;  ///< side in cells
    int ring = 0;  ///< 1: includes the pixels around the window
    int step = 1;  ///< from one cell to the next, in pixels
    float cell = 0;
    bool has_numbers = true;
    Type type = Type::caption;  ///< type of the numbers under the filter
    float size() const { return cell * static_cast<float>(side); }
};

struct LensScene {
    const ViewSlot& slot;
    const FilterSettings& settings;
    Geometry g;
    Cell output;
    std::optional<Cell> neighbour;  ///< the neighbour that the sum pass adds now; nullopt outside it
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

/// The value at a position of the input or of its padding; nullopt outside both.
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

/// The number as it is written into a cell of this width: rounded if it is too long.
std::string lens_number(const Ui& ui, float value, float cell, Type type) {
    const float width = cell - ui.px(2);
    const std::string text = short_number(value);
    return ui.text_width(text, type) > width ? fitted_number(ui, value, width, type) : text;
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
    if (!value || !part.has_numbers) return;
    const Type type = tap ? part.type : Type::caption;
    const std::string text = lens_number(ui, *value, place.w, type);
    if (ui.text_width(text, type) > place.w) return;
    if (!inside) ui.fill(place.inset(place.w * 0.06F, place.h * 0.25F), back);
    const ImU32 ink = readable_on(back);
    ui.text(place, text, tap ? ink : faded(ink, 0.75F), type, Align::centre);
}

using LensTitle = std::vector<std::string>;

/// The titles for this output, the widest first: "input rows 3–5, columns 7–9", then titles of two lines.
std::array<LensTitle, 3> lens_titles(const LensScene& lens, Cell output) {
    const int row = lens.g.rows.source(output.row, 0), col = lens.g.cols.source(output.col, 0);
    const std::string rows = rows_in_words(row, row + lens.g.rows.extent - 1);
    const std::string cols = columns_in_words(col, col + lens.g.cols.extent - 1);
    return {LensTitle{tr("input {}, {}", rows, cols)}, LensTitle{tr("input {}", rows), cols}, LensTitle{rows, cols}};
}

/// The larger of the title's widths for this output and for the last output, which has the longest numbers, so that the
/// lens keeps its size while the pointer moves.
float title_width(const Ui& ui, const LensScene& lens, std::size_t which) {
    float width = 0;
    for (const Cell output : {lens.output, Cell{lens.g.rows.output - 1, lens.g.cols.output - 1}}) {
        const std::array<LensTitle, 3> titles = lens_titles(lens, output);
        for (const std::string& line : titles.at(which))
            width = std::max(width, std::ceil(ui.text_width(line, Type::caption)));
    }
    return width;
}

/// The side of the smallest cells whose numbers do not touch.
float min_cell(const Ui& ui) {
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

/// The parts that a lens shows.
struct LensContent {
    bool ring = false;
    bool only_taps = false;  ///< without the pixels that a dilated filter skips
    bool title = false;
    bool numbers = false;
};
constexpr std::array kLensContents{LensContent{.ring = true, .title = true, .numbers = true},
                                   LensContent{.title = true, .numbers = true},
                                   LensContent{.only_taps = true, .title = true, .numbers = true},
                                   LensContent{.only_taps = true, .numbers = true}, LensContent{.only_taps = true}};

LensPart lens_part(const Ui& ui, const LensScene& lens, const LensContent& content, float cell) {
    LensPart part{.ring = content.ring ? 1 : 0, .cell = cell, .has_numbers = content.numbers};
    if (content.only_taps) part.step = lens.settings.dilation;
    part.side = part.step > 1 ? lens.settings.kernel.size : lens.g.rows.extent + 2 * part.ring;
    part.type = lens_type(ui, lens, cell);
    part.row = lens.g.rows.source(lens.output.row, 0) - part.ring;
    part.col = lens.g.cols.source(lens.output.col, 0) - part.ring;
    return part;
}

/// True if every number under the filter can be read in a cell of this size.
bool numbers_fit(const Ui& ui, const LensScene& lens, const LensPart& part) {
    if (part.cell < min_cell(ui)) return false;
    for (int r = 0; r < lens.g.rows.taps; ++r)
        for (int c = 0; c < lens.g.cols.taps; ++c) {
            const auto value =
                value_at(lens, lens.g.rows.source(lens.output.row, r), lens.g.cols.source(lens.output.col, c));
            if (value && ui.text_width(lens_number(ui, *value, part.cell, part.type), part.type) > part.cell)
                return false;
        }
    return true;
}

struct LensPlan {
    LensPart part;
    LensTitle title;
    Rect place;
};

/// The lens with this content and cells of this size; nullopt if there is no room for it.
std::optional<LensPlan> plan_with_cells(const Ui& ui, const LensScene& lens, const LensContent& content,
                                        const Rect& window, float cell) {
    const Rect bounds = lens.slot.picture;
    const float frame = ui.px(2 * kLensFrame);
    LensPlan plan{.part = lens_part(ui, lens, content, cell), .title = {}, .place = {}};
    if (content.numbers && !numbers_fit(ui, lens, plan.part)) return std::nullopt;
    const std::array<LensTitle, 3> titles = lens_titles(lens, lens.output);
    for (std::size_t which = 0; which < (content.title ? titles.size() : 1); ++which) {
        if (content.title) plan.title = titles.at(which);
        const float words = content.title ? title_width(ui, lens, which) : 0;
        const float width = std::max(plan.part.size(), words) + frame;
        const float height = plan.part.size() + frame + ui.px(kTitleLine) * static_cast<float>(plan.title.size());
        if (width * height > kMaxLensPart * bounds.w * bounds.h) continue;
        if (const auto place = lens_place(bounds, window, width, height)) {
            plan.place = *place;
            return plan;
        }
    }
    return std::nullopt;
}

/// The lens with the most content for which there is room, with the largest cells possible; nullopt if there is no
/// room.
std::optional<LensPlan> plan_lens(const Ui& ui, const LensScene& lens, const Rect& window) {
    for (const LensContent& content : kLensContents)
        for (int cell = kMaxLensCell; cell >= kMinLensCell; --cell)
            if (auto plan = plan_with_cells(ui, lens, content, window, ui.px(static_cast<float>(cell)))) return plan;
    return std::nullopt;
}

void draw_lens(Ui& ui, const LensScene& lens, const LensPlan& plan) {
    const LensPart& part = plan.part;
    const Rect place = plan.place;
    ui.mark("lens", place);
    ui.fill(place.inset(-ui.px(2)), faded(ui.colour(Role::text), 0.35F), ui.px(6));
    ui.fill(place, ui.colour(Role::surface), ui.px(5));
    Rect rest = place.inset(ui.px(kLensFrame));
    for (const std::string& line : plan.title)
        ui.text(rest.cut_top(ui.px(kTitleLine)), line, Role::text, Type::caption);
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

std::optional<Rect> lens_place(const Rect& bounds, const Rect& window, float width, float height) {
    if (width > bounds.w || height > bounds.h) return std::nullopt;
    // Always take the first direction with enough room, so that the lens seldom jumps.
    const std::array<bool, 4> free{bounds.right() - window.right() >= width, window.x - bounds.x >= width,
                                   bounds.bottom() - window.bottom() >= height, window.y - bounds.y >= height};
    const auto* const first = std::ranges::find(free, true);
    if (first == free.end()) return std::nullopt;
    const bool sideways = first - free.begin() < 2;
    const bool at_right = sideways ? free[0] : window.centre_x() < bounds.centre_x();
    const bool at_bottom = sideways ? window.centre_y() < bounds.centre_y() : free[2];
    return Rect{at_right ? bounds.right() - width : bounds.x, at_bottom ? bounds.bottom() - height : bounds.y, width,
                height};
}

void show_lens(LabScene& scene, const ViewSlot& input) {
    Ui& ui = scene.ui;
    if (!scene.view.lens || !scene.live || !scene.selection || scene.results.outputs[0] == nullptr) return;
    const FilterSettings& settings = scene.shown_settings(scene.selection->filter);
    LensScene lens{input, settings, geometry(scene.results.input.size(), settings), scene.selection->output, {}};
    lens.neighbour = neighbour_added(scene);
    const int extent = lens.g.rows.extent;
    const Rect window =
        input.map.cells(lens.g.rows.source(lens.output.row, 0), lens.g.cols.source(lens.output.col, 0), extent, extent)
            .inset(-ui.px(12));
    const auto plan = plan_lens(ui, lens, window);
    if (plan && input.map.pixel < static_cast<double>(plan->part.cell)) draw_lens(ui, lens, *plan);
}

Command toggle_lens() {
    return set_lab_view([](LabView& view) { view.lens = !view.lens; });
}

}  // namespace convscope
