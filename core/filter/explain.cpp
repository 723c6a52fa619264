#include "core/filter/explain.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace convscope {

namespace {

Term term_at(const Plane& input, const FilterSettings& settings, int row, int col, float filter) {
    const int nearest_row = std::clamp(row, 0, input.rows() - 1);
    const int nearest_col = std::clamp(col, 0, input.cols() - 1);
    const bool inside = row == nearest_row && col == nearest_col;
    const bool padded_with_zero = !inside && settings.border == Border::zero;

    Term term;
    term.row = row;
    term.col = col;
    term.inside = inside;
    term.value = padded_with_zero ? 0 : input.at(nearest_row, nearest_col);
    term.filter = filter;
    term.product = term.value * term.filter;
    return term;
}

/// The index of the first highest candidate; NaN ranks above all numbers.
int first_highest(const std::vector<double>& candidates) {
    const auto nan = std::find_if(candidates.begin(), candidates.end(), [](double x) { return std::isnan(x); });
    const auto winner = nan != candidates.end() ? nan : std::max_element(candidates.begin(), candidates.end());
    return static_cast<int>(winner - candidates.begin());
}

/// Sets the four results to the median of the terms' values; NaN if one value is NaN.
void use_median(PixelExplanation& pixel) {
    pixel.sorted.reserve(pixel.terms.size());
    for (const Term& term : pixel.terms) pixel.sorted.push_back(term.value);
    const auto nan = std::ranges::find_if(pixel.sorted, [](double x) { return std::isnan(x); });
    const double not_a_number = nan != pixel.sorted.end() ? *nan : 0;
    if (nan == pixel.sorted.end()) std::ranges::sort(pixel.sorted);
    const double median = std::isnan(not_a_number) ? not_a_number : pixel.sorted[pixel.sorted.size() / 2];
    pixel.sum = pixel.weighted = pixel.biased = pixel.activated = median;
}

void add_candidates(const PoolExplanation& pool, std::vector<ArithmeticStep>& steps) {
    const bool average = pool.winner < 0;
    double total = 0;
    for (std::size_t i = 0; i < pool.candidates.size(); ++i) {
        const double candidate = pool.candidates[i];
        // A comparison with NaN is false, so NaN stays the highest.
        const bool lower = i > 0 && (candidate <= total || std::isnan(total));
        total = average ? total + candidate : lower ? total : candidate;
        steps.push_back({StepKind::candidate, static_cast<int>(i), candidate, total});
    }
    const auto count = static_cast<double>(pool.candidates.size());
    if (average) steps.push_back({StepKind::mean, 0, count, pool.value});
}

}  // namespace

PixelExplanation explain_pixel(const Plane& input, const FilterSettings& settings, int row, int col) {
    const Geometry g = geometry(input.size(), settings);
    assert(row >= 0 && row < g.rows.output && col >= 0 && col < g.cols.output);
    PixelExplanation pixel;
    pixel.row = row;
    pixel.col = col;
    pixel.taps = settings.kernel.size;
    pixel.kept = is_kept(g, settings, row, col);
    if (pixel.kept) {
        pixel.sum = pixel.weighted = pixel.biased = pixel.activated = input.at(row, col);
        return pixel;
    }
    for (int i = 0; i < pixel.taps; ++i)
        for (int j = 0; j < pixel.taps; ++j) {
            const Term term = term_at(input, settings, g.rows.source(row, i), g.cols.source(col, j),
                                      settings.median ? 0 : settings.kernel.at(i, j));
            pixel.sum += term.product;
            pixel.terms.push_back(term);
        }
    if (settings.median) {
        for (Term& term : pixel.terms) term.product = 0;
        use_median(pixel);
        return pixel;
    }
    pixel.weighted = pixel.sum * settings.weight;
    pixel.biased = pixel.weighted + settings.bias;
    pixel.activated = activate(settings.activation, pixel.biased);
    return pixel;
}

PoolExplanation explain_pool(const Plane& input, const FilterSettings& settings, int row, int col) {
    const int size = settings.pool_size;
    std::vector<double> candidates;
    for (int i = 0; i < size; ++i)
        for (int j = 0; j < size; ++j) {
            // Pooling reads the filtered picture, whose values are floats.
            const double exact = explain_pixel(input, settings, row * size + i, col * size + j).activated;
            candidates.push_back(static_cast<float>(exact));
        }
    PoolExplanation pool = pool_block(settings.pooling, size, std::move(candidates));
    pool.row = row;
    pool.col = col;
    return pool;
}

std::vector<ArithmeticStep> arithmetic_steps(const PixelExplanation& pixel, const FilterSettings& settings,
                                             const std::optional<PoolExplanation>& pool) {
    std::vector<ArithmeticStep> steps;
    if (pixel.kept) {
        steps.push_back({.kind = StepKind::kept, .operand = pixel.activated, .total = pixel.activated});
    } else if (settings.median) {
        steps.push_back({.kind = StepKind::median, .operand = pixel.activated, .total = pixel.activated});
    } else {
        double sum = 0;
        for (const Term& term : pixel.terms) {
            sum += term.product;
            steps.push_back({StepKind::product, static_cast<int>(steps.size()), term.product, sum});
        }
        steps.push_back({StepKind::weight, 0, settings.weight, pixel.weighted});
        steps.push_back({StepKind::bias, 0, settings.bias, pixel.biased});
        steps.push_back({StepKind::activation, 0, pixel.biased, pixel.activated});
    }
    if (pool) add_candidates(*pool, steps);
    return steps;
}

double activate(Activation activation, double x) {
    // A comparison with NaN is false, so NaN is returned unchanged.
    switch (activation) {
        case Activation::none:
            break;
        case Activation::relu:
            return x < 0 ? 0 : x;
        case Activation::absolute:
            return std::abs(x);
        case Activation::clamp:
            return x < 0 ? 0 : x > 255 ? 255 : x;
    }
    return x;
}

PoolExplanation pool_block(Pooling pooling, int size, std::vector<double> candidates) {
    assert(pooling != Pooling::none && static_cast<int>(candidates.size()) == size * size);
    PoolExplanation pool;
    pool.size = size;
    if (pooling == Pooling::max) {
        pool.winner = first_highest(candidates);
        pool.value = candidates[static_cast<std::size_t>(pool.winner)];
    } else {
        double sum = 0;
        for (const double candidate : candidates) sum += candidate;
        pool.value = sum / static_cast<double>(candidates.size());
    }
    pool.candidates = std::move(candidates);
    return pool;
}

}  // namespace convscope
