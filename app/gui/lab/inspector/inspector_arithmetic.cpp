#include "app/gui/lab/inspector/inspector_arithmetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/lab/inspector/inspector_median.h"
#include "app/gui/lab/inspector/inspector_results.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "app/gui/widgets/numbers/product_grids.h"
#include "app/gui/widgets/numbers/result_line.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kGap = 16;      ///< between grids, results and pooling
constexpr float kBandGap = 10;  ///< between two rows of grids or results

/// The arithmetic to draw, and the format of its numbers.
struct Arithmetic {
    PixelExplanation pixel;
    std::optional<PoolExplanation> pool;
    std::vector<FilterResultLine> lines;
    ProductGrids grids;
    std::optional<MedianGrids> median;  ///< set for a median, which has no products
    NumberFormat results;
    std::string pool_title;
};

/// The arrangement of the parts: side by side, or the grids above the results and the pooling block.
struct Arrangement {
    bool two_bands = false;
    ResultsStyle style = {};
    Type type() const { return style.type; }
};

/// Widens the formats to the largest magnitudes that these settings can give, so that the layout does not change while
/// the pointer moves.
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
                 .lines = result_lines(settings, pixel),
                 .grids = {},
                 .median = {},
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
    a.grids.formats->at(1).is_short = true;
    if (is_median(pixel)) a.median = median_grids(pixel, input);
    std::vector<double> results;
    results.reserve(a.lines.size());
    for (const FilterResultLine& line : a.lines) results.push_back(line.value);
    if (pool) results.insert(results.end(), pool->candidates.begin(), pool->candidates.end());
    if (pool) results.push_back(pool->value);
    a.results = format_of(results);
    widen(a, settings, input);
    if (pool)
        a.pool_title = settings.pooling == Pooling::max ? tr("largest of {0} \u00d7 {0}", pool->size)
                                                        : tr("mean of {0} \u00d7 {0}", pool->size);
    return a;
}

Extent pool_extent(const Ui& ui, const Arithmetic& a, const Arrangement& arrangement) {
    if (!a.pool) return {};
    const Type type = arrangement.type();
    const Type label = arrangement.style.label;
    const auto size = static_cast<float>(a.pool->size);
    const float words =
        std::max(ui.text_width(a.pool_title, label), ui.text_width(pooled_label(), label) + a.results.width(ui, type));
    return {std::ceil(std::max(words, number_cell_width(ui, a.results, type) * size)) + ui.px(4),
            number_cell_height(ui, type) * size + 2 * result_height(ui, type)};
}

Extent grids_extent(const Ui& ui, const Arithmetic& a, Type type) {
    if (a.pixel.kept) return {};
    return a.median ? median_extent(ui, *a.median, type) : product_grids_extent(ui, a.grids, type);
}

/// The room that everything needs in this arrangement.
Extent whole_extent(const Ui& ui, const Arithmetic& a, const Arrangement& arrangement) {
    const Extent grids = grids_extent(ui, a, arrangement.type());
    const Extent results = results_extent(ui, a.lines, a.results, arrangement.style);
    const Extent pool = pool_extent(ui, a, arrangement);
    const float pool_width = a.pool ? pool.w + ui.px(kGap) : 0;
    if (arrangement.two_bands)
        return {std::max(grids.w, results.w + pool_width), grids.h + ui.px(kBandGap) + std::max(results.h, pool.h)};
    return {grids.w + ui.px(kGap) + results.w + pool_width, std::max({grids.h, results.h, pool.h})};
}

bool fits(const Ui& ui, const Arithmetic& a, const Arrangement& arrangement, float width, float height) {
    const Extent need = whole_extent(ui, a, arrangement);
    return need.w <= width && need.h <= height;
}

/// The arrangements with numbers of this type, the best one first. Side by side leaves more room for the pictures, so
/// in a presentation words first become small and lines without an effect are omitted, before the grids move above the
/// results.
std::vector<Arrangement> arrangements(const LabScene& scene, Type type) {
    std::vector<Arrangement> all{{false, {type, result_label(type)}}};
    if (scene.frame.settings.presentation) {
        all.push_back({false, {type, Type::caption}});
        all.push_back({false, {type, Type::caption, true}});
        all.push_back({false, {type, Type::caption, true, true}});
    }
    all.push_back({true, {type, result_label(type)}});
    return all;
}

Arrangement arrange(const LabScene& scene, const Arithmetic& a, Rect area) {
    const Ui& ui = scene.ui;
    const float min_height = ui.text_height(min_number_type(scene, a.pixel.taps));
    // All lines of the results and large numbers, if both are possible.
    for (const Type type : kNumberTypes)
        for (const Arrangement& candidate : arrangements(scene, type))
            if (!candidate.style.is_short && ui.text_height(type) >= min_height &&
                fits(ui, a, candidate, area.w, area.h))
                return candidate;
    for (const Type type : kNumberTypes)
        for (const Arrangement& candidate : arrangements(scene, type))
            if (fits(ui, a, candidate, area.w, area.h)) return candidate;
    // If nothing fits, the numbers lose decimals.
    Arrangement smallest{false, {Type::caption, Type::caption}};
    smallest.two_bands = whole_extent(ui, a, smallest).w > area.w;
    return smallest;
}

/// The number of candidates of the pooling block that the sum pass has reached.
int candidates_reached(const Explained& explained, std::size_t step) {
    const ArithmeticStep& now = explained.steps[step];
    if (now.kind == StepKind::candidate) return now.index + 1;
    return now.kind == StepKind::mean ? explained.pool->size * explained.pool->size : 0;
}

void show_pool(LabScene& scene, Rect rest, const Arithmetic& a, const Arrangement& arrangement,
               const Explained& explained) {
    Ui& ui = scene.ui;
    const Type type = arrangement.type();
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
                    .outlined = (output.row - pool.row * pool.size) * pool.size + output.col - pool.col * pool.size,
                    .format = a.results};
    const bool complete = is_reached(explained, step, max ? StepKind::candidate : StepKind::mean);
    if (!complete) grid.winner = -1;
    if (step) grid.filled = candidates_reached(explained, *step);
    if (step && explained.steps[*step].kind == StepKind::candidate) grid.outlined = explained.steps[*step].index;
    const float line = result_height(ui, type);
    const auto size = static_cast<float>(pool.size);
    const float cell = std::min((rest.h - 2 * line) / size, 2 * number_cell_height(ui, type));
    rest.y += std::max(0.0F, (rest.h - cell * size - 2 * line) / 2);
    ui.text(rest.cut_top(line), a.pool_title, Role::muted, arrangement.style.label);
    number_grid(ui, rest.cut_top(cell * size), grid);
    Rect row = rest.cut_top(line);
    ui.mark("inspector.pooled", row);
    const std::string label = pooled_label();
    ui.text(row.cut_left(ui.text_width(label, arrangement.style.label) + ui.px(1)), label, Role::muted,
            arrangement.style.label);
    if (complete) ui.text(row, a.results.text(pool.value), max ? Role::winner : Role::text, type);
}

void show_grids(LabScene& scene, Rect area, ProductGrids grids, const Explained& explained) {
    const int filter = scene.selection->filter;
    const auto step = step_shown(scene.view.player, explained);
    if (step && *step < explained.pixel.terms.size()) {
        grids.outlined = static_cast<int>(*step);
        grids.reached = grids.outlined + 1;
    }
    // While the side panel is hidden, the filter is edited in the arithmetic.
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
    // Any pixel in the middle will do, because the formats depend only on the settings.
    const Geometry g = geometry(input, settings);
    std::optional<PoolExplanation> pool;
    if (settings.pooling != Pooling::none && g.pooled().area() > 0)
        pool = explain_pool(scene.results.input, settings, 0, 0);
    const Arithmetic a =
        arithmetic_of(settings, explain_pixel(scene.results.input, settings, g.rows.output / 2, g.cols.output / 2),
                      pool, scene.results.input_range);
    const auto candidates = arrangements(scene, min_number_type(scene, settings.kernel.size));
    const bool side_by_side = whole_extent(ui, a, candidates[candidates.size() - 2]).w <= width;
    float height = whole_extent(ui, a, candidates.back()).h;
    for (const Arrangement& candidate : candidates)
        if (side_by_side && !candidate.two_bands && whole_extent(ui, a, candidate).w <= width)
            height = std::min(height, whole_extent(ui, a, candidate).h);
    return height;
}

void show_arithmetic(LabScene& scene, Rect area, const Explained& explained) {
    const Ui& ui = scene.ui;
    const FilterSettings& settings = scene.shown_settings(scene.selection->filter);
    const Arithmetic a = arithmetic_of(settings, explained.pixel, explained.pool, scene.results.input_range);
    const Arrangement arrangement = arrange(scene, a, area);
    const Extent results = results_extent(ui, a.lines, a.results, arrangement.style);
    const Extent pooling = pool_extent(ui, a, arrangement);
    Rect side;
    if (arrangement.two_bands) {
        const float need = std::max(results.h, pooling.h);
        const float grids = grids_extent(ui, a, arrangement.type()).h;
        side = area.cut_bottom(std::max(need, (area.h - ui.px(kBandGap)) * need / (need + grids)), ui.px(kBandGap));
    } else {
        side = area.cut_right(results.w + (a.pool ? ui.px(kGap) + pooling.w : 0), ui.px(kGap));
    }
    if (a.median)
        show_median(scene.ui, area, *a.median);
    else if (!a.pixel.kept)
        show_grids(scene, area, a.grids, explained);
    show_results(scene, side.cut_left(results.w, ui.px(kGap)), a.lines, a.results, arrangement.style, explained);
    if (a.pool) show_pool(scene, side.cut_left(pooling.w), a, arrangement, explained);
}

}  // namespace convscope
