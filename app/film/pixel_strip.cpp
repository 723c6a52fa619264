#include "app/film/pixel_strip.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "app/film/table_pen.h"
#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kNumber = 18, kHead = 30, kResults = 40, kCell = 36;
constexpr int kMaxTaps = 5;  ///< larger windows are told in words

/// A step's words: "sum 577", "× weight 0.5", "ReLU 577", "block: biggest so far 577".
std::string step_words(const ArithmeticStep& step, const FilterSettings& settings, bool last_product) {
    static constexpr std::array<Message, 4> kFunctions{tr("output"), tr("ReLU"), tr("absolute"), tr("clamp")};
    const std::string total = short_number(step.total);
    switch (step.kind) {
        case StepKind::product:
            return last_product ? tr("sum {}", total) : tr("total so far {}", total);
        case StepKind::weight:
            return tr("\u00d7 weight {} = {}", short_number(step.operand), total);
        case StepKind::bias:
            return tr("+ bias {} = {}", short_number(step.operand), total);
        case StepKind::activation:
            return fmt::format("{} {}", kFunctions.at(static_cast<std::size_t>(settings.activation)), total);
        case StepKind::kept:
            return tr("kept from the input: {}", total);
        case StepKind::median:
            return tr("the middle one: {}", total);
        case StepKind::candidate:
            return settings.pooling == Pooling::max ? tr("biggest of the block so far: {}", total)
                                                    : tr("total of the block so far: {}", total);
        case StepKind::mean:
            return tr("pooled: {}", total);
    }
    return {};
}

/// True for a step that changes nothing: the weight 1 and the bias 0.
bool changes_nothing(const ArithmeticStep& step) {
    return (step.kind == StepKind::weight && step.operand == 1) || (step.kind == StepKind::bias && step.operand == 0);
}

/// The results after the products, up to step `shown`; of products and candidates only the last one. Steps that change
/// nothing are told only in a sum that is added step by step.
std::string results_line(const std::vector<ArithmeticStep>& steps, const FilterSettings& settings, std::size_t shown,
                         bool by_steps) {
    const auto taps = static_cast<std::size_t>(std::ranges::count(steps, StepKind::product, &ArithmeticStep::kind));
    std::string line;
    for (std::size_t i = 0; i <= shown; ++i) {
        const bool is_repeated = i < shown && (steps[i].kind == steps[i + 1].kind);
        if (is_repeated || (!by_steps && changes_nothing(steps[i]))) continue;
        if (!line.empty()) line += "   \u2192   ";
        line += step_words(steps[i], settings, i + 1 == taps);
    }
    return line;
}

/// Windows of more taps have smaller cells.
double cell_height(int taps) {
    return taps > 3 ? kCell * 0.7 : kCell;
}

bool has_tables(const FilterSettings& settings) {
    return settings.kernel.size <= kMaxTaps && !settings.median;
}

void draw_tables(TablePen pen, const PixelExplanation& pixel, std::optional<std::size_t> step) {
    std::vector<double> window, filter, products;
    for (const Term& term : pixel.terms) {
        window.push_back(term.value);
        filter.push_back(term.filter);
        products.push_back(term.product);
    }
    PaperTable windows = paper_table(pixel.taps, window, false), filters = paper_table(pixel.taps, filter, true),
               results = paper_table(pixel.taps, products, true);
    if (step && *step < results.cells.size()) {
        for (PaperTable* const table : {&windows, &filters, &results}) table->cells[*step].outlined = true;
        for (std::size_t i = *step + 1; i < results.cells.size(); ++i) results.cells[i] = {};
    }
    pen.product(windows, filters, results);
}

}  // namespace

std::vector<ArithmeticStep> pixel_steps(const Plane& input, const FilterSettings& settings, Cell output,
                                        std::optional<Cell> pooled) {
    std::optional<PoolExplanation> pool;
    if (pooled) pool = explain_pool(input, settings, pooled->row, pooled->col);
    return arithmetic_steps(explain_pixel(input, settings, output.row, output.col), settings, pool);
}

double pixel_strip_height(const FilterSettings& settings) {
    const int taps = settings.kernel.size;
    return kHead + (has_tables(settings) ? cell_height(taps) * taps : 0) + kResults;
}

double pool_strip_height(int pool_size) {
    return kHead + pool_size * kCell;
}

void draw_pixel_strip(Canvas& canvas, Box area, const Plane& input, const FilterSettings& settings, Cell output,
                      std::optional<Cell> pooled, std::optional<std::size_t> step) {
    const PixelExplanation pixel = explain_pixel(input, settings, output.row, output.col);
    // The steps of the block follow only where the sum is added up step by step.
    const std::vector<ArithmeticStep> steps =
        pixel_steps(input, settings, output, step ? pooled : std::optional<Cell>());
    canvas.label(area.cut_top(kHead), tr("At row {}, column {}", output.row, output.col),
                 {.size = 16, .colour = ink::kMuted});
    const std::size_t shown = std::min(step.value_or(steps.size() - 1), steps.size() - 1);
    const Box results{area.x, area.bottom() - kResults, area.w, kResults};
    if (has_tables(settings) && !pixel.terms.empty())
        draw_tables({canvas, area.x, area.y, cell_height(pixel.taps)}, pixel, step);
    canvas.label(results, results_line(steps, settings, shown, step.has_value()),
                 {.size = 20, .colour = ink::kAccent, .bold = true});
}

void draw_pool_strip(Canvas& canvas, Box area, const PoolExplanation& pool) {
    canvas.label(area.cut_top(kHead), tr("Pooled row {}, column {}", pool.row, pool.col),
                 {.size = 16, .colour = ink::kMuted});
    PaperTable block = paper_table(pool.size, pool.candidates, true);
    if (pool.winner >= 0) block.cells[static_cast<std::size_t>(pool.winner)].outlined = true;
    const double height = kCell;
    const Box cell{0, 0, std::max(table_cell_width(canvas, {&block}, kNumber), kNumber * 4), height};
    const Box drawn = draw_table(canvas, area.x, area.y, block, cell, kNumber);
    canvas.label({drawn.right() + 24, drawn.y, area.right() - drawn.right() - 24, drawn.h},
                 pool.winner >= 0 ? tr("the biggest one is kept: {}", short_number(pool.value))
                                  : tr("their mean: {}", short_number(pool.value)),
                 {.size = 20, .colour = ink::kAccent, .bold = true});
}

}  // namespace convscope
