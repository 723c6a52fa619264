#include "app/gui/lab/chain/chain_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxSumLines = 3;  ///< lines with input maps' sums; more sums are written as a grid

std::vector<Calculation> chain_lines_of(const nn::Explanation& e) {
    std::vector<Calculation> lines;
    double total = 0;
    for (const nn::ChannelTerms& terms : e.channels) total += terms.sum;
    if (e.channels.size() > 1 && e.channels.size() <= kMaxSumLines)
        for (std::size_t i = 0; i < e.channels.size(); ++i)
            lines.push_back({fmt::format("chain.sum.{}", i + 1),
                             fmt::format("{}{}", i == 0 ? "" : "+ ", map_name(static_cast<int>(i))),
                             e.channels[i].sum});
    lines.push_back({"chain.total", tr("sum"), total, true});
    const std::string bias = short_number(std::fabs(e.bias));
    lines.push_back({"chain.biased", e.bias < 0 ? tr("\u2212 bias {}", bias) : tr("+ bias {}", bias), e.sum});
    lines.push_back({"chain.value", e.activation.is_linear() ? tr("= output") : tr("ReLU = output"), e.value, true});
    return lines;
}

/// The largest magnitude of the stage's input values.
double largest_input(const ChainScene& scene, int stage) {
    if (stage == 0) return 255;
    const ChainNodes before = chain_nodes(scene.shown.chain).at(static_cast<std::size_t>(stage) - 1);
    double largest = 0;
    for (const Range& range : scene.shown.run->layer(before.convolution).ranges)
        largest = std::max({largest, std::fabs(double{range.low}), std::fabs(double{range.high})});
    return largest;
}

ProductGrids products_of(const nn::Explanation& e, std::size_t input, double largest) {
    const nn::ChannelTerms& terms = e.channels[input];
    ProductGrids grids{.name = fmt::format("chain.products.{}", input + 1),
                       .rows = static_cast<int>(e.kernel_rows),
                       .cols = static_cast<int>(e.kernel_cols),
                       .neighbours = {terms.window.begin(), terms.window.end()},
                       .inside = terms.inside,
                       .filter = {terms.kernel.begin(), terms.kernel.end()},
                       .products = terms.products};
    grids.formats = std::array{format_of(grids.neighbours), format_of(grids.filter), format_of(grids.products)};
    // Leave room for the largest numbers that can occur, so that the layout does not change while the pointer moves.
    auto& [neighbour, filter, product] = *grids.formats;
    neighbour.largest = std::max(neighbour.largest, largest);
    filter.has_negative = product.has_negative = true;
    product.largest = std::max(product.largest, largest * filter.largest);
    return grids;
}

}  // namespace

ChainArithmetic chain_arithmetic_of(const ChainScene& scene) {
    const std::vector<std::span<const float>> activations = scene.shown.run->activations();
    ChainArithmetic a{.explanation = explain_in_chain(scene.computed(activations), *scene.selection)};
    const nn::Explanation& e = a.explanation.output;
    const double largest = largest_input(scene, scene.selection->stage);
    double largest_sum = std::fabs(e.bias);
    for (std::size_t i = 0; i < e.channels.size(); ++i) {
        a.products.push_back(products_of(e, i, largest));
        for (const float value : e.channels[i].kernel) largest_sum += largest * std::fabs(value);
    }
    a.lines = chain_lines_of(e);
    if (e.channels.size() > kMaxSumLines)
        for (const nn::ChannelTerms& terms : e.channels) a.sums.push_back(terms.sum);
    std::vector<double> results = a.sums;
    for (const Calculation& line : a.lines) results.push_back(line.value);
    if (a.has_pool()) {
        for (const nn::Term& term : a.explanation.pooled->terms) results.push_back(term.value);
        results.push_back(a.explanation.pooled->value);
        const bool max = a.explanation.pooled->winner.has_value();
        a.pool_title =
            max ? tr("largest of {0} \u00d7 {0}", kChainPoolSize) : tr("mean of {0} \u00d7 {0}", kChainPoolSize);
    }
    a.results = format_of(results);
    a.results.largest = std::max(a.results.largest, largest_sum);
    a.results.has_negative = true;
    return a;
}

}  // namespace convscope
