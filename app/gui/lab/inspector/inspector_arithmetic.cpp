#include "app/gui/lab/inspector/inspector_arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/widgets/number_field.h"
#include "app/gui/widgets/number_grid.h"
#include "app/gui/widgets/product_grids.h"
#include "app/gui/widgets/result_line.h"

namespace convscope {

namespace {

constexpr float kGap = 16;      ///< between grids, results and pooling
constexpr float kBandGap = 10;  ///< between two rows of them

/// One line of the results.
struct Line {
    std::string name, operation;
    double value = 0;
    bool strong = false;
    StepKind kind = StepKind::product;  ///< the step that gives the value
};

/// The arithmetic to draw, and the format of its numbers.
struct Arithmetic {
    PixelExplanation pixel;
    std::optional<PoolExplanation> pool;
    std::vector<Line> lines;
    ProductGrids grids;
    NumberFormat results;
    std::string pool_title;
};

/// The arrangement of the parts: side by side, or the grids above the others.
struct Arrangement {
    bool two_bands = false;
    Type type = Type::text;
};

std::string signed_bias(float bias) {
    return bias < 0 ? "\u2212 bias " + short_number(-bias) : "+ bias " + short_number(bias);
}

std::vector<Line> result_lines_of(const FilterSettings& settings, const PixelExplanation& e) {
    if (e.kept) return {{"inspector.activated", "value", e.activated, true, StepKind::kept}};
    constexpr std::array<std::string_view, 4> kNames{"= output", "ReLU = output", "absolute = output",
                                                     "clamp = output"};
    return {
        {"inspector.sum", "sum", e.sum, true, StepKind::product},
        {"inspector.weighted", "\u00d7 weight " + short_number(settings.weight), e.weighted, false, StepKind::weight},
        {"inspector.biased", signed_bias(settings.bias), e.biased, false, StepKind::bias},
        {"inspector.activated", std::string(kNames.at(static_cast<std::size_t>(settings.activation))), e.activated,
         true, StepKind::activation}};
}

/// The largest magnitudes that these settings can give: the layout stays while the pointer moves.
void widen(Arithmetic& a, const FilterSettings& settings, Range input) {
    double largest_filter = 0;
    double filter_sum = 0;
    for (const Term& term : a.pixel.terms) {
        largest_filter = std::max(largest_filter, std::fabs(term.filter));
        filter_sum += std::fabs(term.filter);
    }
    const auto whole = [](double value) { return std::isfinite(value) ? value : 0; };
    const double pixel = whole(std::max(std::fabs(input.low), std::fabs(input.high)));
    const double sum = pixel * filter_sum;
    const double weighted = sum * std::fabs(settings.weight) + std::fabs(settings.bias);
    auto& [neighbour, filter, product] = *a.grids.formats;
    neighbour.largest = std::max(neighbour.largest, pixel);
    neighbour.has_negative = input.low < 0;
    product.largest = std::max(product.largest, pixel * largest_filter);
    product.has_negative = true;
    a.results.largest = std::max({a.results.largest, sum, weighted});
    a.results.has_negative = true;
    filter.has_negative = true;
}

Arithmetic arithmetic_of(const FilterSettings& settings, const PixelExplanation& pixel,
                         const std::optional<PoolExplanation>& pool, Range input) {
    Arithmetic a{.pixel = pixel,
                 .pool = pool,
                 .lines = result_lines_of(settings, pixel),
                 .grids = {},
                 .results = {},
                 .pool_title = {}};
    a.grids = {.name = "inspector", .rows = pixel.taps, .cols = pixel.taps};
    for (const Term& term : pixel.terms) {
        a.grids.neighbours.push_back(term.value);
        a.grids.inside.push_back(term.inside);
        a.grids.filter.push_back(term.filter);
        a.grids.products.push_back(term.product);
    }
    a.grids.formats = std::array{format_of(a.grids.neighbours), format_of(a.grids.filter), format_of(a.grids.products)};
    std::vector<double> results;
    results.reserve(a.lines.size());
    for (const Line& line : a.lines) results.push_back(line.value);
    if (pool) results.insert(results.end(), pool->candidates.begin(), pool->candidates.end());
    if (pool) results.push_back(pool->value);
    a.results = format_of(results);
    widen(a, settings, input);
    if (pool)
        a.pool_title = fmt::format("{} of {} \u00d7 {}", settings.pooling == Pooling::max ? "largest" : "mean",
                                   pool->size, pool->size);
    return a;
}

Extent results_extent(const Ui& ui, const Arithmetic& a, Type type) {
    float label = 0;
    for (const Line& line : a.lines) label = std::max(label, ui.text_width(line.operation, result_label(type)));
    return {std::ceil(label + a.results.width(ui, type)) + ui.px(16),
            result_height(ui, type) * static_cast<float>(std::max<std::size_t>(4, a.lines.size())) + ui.px(5)};
}

Extent pool_extent(const Ui& ui, const Arithmetic& a, Type type) {
    if (!a.pool) return {};
    const Type label = result_label(type);
    const auto size = static_cast<float>(a.pool->size);
    const float words =
        std::max(ui.text_width(a.pool_title, label), ui.text_width("pooled ", label) + a.results.width(ui, type));
    return {std::ceil(std::max(words, number_cell_width(ui, a.results, type) * size)) + ui.px(4),
            number_cell_height(ui, type) * size + 2 * result_height(ui, type)};
}

/// The room that everything needs with numbers of this type.
Extent whole_extent(const Ui& ui, const Arithmetic& a, const Arrangement& arrangement) {
    const Extent grids = a.pixel.kept ? Extent{} : product_grids_extent(ui, a.grids, arrangement.type);
    const Extent results = results_extent(ui, a, arrangement.type);
    const Extent pool = pool_extent(ui, a, arrangement.type);
    const float pool_width = a.pool ? pool.w + ui.px(kGap) : 0;
    if (arrangement.two_bands)
        return {std::max(grids.w, results.w + pool_width), grids.h + ui.px(kBandGap) + std::max(results.h, pool.h)};
    return {grids.w + ui.px(kGap) + results.w + pool_width, std::max({grids.h, results.h, pool.h})};
}

bool fits(const Ui& ui, const Arithmetic& a, const Arrangement& arrangement, float width, float height) {
    const Extent need = whole_extent(ui, a, arrangement);
    return need.w <= width && need.h <= height;
}

Arrangement arrange(const Ui& ui, const Arithmetic& a, Rect area) {
    for (const Type type : kNumberTypes)
        for (const bool two_bands : {false, true})
            if (const Arrangement tried{two_bands, type}; fits(ui, a, tried, area.w, area.h)) return tried;
    // Nothing fits: the numbers lose decimals.
    return {whole_extent(ui, a, {false, Type::caption}).w > area.w, Type::caption};
}

void show_results(LabScene& scene, Rect rest, const Arithmetic& a, Type type, const Explained& explained) {
    Ui& ui = scene.ui;
    const auto step = step_shown(scene.view.player, explained);
    const float height = results_extent(ui, a, type).h;
    rest.y += std::max(0.0F, (rest.h - height) / 2);
    if (a.pixel.kept) {
        const float used = ui.paragraph(rest, "The border keeps the input's own pixel.", Role::muted, Type::caption);
        rest.cut_top(used + ui.px(8));
    }
    for (const Line& line : a.lines) {
        if (&line == &a.lines.back() && a.lines.size() > 1) {
            ui.fill({rest.x, rest.y, rest.w, ui.line_width()}, ui.colour(Role::line));
            rest.cut_top(ui.px(4));
        }
        const std::string value = is_reached(explained, step, line.kind) ? a.results.text(line.value) : "";
        result_line(ui, rest, line.name, line.operation, value, line.strong, type);
    }
}

/// The number of candidates of the pooling block that the sum pass has reached.
int candidates_reached(const Explained& explained, std::size_t step) {
    const ArithmeticStep& now = explained.steps[step];
    if (now.kind == StepKind::candidate) return now.index + 1;
    return now.kind == StepKind::mean ? explained.pool->size * explained.pool->size : 0;
}

void show_pool(LabScene& scene, Rect rest, const Arithmetic& a, Type type, const Explained& explained) {
    Ui& ui = scene.ui;
    const auto step = step_shown(scene.view.player, explained);
    const PoolExplanation& pool = *a.pool;
    const bool max = pool.winner >= 0;
    const Cell output = scene.selection->output;
    NumberGrid grid{.name = "inspector.pool",
                    .rows = pool.size,
                    .cols = pool.size,
                    .values = pool.candidates,
                    .tinted = false,
                    .winner = pool.winner,
                    .ringed = (output.row - pool.row * pool.size) * pool.size + output.col - pool.col * pool.size,
                    .format = a.results};
    const bool complete = is_reached(explained, step, max ? StepKind::candidate : StepKind::mean);
    if (!complete) grid.winner = -1;
    if (step) grid.filled = candidates_reached(explained, *step);
    if (step && explained.steps[*step].kind == StepKind::candidate) grid.ringed = explained.steps[*step].index;
    const float line = result_height(ui, type);
    const auto size = static_cast<float>(pool.size);
    const float cell = std::min((rest.h - 2 * line) / size, 2 * number_cell_height(ui, type));
    rest.y += std::max(0.0F, (rest.h - cell * size - 2 * line) / 2);
    ui.text(rest.cut_top(line), a.pool_title, Role::muted, result_label(type));
    number_grid(ui, rest.cut_top(cell * size), grid);
    Rect row = rest.cut_top(line);
    ui.mark("inspector.pooled", row);
    const std::string_view label = "pooled ";
    ui.text(row.cut_left(ui.text_width(label, result_label(type)) + ui.px(1)), label, Role::muted, result_label(type));
    if (complete) ui.text(row, a.results.text(pool.value), max ? Role::winner : Role::text, type);
}

void show_grids(LabScene& scene, Rect area, ProductGrids grids, const Explained& explained) {
    const int filter = scene.selection->filter;
    const auto step = step_shown(scene.view.player, explained);
    if (step && *step < explained.pixel.terms.size()) {
        grids.outlined = static_cast<int>(*step);
        grids.reached = grids.outlined + 1;
    }
    // While the side panel is away, the filter is edited where it is used.
    grids.edits_filter = scene.frame.settings.hides_panels() && !scene.busy;
    if (const auto cell = product_grids(scene.ui, area, grids))
        scene.frame.perform(set_filter_value(filter, cell->row, cell->col, cell->edit.value, cell->edit.gesture));
}

}  // namespace

float arithmetic_height(const LabScene& scene, float width) {
    const Ui& ui = scene.ui;
    const FilterSettings& settings = scene.shown_settings(0);
    const Size input = scene.results.input.size();
    if (!geometry_problem(input, settings).empty()) return ui.px(100);
    // Any pixel in the middle stands for all: the formats depend on the settings.
    const Geometry g = geometry(input, settings);
    std::optional<PoolExplanation> pool;
    if (settings.pooling != Pooling::none && g.pooled().area() > 0)
        pool = explain_pool(scene.results.input, settings, 0, 0);
    const Arithmetic a =
        arithmetic_of(settings, explain_pixel(scene.results.input, settings, g.rows.output / 2, g.cols.output / 2),
                      pool, scene.results.input_range);
    Arrangement arrangement{false, least_number_type(scene, settings.kernel.size)};
    arrangement.two_bands = whole_extent(ui, a, arrangement).w > width;
    return whole_extent(ui, a, arrangement).h;
}

void show_arithmetic(LabScene& scene, Rect area, const Explained& explained) {
    const Ui& ui = scene.ui;
    const FilterSettings& settings = scene.shown_settings(scene.selection->filter);
    const Arithmetic a = arithmetic_of(settings, explained.pixel, explained.pool, scene.results.input_range);
    const Arrangement arrangement = arrange(ui, a, area);
    const Extent results = results_extent(ui, a, arrangement.type);
    const Extent pooling = pool_extent(ui, a, arrangement.type);
    Rect side;
    if (arrangement.two_bands) {
        const float need = std::max(results.h, pooling.h);
        const float grids = product_grids_extent(ui, a.grids, arrangement.type).h;
        side = area.cut_bottom(std::max(need, (area.h - ui.px(kBandGap)) * need / (need + grids)), ui.px(kBandGap));
    } else {
        side = area.cut_right(results.w + (a.pool ? ui.px(kGap) + pooling.w : 0), ui.px(kGap));
    }
    if (!a.pixel.kept) show_grids(scene, area, a.grids, explained);
    show_results(scene, side.cut_left(results.w, ui.px(kGap)), a, arrangement.type, explained);
    if (a.pool) show_pool(scene, side.cut_left(pooling.w), a, arrangement.type, explained);
}

}  // namespace convscope
