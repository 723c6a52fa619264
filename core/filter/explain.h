// The arithmetic of one output pixel, term by term, in double precision. Source: the definition in settings.h.
#pragma once

#include <optional>
#include <vector>

#include "core/filter/geometry.h"

namespace convscope {

/// One neighbour: its position, its value, the filter value at the same position and their product.
struct Term {
    int row, col;  ///< position on the input, or outside it in the padding
    bool inside;   ///< false: in the padding; value is 0 (zero border) or that of the nearest pixel (replicate)
    double value;
    double filter;
    double product;
};

/// The arithmetic of filtered(row, col). `kept` is true for a pixel that the keep border copies; then `terms` is empty
/// and all four results are the input's value.
struct PixelExplanation {
    int row = 0, col = 0;
    bool kept = false;
    int taps = 3;  ///< terms has taps * taps entries, row by row
    std::vector<Term> terms;
    double sum = 0;
    double weighted = 0;  ///< sum * weight
    double biased = 0;    ///< weighted + bias
    double activated = 0;
    /// With FilterSettings::median, the terms' values in order of size; filter and product of all terms are then 0, and
    /// all four results are the median.
    std::vector<double> sorted = {};
};

/// The arithmetic of pooled(row, col): the candidates of its block, row by row. winner is the index of the first
/// highest one, -1 for average.
struct PoolExplanation {
    int row = 0, col = 0;
    int size = 2;
    std::vector<double> candidates;
    int winner = -1;
    double value = 0;
};

/// (row, col) must lie inside geometry(input.size(), settings).filtered().
PixelExplanation explain_pixel(const Plane& input, const FilterSettings& settings, int row, int col);
/// (row, col) must lie inside geometry(input.size(), settings).pooled().
PoolExplanation explain_pool(const Plane& input, const FilterSettings& settings, int row, int col);

/// One step of the arithmetic of a pixel, in the order in which it is done by hand: the products, the weight, the bias,
/// the activation, then the candidates of the pooling block and, for average pooling, their mean. A pixel that the keep
/// border copies, and a median, have one step before the candidates.
enum class StepKind { product, weight, bias, activation, kept, median, candidate, mean };
struct ArithmeticStep {
    StepKind kind = StepKind::product;
    int index = 0;  ///< index of the term or candidate
    /// The number that changes the total: a product, the weight, the bias, a candidate, or for the mean the number of
    /// candidates.
    double operand = 0;
    double total = 0;  ///< the result so far; for the candidates of max pooling the highest so far
};

/// The steps of a pixel and of the pooling block `pool` that it belongs to; nullopt if it does not belong to a block.
std::vector<ArithmeticStep> arithmetic_steps(const PixelExplanation& pixel, const FilterSettings& settings,
                                             const std::optional<PoolExplanation>& pool);

/// The activation function of one value.
double activate(Activation activation, double x);
/// The pooled value of a block and the winner, as in PoolExplanation.
PoolExplanation pool_block(Pooling pooling, int size, std::vector<double> candidates);

}  // namespace convscope
