#include "app/gui/lab/chain/chain_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/document/lab/lab_commands.h"
#include "app/gui/lab/chain/chain_numbers.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "app/gui/widgets/numbers/result_line.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kChainPartGap = 16;  ///< between products, results and pooling
constexpr float kChainBandGap = 10;  ///< between rows of products
constexpr float kChainHead = 26;
constexpr double kChainDigits = 45;  ///< in presentation mode digits are at least 1 / kChainDigits of the window high
constexpr float kChainDigitPart = .72F;
constexpr float kMaxShareOfHeight = .45F;  ///< share of the window's height for the products of several input maps

/// The arrangement of the arithmetic's parts.
struct ChainArrangement {
    int first = 0, count = 1;  ///< the input maps whose products are written out
    bool two_bands = false;    ///< the products are above the results, not to their left
    Type type = Type::text;
};

float sums_height(const Ui& ui, const ChainArithmetic& a) {
    return number_cell_height(ui, Type::text) * static_cast<float>(a.sum_rows());
}

Extent chain_results_extent(const Ui& ui, const ChainArithmetic& a, Type type) {
    float label = 0;
    for (const Calculation& line : a.lines) label = std::max(label, ui.text_width(line.operation, result_label(type)));
    Extent extent{std::ceil(label + a.results.width(ui, type)) + ui.px(16),
                  result_height(ui, type) * static_cast<float>(a.lines.size()) + ui.px(5)};
    if (a.sums.empty()) return extent;
    extent.w = std::max(extent.w, number_cell_width(ui, a.results, Type::caption) * kSumsAcross);
    extent.h += result_height(ui, Type::caption) + sums_height(ui, a) + ui.px(6);
    return extent;
}

Extent chain_pool_extent(const Ui& ui, const ChainArithmetic& a, Type type) {
    if (!a.has_pool()) return {};
    const Type label = result_label(type);
    const float words =
        std::max(ui.text_width(a.pool_title, label), ui.text_width(pooled_label(), label) + a.results.width(ui, type));
    return {std::ceil(std::max(words, number_cell_width(ui, a.results, type) * kChainPoolSize)) + ui.px(4),
            number_cell_height(ui, type) * kChainPoolSize + 2 * result_height(ui, type)};
}

/// The width of the name of an input map to the left of its products; 0 if there is only one input map.
float map_label_width(const Ui& ui, const ChainArithmetic& a) {
    return a.products.size() > 1 ? ui.text_width(map_name(kMaxChainMaps - 1), Type::caption) + ui.px(8) : 0;
}

Extent chain_products_extent(const Ui& ui, const ChainArithmetic& a, const ChainArrangement& arrangement) {
    Extent whole{0, ui.px(kChainBandGap) * static_cast<float>(arrangement.count - 1)};
    for (int i = 0; i < arrangement.count; ++i) {
        const Extent one =
            product_grids_extent(ui, a.products[static_cast<std::size_t>(arrangement.first + i)], arrangement.type);
        whole.w = std::max(whole.w, one.w);
        whole.h += one.h;
    }
    whole.w += map_label_width(ui, a);
    return whole;
}

Extent chain_extent(const Ui& ui, const ChainArithmetic& a, const ChainArrangement& arrangement) {
    const Extent products = chain_products_extent(ui, a, arrangement);
    const Extent results = chain_results_extent(ui, a, arrangement.type);
    const Extent pool = chain_pool_extent(ui, a, arrangement.type);
    const float pool_width = a.has_pool() ? pool.w + ui.px(kChainPartGap) : 0;
    if (arrangement.two_bands)
        return {std::max(products.w, results.w + pool_width),
                products.h + ui.px(kChainBandGap) + std::max(results.h, pool.h)};
    return {products.w + ui.px(kChainPartGap) + results.w + pool_width, std::max({products.h, results.h, pool.h})};
}

/// The smallest type of digits with which several input maps may be written out.
Type min_chain_type(const ChainScene& scene) {
    if (!scene.frame.settings.presentation) return Type::text;
    const double min_height = double{ImGui::GetIO().DisplaySize.y} / kChainDigits / double{kChainDigitPart};
    Type chosen = kNumberTypes.front();
    for (const Type type : kNumberTypes)
        if (double{scene.ui.text_height(type)} >= min_height) chosen = type;
    return chosen;
}

/// The first of `count` input maps to write out, so that the chosen one is among them.
int first_shown(const ChainScene& scene, int count, int inputs) {
    return std::clamp(scene.view.input - count + 1, 0, inputs - count);
}

ChainArrangement arranged(const ChainScene& scene, const ChainArithmetic& a, Rect area) {
    const auto inputs = static_cast<int>(a.products.size());
    const Type smallest = min_chain_type(scene);
    for (int count = inputs; count >= 1; --count)
        for (const Type type : kNumberTypes) {
            if (count > 1 && scene.ui.text_height(type) < scene.ui.text_height(smallest)) continue;
            for (const bool two_bands : {false, true}) {
                const ChainArrangement candidate{first_shown(scene, count, inputs), count, two_bands, type};
                const Extent need = chain_extent(scene.ui, a, candidate);
                if (need.w <= area.w && need.h <= area.h) return candidate;
            }
        }
    // If nothing fits, the numbers lose decimals.
    ChainArrangement last{first_shown(scene, 1, inputs), 1, false, Type::caption};
    last.two_bands = chain_extent(scene.ui, a, last).w > area.w;
    return last;
}

void show_products(ChainScene& scene, Rect area, const ChainArithmetic& a, const ChainArrangement& arrangement) {
    Ui& ui = scene.ui;
    const float label = map_label_width(ui, a);
    for (int i = 0; i < arrangement.count; ++i) {
        const int input = arrangement.first + i;
        Rect row = area.row(i, arrangement.count, ui.px(kChainBandGap));
        if (label > 0)
            ui.text(row.cut_left(label), map_name(input), input == scene.view.input ? Role::text : Role::muted,
                    Type::caption);
        ProductGrids grids = a.products[static_cast<std::size_t>(input)];
        ui.mark(grids.name, row);
        // While the controls are folded away, the kernel is edited in the arithmetic.
        grids.edits_filter = scene.folded && scene.shown.chain == scene.chain;
        const ChainKernelRef which{scene.selection->stage, scene.selection->map, input};
        if (const auto cell = product_grids(ui, row, grids))
            scene.frame.perform(set_chain_value(which, cell->row, cell->col, cell->edit.value, cell->edit.gesture));
    }
}

/// The sums of many input maps, in their order.
void show_sums(Ui& ui, Rect& rest, const ChainArithmetic& a) {
    ui.text(rest.cut_top(result_height(ui, Type::caption)), tr("sums of the {} input maps", a.sums.size()), Role::muted,
            Type::caption);
    NumberGrid grid{.name = "chain.sums", .rows = a.sum_rows(), .cols = kSumsAcross, .values = a.sums, .tinted = true};
    grid.values.resize(static_cast<std::size_t>(grid.rows * grid.cols));
    grid.filled = static_cast<int>(a.sums.size());
    grid.format = a.results;
    number_grid(ui, rest.cut_top(sums_height(ui, a), ui.px(6)), grid);
}

void show_results(ChainScene& scene, Rect rest, const ChainArithmetic& a, Type type) {
    Ui& ui = scene.ui;
    rest.y += std::max(0.0F, (rest.h - chain_results_extent(ui, a, type).h) / 2);
    if (!a.sums.empty()) show_sums(ui, rest, a);
    for (const Calculation& line : a.lines) {
        if (&line == &a.lines.back()) {
            ui.fill({rest.x, rest.y, rest.w, ui.line_width()}, ui.colour(Role::line));
            rest.cut_top(ui.px(4));
        }
        result_line(ui, rest, line.name, line.operation, a.results.text(line.value), line.strong, type);
    }
}

void show_pool(ChainScene& scene, Rect rest, const ChainArithmetic& a, Type type) {
    Ui& ui = scene.ui;
    const nn::Explanation& pool = *a.explanation.pooled;
    const Cell output = scene.selection->output;
    NumberGrid grid{.name = "chain.block",
                    .rows = kChainPoolSize,
                    .cols = kChainPoolSize,
                    .winner = pool.winner ? static_cast<int>(*pool.winner) : -1,
                    .outlined = output.row % kChainPoolSize * kChainPoolSize + output.col % kChainPoolSize,
                    .format = a.results};
    for (const nn::Term& term : pool.terms) grid.values.push_back(term.value);
    const float line = result_height(ui, type);
    const float cells = std::min(rest.h - 2 * line, 2 * number_cell_height(ui, type) * kChainPoolSize);
    rest.y += std::max(0.0F, (rest.h - cells - 2 * line) / 2);
    ui.text(rest.cut_top(line), a.pool_title, Role::muted, result_label(type));
    number_grid(ui, rest.cut_top(cells), grid);
    Rect row = rest.cut_top(line);
    ui.mark("chain.pooled", row);
    const std::string label = pooled_label();
    ui.text(row.cut_left(ui.text_width(label, result_label(type)) + ui.px(1)), label, Role::muted, result_label(type));
    ui.text(row, a.results.text(pool.value), pool.winner ? Role::winner : Role::text, type);
}

/// Draws "Stage 2, map 1: row 3, column 7" and the effect of a click.
void show_head(ChainScene& scene, Rect head) {
    Ui& ui = scene.ui;
    const ChainSelection& selection = *scene.selection;
    ui.mark("chain.output", head);
    if (!scene.frame.document.lab_view.camera.fitted) {
        const float width = ui.text_width(tr("Whole maps"), Type::caption) + ui.px(20);
        if (button(ui, "chain.fit", head.cut_right(width, ui.px(8)).inset(0, ui.px(1)), tr("Whole maps"),
                   {.tooltip = tr("Show the maps as a whole again"), .key = "F", .type = Type::caption}))
            scene.frame.perform(fit_views());
    }
    const std::string_view note = scene.view.pinned ? tr("Esc unpins") : tr("click a map to pin a value");
    const std::string place = tr("{}, {}: row {}, column {}", stage_name(selection.stage), map_name(selection.map),
                                 selection.output.row, selection.output.col);
    if (ui.text_width(place) + ui.text_width(note, Type::caption) + ui.px(24) <= head.w)
        ui.text(head.cut_right(ui.text_width(note, Type::caption) + ui.px(2)), note, Role::muted, Type::caption);
    ui.text(head, place);
}

}  // namespace

float chain_arithmetic_height(const ChainScene& scene, float width) {
    const Ui& ui = scene.ui;
    if (!scene.shown.has_maps()) return ui.px(80);
    ChainScene middle = scene;
    const int stage = std::min(scene.view.stage, scene.shown.chain.size() - 1);
    middle.selection = ChainSelection{.stage = stage};
    if (scene.shown.chain.stage(stage).pooling != Pooling::none) middle.selection->pooled = Cell{0, 0};
    const ChainArithmetic a = chain_arithmetic_of(middle);
    ChainArrangement arrangement{0, std::min(2, static_cast<int>(a.products.size())), false, min_chain_type(scene)};
    const auto height = [&] {
        arrangement.two_bands = chain_extent(ui, a, arrangement).w > width;
        return ui.px(kChainHead) + chain_extent(ui, a, arrangement).h;
    };
    // The maps need room too: if two input maps with large digits need too much, only one is written out, and the other
    // is shown as its sum.
    if (arrangement.count > 1 && height() > kMaxShareOfHeight * ImGui::GetIO().DisplaySize.y) arrangement.count = 1;
    return height();
}

void show_chain_arithmetic(ChainScene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (!scene.selection) return;
    ui.mark("chain.arithmetic", area);
    const ChainArithmetic a = chain_arithmetic_of(scene);
    show_head(scene, area.cut_top(ui.px(kChainHead)));
    const ChainArrangement arrangement = arranged(scene, a, area);
    const Extent results = chain_results_extent(ui, a, arrangement.type);
    const Extent pool = chain_pool_extent(ui, a, arrangement.type);
    Rect side;
    if (arrangement.two_bands) {
        const float need = std::max(results.h, pool.h);
        side = area.cut_bottom(need, ui.px(kChainBandGap));
    } else {
        side = area.cut_right(results.w + (a.has_pool() ? ui.px(kChainPartGap) + pool.w : 0), ui.px(kChainPartGap));
    }
    show_products(scene, area, a, arrangement);
    show_results(scene, side.cut_left(results.w, ui.px(kChainPartGap)), a, arrangement.type);
    if (a.has_pool()) show_pool(scene, side.cut_left(pool.w), a, arrangement.type);
}

}  // namespace convscope
