#include "core/nn/inspect/product_maps.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/nn/layers/window/conv2d.h"

namespace convscope::nn {

namespace {

const Conv2D* convolution(const Model& model, int node) {
    return dynamic_cast<const Conv2D*>(model.node(node).layer.get());
}

/// The output positions along an axis for which tap `tap` of the window lies inside the input.
Interval outputs_inside(const WindowAxis& axis, std::int64_t tap) {
    Interval outputs{0, axis.output};
    while (!outputs.empty() && axis.tap(outputs.begin, tap) < 0) ++outputs.begin;
    while (!outputs.empty() && axis.tap(outputs.end - 1, tap) >= axis.input) --outputs.end;
    return outputs;
}

/// One channel of an image that is stored as H,W,C.
std::vector<float> plane_of(std::span<const float> image, const Shape& shape, std::int64_t channel) {
    std::vector<float> plane(static_cast<std::size_t>(shape.rows() * shape.cols()));
    for (std::size_t i = 0; i < plane.size(); ++i)
        plane[i] = image[i * static_cast<std::size_t>(shape.channels()) + static_cast<std::size_t>(channel)];
    return plane;
}

/// Adds the products of one kernel value with the input values under it to `sums`, rows x cols of the output.
void add_tap(std::span<const float> plane, const WindowAxes& axes, std::int64_t row_tap, std::int64_t col_tap,
             double weight, std::vector<double>& sums) {
    const Interval rows = outputs_inside(axes.rows, row_tap), cols = outputs_inside(axes.cols, col_tap);
    for (std::int64_t row = rows.begin; row < rows.end; ++row) {
        const float* source = plane.data() + axes.rows.tap(row, row_tap) * axes.cols.input;
        double* target = sums.data() + row * axes.cols.output;
        for (std::int64_t col = cols.begin; col < cols.end; ++col)
            target[col] += weight * source[axes.cols.tap(col, col_tap)];
    }
}

void set_shares(ProductMaps& result, double total) {
    for (ProductMap& map : result.maps) map.share = total > 0 ? map.share / total : 0;
    result.by_share.resize(result.maps.size());
    std::iota(result.by_share.begin(), result.by_share.end(), 0);
    std::ranges::stable_sort(result.by_share, std::ranges::greater(),
                             [&](int index) { return result.maps[static_cast<std::size_t>(index)].share; });
}

Range range_of(std::span<const double> values, double offset) {
    Range range = kNoValues;
    for (const double value : values) {
        const auto shown = static_cast<float>(value + offset);
        if (std::isfinite(shown)) range = merged(range, {shown, shown});
    }
    return range;
}

}  // namespace

bool has_product_maps(const Model& model, int node) {
    return convolution(model, node) != nullptr;
}

std::int64_t product_values(const Model& model, int node) {
    const Shape& shape = model.node(node).shape;
    const std::int64_t channels = model.input_shapes(node).front().channels();
    return shape.rows() * shape.cols() * (channels / convolution(model, node)->parameters().groups);
}

ProductMaps product_maps(const Model& model, const Edits& edits, int node, std::int64_t filter,
                         std::span<const float> input, const std::stop_token& stop) {
    const Conv2D::Parameters& parameters = convolution(model, node)->parameters();
    const Shape shape = model.input_shapes(node).front();
    const WindowAxes axes = axes_of(parameters.window, shape);
    const std::int64_t channels = shape.channels() / parameters.groups;
    const std::int64_t first = filter / (parameters.filters / parameters.groups) * channels;
    const SharedTensor kernel = weight(model, edits, {node, 0});
    ProductMaps result{.filter = filter,
                       .rows = axes.rows.output,
                       .cols = axes.cols.output,
                       .has_bias = parameters.use_bias,
                       .range = kNoValues};
    if (parameters.use_bias) result.bias = weight(model, edits, {node, 1})->values.at(static_cast<std::size_t>(filter));
    std::vector<double> sums(static_cast<std::size_t>(result.rows * result.cols)), total(sums.size());
    double magnitude = 0;
    for (std::int64_t channel = 0; channel < channels; ++channel) {
        if (stop.stop_requested()) return {};
        const std::vector<float> plane = plane_of(input, shape, first + channel);
        std::ranges::fill(sums, 0.0);
        for (std::int64_t r = 0; r < axes.rows.size; ++r)
            for (std::int64_t c = 0; c < axes.cols.size; ++c) {
                const std::int64_t at = ((r * axes.cols.size + c) * channels + channel) * parameters.filters + filter;
                add_tap(plane, axes, r, c, kernel->values[static_cast<std::size_t>(at)], sums);
            }
        ProductMap map{.channel = first + channel, .values = std::vector<float>(sums.begin(), sums.end())};
        for (std::size_t i = 0; i < sums.size(); ++i) {
            total[i] += sums[i];
            map.sum += sums[i];
            map.share += std::fabs(sums[i]);
        }
        magnitude += map.share;
        result.range = merged(result.range, range_of(sums, 0));
        result.maps.push_back(std::move(map));
    }
    result.range = finished(result.range);
    result.sum_range = finished(merged(range_of(total, 0), range_of(total, result.bias)));
    result.before.reserve(total.size());
    for (const double sum : total) result.before.push_back(static_cast<float>(sum + result.bias));
    set_shares(result, magnitude);
    return result;
}

std::vector<float> partial_sum(const ProductMaps& maps, std::span<const int> order, std::size_t count) {
    std::vector<double> sums(static_cast<std::size_t>(maps.rows * maps.cols));
    for (const int index : order.first(std::min(count, order.size()))) {
        const std::vector<float>& values = maps.maps.at(static_cast<std::size_t>(index)).values;
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += values[i];
    }
    return {sums.begin(), sums.end()};
}

}  // namespace convscope::nn
