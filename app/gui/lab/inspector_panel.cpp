#include "app/gui/lab/inspector_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/gui/lab/lab_player.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/number_field.h"
#include "app/gui/widgets/number_grid.h"
#include "app/gui/widgets/product_grids.h"
#include "app/gui/widgets/result_line.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr float kResultsWidth = 176;
constexpr float kMinOneRowWidth = 780;  ///< in a narrower panel, results and pooling go below the grids
constexpr float kSecondRowHeight = 122;

constexpr float kTitleWidth = 224;
/// In a narrow panel the player stands below the title.
bool has_player_row(const Ui& ui, float width) {
    return width < ui.px(620);
}
bool has_two_rows(const Ui& ui, float width, int taps) {
    return width < ui.px(taps == 3 ? kMinOneRowWidth : 1000);
}

struct Explained {
    PixelExplanation pixel;
    std::optional<PoolExplanation> pool;
};

Explained explain_selection(const LabScene& scene) {
    const Selection& s = *scene.selection;
    const FilterSettings& settings = scene.shown_settings(s.filter);
    Explained e{explain_pixel(scene.results.input, settings, s.output.row, s.output.col), {}};
    if (s.pooled) e.pool = explain_pool(scene.results.input, settings, s.pooled->row, s.pooled->col);
    return e;
}

void show_title(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const Selection& s = *scene.selection;
    std::string title = fmt::format("At row {}, column {}", s.output.row, s.output.col);
    if (scene.results.request.count == 2) title += s.filter == 0 ? " of A" : " of B";
    ui.mark("inspector.title", row);
    ui.text(row, title, scene.live ? Role::text : Role::muted);
}

/// All outputs that the input pixel under the pointer takes part in.
std::string uses_sentence(const LabScene& scene) {
    const Selection& s = *scene.selection;
    const FilterSettings& settings = scene.shown_settings(s.filter);
    const std::vector<Use> uses = uses_of(scene.results.input.size(), settings, s.input->row, s.input->col);
    std::set<std::pair<int, int>> outputs;
    for (const Use& use : uses) outputs.insert({use.row, use.col});
    const std::string pixel = fmt::format("Input row {}, column {}", s.input->row, s.input->col);
    if (outputs.empty()) return pixel + " takes part in no output.";
    const auto [first_row, first_col] = *outputs.begin();
    const auto [last_row, last_col] = *outputs.rbegin();
    return fmt::format("{} takes part in {} output{}: rows {}\u2013{}, columns {}\u2013{}.", pixel, outputs.size(),
                       outputs.size() == 1 ? "" : "s", first_row, last_row, first_col, last_col);
}

void show_results(LabScene& scene, Rect rest, const PixelExplanation& e) {
    Ui& ui = scene.ui;
    const auto line = [&](std::string_view name, std::string_view operation, double value, bool strong) {
        result_line(ui, rest, name, operation, fitted_number(ui, value, result_width(ui), Type::text), strong);
    };
    const FilterSettings& settings = scene.shown_settings(scene.selection->filter);
    const float height = ui.px(24) * 4 + ui.px(4);
    rest.y += std::max(0.0F, (rest.h - height) / 2);
    if (e.kept) {
        ui.paragraph(rest, "The border keeps the input's own pixel.", Role::muted, Type::caption);
        rest.cut_top(ui.px(44));
        line("inspector.activated", "value", e.activated, true);
        return;
    }
    line("inspector.sum", "sum", e.sum, true);
    line("inspector.weighted", "\u00d7 weight " + short_number(settings.weight), e.weighted, false);
    const std::string bias =
        settings.bias < 0 ? "\u2212 bias " + short_number(-settings.bias) : "+ bias " + short_number(settings.bias);
    line("inspector.biased", bias, e.biased, false);
    ui.fill({rest.x, rest.y, rest.w, ui.line_width()}, ui.colour(Role::line));
    rest.cut_top(ui.px(4));
    constexpr std::array<std::string_view, 4> kNames{"= output", "ReLU = output", "absolute = output",
                                                     "clamp = output"};
    line("inspector.activated", std::string(kNames.at(static_cast<std::size_t>(settings.activation))), e.activated,
         true);
}

void show_pool(LabScene& scene, Rect rest, const PoolExplanation& pool) {
    Ui& ui = scene.ui;
    const FilterSettings& settings = scene.shown_settings(scene.selection->filter);
    const bool max = settings.pooling == Pooling::max;
    const Cell output = scene.selection->output;
    const int selected = (output.row - pool.row * pool.size) * pool.size + output.col - pool.col * pool.size;
    NumberGrid grid{.name = "inspector.pool",
                    .rows = pool.size,
                    .cols = pool.size,
                    .values = pool.candidates,
                    .tinted = false,
                    .ringed = selected};
    if (max) grid.winner = pool.winner;
    const float text = ui.px(22);
    const float side = std::min(rest.w, rest.h - 2 * text);
    const float cell_height = std::min(side / static_cast<float>(pool.size), ui.px(34));
    const float height = cell_height * static_cast<float>(pool.size);
    rest.y += std::max(0.0F, (rest.h - height - 2 * text) / 2);
    ui.text(rest.cut_top(text), fmt::format("{} of {} \u00d7 {}", max ? "largest" : "mean", pool.size, pool.size),
            Role::muted, Type::caption);
    number_grid(ui, rest.cut_top(height), grid);
    rest.cut_top(ui.px(2));
    const Rect row = rest.cut_top(text);
    ui.mark("inspector.pooled", row);
    ui.text(row, "pooled " + fitted_number(ui, pool.value, row.w, Type::text), max ? Role::winner : Role::text);
}

void show_grids(Ui& ui, Rect area, const PixelExplanation& e) {
    ProductGrids grids{.name = "inspector", .rows = e.taps, .cols = e.taps};
    for (const Term& term : e.terms) {
        grids.neighbours.push_back(term.value);
        grids.inside.push_back(term.inside);
        grids.filter.push_back(term.filter);
        grids.products.push_back(term.product);
    }
    product_grids(ui, area, grids);
}

void show_arithmetic(LabScene& scene, Rect area, const Explained& e) {
    Ui& ui = scene.ui;
    const float pool_width = e.pool ? ui.px(e.pool->size == 2 ? 116 : e.pool->size == 3 ? 150 : 180) : 0;
    // In a wide window the results stay next to the grids.
    area.w = std::min(area.w, largest_product_grids(ui, e.pixel.taps) + ui.px(40 + kResultsWidth + 20) + pool_width);
    Rect side;
    if (has_two_rows(ui, area.w, e.pixel.taps)) {
        side = area.cut_bottom(ui.px(kSecondRowHeight), ui.px(4));
        side.w = std::min(side.w, ui.px(kResultsWidth) + ui.px(40) + pool_width);
    } else {
        side = area.cut_right(ui.px(kResultsWidth) + (e.pool ? ui.px(20) + pool_width : 0), ui.px(20));
    }
    if (e.pool) show_pool(scene, side.cut_right(pool_width, ui.px(20)), *e.pool);
    show_results(scene, side.cut_left(ui.px(kResultsWidth)), e.pixel);
    if (!e.pixel.kept) show_grids(ui, area, e.pixel);
}

void show_formulas(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    if (button(ui, "inspector.code", row.cut_right(ui.px(140), ui.px(12)), "Show the code",
               {.icon = Icon::code,
                .tooltip = "Code for these settings in NumPy, SciPy, OpenCV and Keras",
                .type = Type::caption}))
        scene.frame.request(ShowCode{});
    const int filter = scene.selection ? scene.selection->filter : 0;
    const FilterSettings& settings = scene.shown_settings(filter);
    if (!geometry_problem(scene.results.input.size(), settings).empty()) return;
    const Geometry g = geometry(scene.results.input.size(), settings);
    const bool square = g.cols.input == g.rows.input;
    std::string text = square ? "Size " : "Width ";
    text += output_formula(g.cols, settings.border);
    if (const std::string pooled = pooled_formula(g.cols); !pooled.empty()) text += ",  pooled " + pooled;
    if (!square) {
        text += "     Height " + output_formula(g.rows, settings.border);
        if (const std::string pooled = pooled_formula(g.rows); !pooled.empty()) text += ",  pooled " + pooled;
    }
    ui.mark("inspector.formula", row);
    if (ui.text_width(text) <= row.w)
        ui.text(row, text);
    else
        ui.paragraph(row, text, Role::text, Type::caption);
}

}  // namespace

float inspector_height(const LabScene& scene, float width) {
    const Ui& ui = scene.ui;
    const int taps = scene.shown_settings(0).kernel.size;
    const float second = has_two_rows(ui, width, taps) ? ui.px(kSecondRowHeight + 4) : 0;
    const float player = has_player_row(ui, width) ? ui.px(36) : 0;
    return ui.px(16 + 36 + 20 + 20 + 38) + player + ui.px(taps == 3 ? 34 : 26) * static_cast<float>(taps) + second;
}

void inspector_panel(LabScene& scene, Rect rect) {
    Ui& ui = scene.ui;
    ui.fill({rect.x, rect.y, rect.w, ui.line_width()}, ui.colour(Role::line));
    rect = rect.inset(0, ui.px(8));
    Rect bar = rect.cut_top(ui.px(32), ui.px(4));
    show_formulas(scene, rect.cut_bottom(ui.px(34), ui.px(4)));
    const bool own_row = has_player_row(ui, bar.w);
    const Rect title = own_row ? bar : bar.cut_left(ui.px(kTitleWidth), ui.px(8));
    lab_player_bar(scene, own_row ? rect.cut_top(ui.px(32), ui.px(4)) : bar);
    if (!scene.selection) {
        ui.text(title, "Point at a pixel", Role::muted);
        return;
    }
    show_title(scene, title);
    const Rect note = rect.cut_top(ui.px(18), ui.px(2));
    if (scene.selection->input)
        ui.text(note, uses_sentence(scene), Role::muted, Type::caption);
    else
        ui.text(note,
                scene.view.pinned                        ? "Pinned: click the pixel again or press Esc to unpin it."
                : scene.live || scene.view.player.active ? "Click to pin this pixel."
                                                         : "Point at any pixel of any view.",
                Role::muted, Type::caption);
    show_arithmetic(scene, rect, explain_selection(scene));
}

}  // namespace convscope
