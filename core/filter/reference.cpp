#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/filter/explain.h"
#include "core/filter/geometry.h"
#include "core/filter/noise/median.h"
#include "core/filter/result.h"

namespace convscope {

namespace {

/// The input's value at any position, also in the padding outside it.
double bordered(const Plane& input, Border border, int row, int col) {
    const int inner_row = std::clamp(row, 0, input.rows() - 1);
    const int inner_col = std::clamp(col, 0, input.cols() - 1);
    const bool inside = inner_row == row && inner_col == col;
    if (!inside && border == Border::zero) return 0;
    return input.at(inner_row, inner_col);
}

double filtered_pixel(const Plane& input, const FilterSettings& settings, const Geometry& g, int row, int col) {
    if (is_kept(g, settings, row, col)) return input.at(row, col);
    double sum = 0;
    for (int i = 0; i < settings.kernel.size; ++i)
        for (int j = 0; j < settings.kernel.size; ++j)
            sum += bordered(input, settings.border, g.rows.source(row, i), g.cols.source(col, j)) *
                   double{settings.kernel.at(i, j)};
    return activate(settings.activation, sum * double{settings.weight} + double{settings.bias});
}

double pooled_pixel(const FloatImage& filtered, const FilterSettings& settings, int row, int col) {
    const int size = settings.pool_size;
    std::vector<double> candidates;
    for (int i = 0; i < size; ++i)
        for (int j = 0; j < size; ++j) candidates.push_back(filtered.at(row * size + i, col * size + j));
    return pool_block(settings.pooling, size, std::move(candidates)).value;
}

}  // namespace

FilterResult filter_reference(const Plane& input, const FilterSettings& settings) {
    if (const std::string problem = geometry_problem(input.size(), settings); !problem.empty())
        throw std::invalid_argument(problem);
    if (settings.median) return median_reference(input, settings);

    const Geometry g = geometry(input.size(), settings);
    FilterResult result;
    result.filtered.resize(g.filtered());
    for (int row = 0; row < result.filtered.rows(); ++row)
        for (int col = 0; col < result.filtered.cols(); ++col)
            result.filtered.at(row, col) = static_cast<float>(filtered_pixel(input, settings, g, row, col));
    result.filtered_range = finite_range(result.filtered);

    if (settings.pooling != Pooling::none && g.pooled().area() > 0) {
        result.pooled.resize(g.pooled());
        for (int row = 0; row < result.pooled.rows(); ++row)
            for (int col = 0; col < result.pooled.cols(); ++col)
                result.pooled.at(row, col) = static_cast<float>(pooled_pixel(result.filtered, settings, row, col));
        result.pooled_range = finite_range(result.pooled);
    }
    return result;
}

}  // namespace convscope
