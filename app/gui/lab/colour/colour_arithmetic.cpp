#include "app/gui/lab/colour/colour_arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/lab/colour/colour_numbers.h"
#include "app/gui/lab/fit_problem.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "app/gui/widgets/numbers/result_line.h"
#include "core/base/text/translation.h"
#include "core/image/colours/channel_tints.h"

namespace convscope {

namespace {

constexpr float kTitleRow = 32;
constexpr float kCaptions = 18;   ///< above the three rows of grids
constexpr float kRowGap = 8;      ///< between the rows
constexpr float kBar = 6;         ///< the channel's colour at the left of its row
constexpr float kSign = 18;       ///< between grids
constexpr float kColumnGap = 16;  ///< between grids, steps and pooling
constexpr float kBandGap = 12;
constexpr float kDigits = 45;       ///< in presentation mode digits are at least 1 / kDigits of the window high
constexpr float kDigitPart = 0.6F;  ///< ratio of a digit's height to its line's
constexpr Message kNotCounted = tr("not counted");

struct Room {
    float w = 0, h = 0;
};

/// The place of the steps and the pooling block. side_by_side: both to the right of the grids; stacked: to the right of
/// the grids, with the block below the steps; below: both below the grids.
enum class SidePlace { side_by_side, stacked, below };

/// One type for all numbers, and the place of the steps and the pooling block.
struct Arrangement {
    Type type = Type::caption;
    SidePlace side = SidePlace::side_by_side;
};

/// The width of the sums at the right of the rows.
float sums_width(const Ui& ui, const ColourArithmetic& a, Type type) {
    const float words = ui.text_width(sum_label(), result_label(type)) + a.result.width(ui, type);
    return std::ceil(std::max(words, ui.text_width(kNotCounted, Type::caption))) + ui.px(2);
}

/// The height of a cell in nine rows of numbers, which are closer to each other than in a single grid.
float close_cell_height(const Ui& ui, Type type) {
    return std::ceil(ui.text_height(type) * 1.06F) + ui.px(2);
}

Room grids_room(const Ui& ui, const ColourArithmetic& a, Type type) {
    const float cells = number_cell_width(ui, a.window, type) + number_cell_width(ui, a.filter, type) +
                        number_cell_width(ui, a.product, type);
    const float rows = 3 * close_cell_height(ui, type) * 3 + 2 * ui.px(kRowGap);
    return {std::ceil(3 * cells + ui.px(kBar + 6 + 3 * kSign)) + sums_width(ui, a, type), ui.px(kCaptions) + rows};
}

Room steps_room(const Ui& ui, const ColourArithmetic& a, Type type) {
    // Measure the longest possible first line, so that the layout does not change while the pointer moves.
    const std::string longest = a.result.text(-a.largest_sum);
    float label = ui.text_width(longest + " + (" + longest + ") + (" + longest + ")", result_label(type));
    for (const Calculation& step : a.steps) label = std::max(label, ui.text_width(step.operation, result_label(type)));
    return {std::ceil(label + a.result.width(ui, type)) + ui.px(16),
            result_height(ui, type) * static_cast<float>(a.steps.size()) + ui.px(6)};
}

Room pool_room(const Ui& ui, const ColourArithmetic& a, Type type) {
    if (!a.pool) return {};
    const Type label = result_label(type);
    const auto size = static_cast<float>(a.pool->size);
    const float words =
        std::max(ui.text_width(a.pool_title, label), ui.text_width(pooled_label(), label) + a.result.width(ui, type));
    return {std::ceil(std::max(words, number_cell_width(ui, a.result, type) * size)) + ui.px(4),
            number_cell_height(ui, type) * size + 2 * result_height(ui, type)};
}

Room whole_room(const Ui& ui, const ColourArithmetic& a, Arrangement arrangement) {
    const Room grids = grids_room(ui, a, arrangement.type), steps = steps_room(ui, a, arrangement.type),
               pool = pool_room(ui, a, arrangement.type);
    const float side = steps.w + (a.pool ? ui.px(kColumnGap) + pool.w : 0);
    if (arrangement.side == SidePlace::below)
        return {std::max(grids.w, side), grids.h + ui.px(kBandGap) + std::max(steps.h, pool.h)};
    if (arrangement.side == SidePlace::stacked)
        return {grids.w + ui.px(kColumnGap) + std::max(steps.w, pool.w),
                std::max(grids.h, steps.h + ui.px(kBandGap) + pool.h)};
    return {grids.w + ui.px(kColumnGap) + side, std::max({grids.h, steps.h, pool.h})};
}

constexpr std::array kSidePlaces{SidePlace::side_by_side, SidePlace::stacked, SidePlace::below};

/// The first arrangement of this type that is narrow enough; the narrowest if none is.
Arrangement narrowest_arrangement(const Ui& ui, const ColourArithmetic& a, Type type, float width) {
    for (const SidePlace side : kSidePlaces)
        if (whole_room(ui, a, {type, side}).w <= width) return {type, side};
    return {type, SidePlace::below};
}

Arrangement best_arrangement(const Ui& ui, const ColourArithmetic& a, Rect area) {
    for (const Type type : kNumberTypes)
        for (const SidePlace side : kSidePlaces) {
            const Room need = whole_room(ui, a, {type, side});
            if (need.w <= area.w && need.h <= area.h) return {type, side};
        }
    return narrowest_arrangement(ui, a, Type::caption, area.w);
}

/// The smallest type of the numbers: in presentation mode its digits are 1/45 of the window's height, otherwise it is
/// that of captions.
Type min_type(const ColourScene& scene) {
    if (!scene.frame.settings.presentation) return Type::caption;
    const float min_height = ImGui::GetIO().DisplaySize.y / kDigits / kDigitPart;
    Type chosen = kNumberTypes.front();
    for (const Type type : kNumberTypes)
        if (scene.ui.text_height(type) >= min_height) chosen = type;
    return chosen;
}

/// The three places of a row's grids.
struct GridPlaces {
    Rect window, filter, product, sum;
};

GridPlaces grid_places(const Ui& ui, const ColourArithmetic& a, Rect row, Type type) {
    GridPlaces places;
    const float sums = sums_width(ui, a, type);
    row.cut_left(ui.px(kBar + 6));
    places.sum = row.cut_right(sums, ui.px(kSign));
    const float need = number_cell_width(ui, a.window, type) + number_cell_width(ui, a.filter, type) +
                       number_cell_width(ui, a.product, type);
    const float scale = std::min((row.w - 2 * ui.px(kSign)) / need, 3 * 1.35F);
    places.window = row.cut_left(number_cell_width(ui, a.window, type) * scale, ui.px(kSign));
    places.filter = row.cut_left(number_cell_width(ui, a.filter, type) * scale, ui.px(kSign));
    places.product = row.cut_left(number_cell_width(ui, a.product, type) * scale);
    places.sum.x = places.product.right() + ui.px(kSign);
    return places;
}

NumberGrid slice_grid(const ColourArithmetic& a, std::size_t slice, std::string_view part, double Term::*member,
                      const NumberFormat& format, Type type) {
    NumberGrid grid{.name = fmt::format("colour.{}.{}", slice_name(slice), part),
                    .rows = a.pixel.taps,
                    .cols = a.pixel.taps,
                    .format = format,
                    .type = type};
    for (const Term& term : a.pixel.slices.at(slice).terms) {
        grid.values.push_back(term.*member);
        grid.faint.push_back(!term.inside);
    }
    if (part != "window") grid.faint.clear();
    grid.tinted = part != "window" && a.pixel.slices.at(slice).on;
    return grid;
}

void show_sum(ColourScene& scene, const ColourArithmetic& a, std::size_t slice, Rect place, Type type) {
    Ui& ui = scene.ui;
    const Rect line{place.x, place.centre_y() - result_height(ui, type) / 2, place.w, result_height(ui, type)};
    ui.mark(fmt::format("colour.{}.sum_value", slice_name(slice)), line);
    if (!a.pixel.slices.at(slice).on) return ui.text(line, kNotCounted, Role::muted, Type::caption);
    Rect rest = line;
    const std::string label = sum_label();
    ui.text(rest.cut_left(ui.text_width(label, result_label(type)) + ui.px(1)), label, Role::muted, result_label(type));
    ui.text(rest, a.result.text(a.pixel.slices.at(slice).sum), Role::text, type);
}

void show_row(ColourScene& scene, const ColourArithmetic& a, std::size_t slice, Rect row, Type type) {
    Ui& ui = scene.ui;
    const Rgb colour = channel_colour(kSliceChannels.at(slice));
    const bool on = a.pixel.slices.at(slice).on;
    ui.fill({row.x, row.y, ui.px(kBar), row.h},
            faded(IM_COL32(colour.red, colour.green, colour.blue, 255), on ? 1 : .35F), ui.px(3));
    const GridPlaces places = grid_places(ui, a, row, type);
    number_grid(ui, places.window, slice_grid(a, slice, "window", &Term::value, a.window, type));
    number_grid(ui, places.filter, slice_grid(a, slice, "filter", &Term::filter, a.filter, type));
    number_grid(ui, places.product, slice_grid(a, slice, "product", &Term::product, a.product, type));
    if (!on) {
        const Rect veil{places.window.x, row.y, places.product.right() - places.window.x, row.h};
        ui.fill(veil, faded(ui.colour(Role::background), .6F));
    }
    const float sign = ui.px(kSign);
    ui.text({places.window.right(), row.y, sign, row.h}, "\u00d7", Role::text, Type::text, Align::centre);
    ui.text({places.filter.right(), row.y, sign, row.h}, "=", Role::text, Type::text, Align::centre);
    show_sum(scene, a, slice, places.sum, type);
}

void show_rows(ColourScene& scene, const ColourArithmetic& a, Rect area, Type type) {
    Ui& ui = scene.ui;
    Rect captions = area.cut_top(ui.px(kCaptions));
    const float limit = 3 * number_cell_height(ui, type) * 1.5F;
    area.h = std::min(area.h, 3 * limit + 2 * ui.px(kRowGap));
    const GridPlaces places = grid_places(ui, a, area, type);
    const auto caption = [&](const Rect& below, std::string_view text) {
        ui.text({below.x, captions.y, below.w + ui.px(kSign), captions.h}, text, Role::muted, Type::caption);
    };
    caption(places.window, tr("window"));
    caption(places.filter, tr("slice"));
    caption(places.product, tr("products"));
    for (int i = 0; i < 3; ++i) show_row(scene, a, static_cast<std::size_t>(i), area.row(i, 3, ui.px(kRowGap)), type);
}

void show_steps(Ui& ui, const ColourArithmetic& a, Rect rest, Type type) {
    const float height = steps_room(ui, a, type).h;
    rest.y += std::max(0.0F, (rest.h - height) / 2);
    for (const Calculation& step : a.steps) {
        if (&step == &a.steps.back()) {
            ui.fill({rest.x, rest.y, rest.w, ui.line_width()}, ui.colour(Role::line));
            rest.cut_top(ui.px(4));
        }
        result_line(ui, rest, step.name, step.operation, a.result.text(step.value), step.strong, type);
    }
}

void show_pool(ColourScene& scene, const ColourArithmetic& a, Rect rest, Type type) {
    Ui& ui = scene.ui;
    const PoolExplanation& pool = *a.pool;
    const Cell output = scene.selection->output;
    const NumberGrid grid{
        .name = "colour.pool",
        .rows = pool.size,
        .cols = pool.size,
        .values = pool.candidates,
        .winner = pool.winner,
        .outlined = (output.row - pool.row * pool.size) * pool.size + output.col - pool.col * pool.size,
        .format = a.result};
    const float line = result_height(ui, type);
    const auto size = static_cast<float>(pool.size);
    const float cell = std::min((rest.h - 2 * line) / size, 2 * number_cell_height(ui, type));
    rest.y += std::max(0.0F, (rest.h - cell * size - 2 * line) / 2);
    ui.text(rest.cut_top(line), a.pool_title, Role::muted, result_label(type));
    number_grid(ui, rest.cut_top(cell * size), grid);
    Rect row = rest.cut_top(line);
    ui.mark("colour.pool.value", row);
    const std::string label = pooled_label();
    ui.text(row.cut_left(ui.text_width(label, result_label(type)) + ui.px(1)), label, Role::muted, result_label(type));
    ui.text(row, a.result.text(pool.value), pool.winner >= 0 ? Role::winner : Role::text, type);
}

void show_title_row(ColourScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const bool folded = scene.frame.settings.hides_panels();
    const bool possible = scene.results.map != nullptr;
    if (!folded &&
        button(ui, "colour.code", row.cut_right(ui.px(140), ui.px(12)).inset(0, ui.px(2)), tr("Show the code"),
               {.icon = Icon::code,
                .tooltip = possible ? tr("Code for this filter in NumPy, SciPy, OpenCV and Keras") : kNoOutput,
                .enabled = possible,
                .type = Type::caption}))
        scene.frame.request(ShowCode{});
    if (!scene.selection) return;
    const Selection& s = *scene.selection;
    const std::string title = tr("Output row {}, column {}", s.output.row, s.output.col);
    ui.mark("colour.title", row);
    ui.text(row.cut_left(ui.text_width(title) + ui.px(2), ui.px(14)), title, scene.live ? Role::text : Role::muted);
    const std::string_view note = scene.view.pinned ? tr("Pinned: arrow keys move it, Esc unpins it.")
                                  : scene.live      ? tr("Click to pin this pixel.")
                                                    : tr("Point at any pixel of any view.");
    if (ui.text_width(note, Type::caption) <= row.w) ui.text(row, note, Role::muted, Type::caption);
}

}  // namespace

float colour_arithmetic_height(const ColourScene& scene, float width) {
    const Ui& ui = scene.ui;
    if (!scene.results.map) return ui.px(100);
    // Any pixel in the middle will do, because the formats depend only on the filter.
    const Geometry g = scene.geometry_of_map();
    const bool pools = !scene.results.map->pooled.empty();
    const ColourArithmetic a = colour_arithmetic_at(scene, {g.rows.output / 2, g.cols.output / 2},
                                                    pools ? std::optional(Cell{0, 0}) : std::nullopt);
    return whole_room(ui, a, narrowest_arrangement(ui, a, min_type(scene), width)).h + ui.px(kTitleRow);
}

void show_colour_arithmetic(ColourScene& scene, Rect area) {
    Ui& ui = scene.ui;
    show_title_row(scene, area.cut_top(ui.px(kTitleRow)));
    if (!scene.selection) return;
    const ColourArithmetic a = colour_arithmetic_at(scene, scene.selection->output, scene.selection->pooled);
    const Arrangement arrangement = best_arrangement(ui, a, area);
    const Type type = arrangement.type;
    const Room steps = steps_room(ui, a, type), pool = pool_room(ui, a, type);
    const float side_width = steps.w + (a.pool ? ui.px(kColumnGap) + pool.w : 0);
    if (arrangement.side == SidePlace::stacked) {
        Rect side = area.cut_right(std::max(steps.w, pool.w), ui.px(kColumnGap));
        show_rows(scene, a, area, type);
        side.cut_top(std::max(0.0F, (side.h - steps.h - ui.px(kBandGap) - pool.h) / 2));
        show_steps(ui, a, side.cut_top(steps.h, ui.px(kBandGap)), type);
        if (a.pool) show_pool(scene, a, side.cut_top(pool.h).cut_right(pool.w), type);
        return;
    }
    Rect side = arrangement.side == SidePlace::below ? area.cut_bottom(std::max(steps.h, pool.h), ui.px(kBandGap))
                                                     : area.cut_right(side_width, ui.px(kColumnGap));
    show_rows(scene, a, area, type);
    show_steps(ui, a, side.cut_left(steps.w, ui.px(kColumnGap)), type);
    if (a.pool) show_pool(scene, a, side.cut_left(pool.w), type);
}

}  // namespace convscope
