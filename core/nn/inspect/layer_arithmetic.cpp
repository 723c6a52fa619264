#include "core/nn/inspect/layer_arithmetic.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "core/base/text/translation.h"
#include "core/nn/inspect/summary.h"

namespace convscope::nn {

namespace {

/// The number of input positions after the last window; negative if the last window reaches over the end.
std::int64_t left_over(const WindowAxis& axis) {
    return axis.input + axis.before + axis.after - axis.extent() - (axis.output - 1) * axis.stride;
}

/// True if neighbouring windows touch, without gaps, overlaps or padding.
bool is_tiled(const WindowAxis& axis) {
    return axis.size == axis.stride && axis.dilation == 1 && axis.before + axis.after == 0 && axis.size > 1;
}

/// The window's size on the input as text: "3", or "(2 x 2 + 1)" with dilation.
std::string extent_text(const WindowAxis& axis, std::string_view times) {
    if (axis.dilation == 1 || axis.size == 1) return std::to_string(axis.size);
    return fmt::format("({} {} {} + 1)", axis.size - 1, times, axis.dilation);
}

std::string formula(const WindowAxis& axis, bool same, std::string_view times) {
    if (same) return fmt::format("{} / {} = {}", axis.input, axis.stride, axis.output);
    if (is_tiled(axis)) return fmt::format("{} / {} = {}", axis.input, axis.size, axis.output);
    std::string padded = std::to_string(axis.input);
    for (const std::int64_t border : {axis.before, axis.after})
        if (border > 0) padded += fmt::format(" + {}", border);
    return fmt::format("({} - {}) / {} + 1 = {}", padded, extent_text(axis, times), axis.stride, axis.output);
}

/// The lines that an axis counts.
enum class Lines { rows, columns, both };

/// The formula, followed by the remainder of its division in words.
std::string with_remainder(std::string formula, const WindowAxis& axis, const SlidingWindow& window, Lines lines) {
    const std::int64_t unused = left_over(axis);
    // A negative remainder: the last window reaches over the end.
    const bool up = window.same ? axis.input % axis.stride != 0 : unused < 0;
    if (up) return tr("{}, rounded up", formula);
    if (window.same || unused == 0) return formula;
    if (!window.pooling) return tr("{}, rounded down", formula);
    switch (lines) {
        case Lines::rows:
            return tr_count(unused, "{1}: the last row is dropped", "{1}: the last {0} rows are dropped", formula);
        case Lines::columns:
            return tr_count(unused, "{1}: the last column is dropped", "{1}: the last {0} columns are dropped",
                            formula);
        case Lines::both:
            break;
    }
    return tr_count(unused, "{1}: the last row and column are dropped",
                    "{1}: the last {0} rows and columns are dropped", formula);
}

std::string product_text(std::span<const std::int64_t> factors, std::string_view times) {
    return fmt::format("{}", fmt::join(factors, fmt::format(" {} ", times)));
}

std::string result_text(std::string formula, std::int64_t count) {
    return std::move(formula) + " = " + with_commas(count);
}

std::string kernel_words(bool is_matrix, bool has_bias, std::string_view times) {
    if (is_matrix) return has_bias ? tr("(inputs + 1 bias) {} units", times) : tr("inputs {} units", times);
    return has_bias ? tr("(kernel rows {0} columns {0} input maps + 1 bias) {0} filters", times)
                    : tr("kernel rows {0} columns {0} input maps {0} filters", times);
}

/// The arithmetic of a layer with a kernel: all filters or units have equally many kernel values, and either all or
/// none have a bias.
ParameterArithmetic of_kernel(const std::vector<WeightSpec>& specs, std::int64_t filters, bool is_matrix,
                              std::string_view times) {
    const std::vector<std::int64_t>& axes = specs.front().shape.axes;
    const std::int64_t inputs = is_matrix ? axes[0] : specs.front().shape.count() / (axes[0] * axes[1] * filters);
    const std::vector<std::int64_t> inside =
        is_matrix ? std::vector<std::int64_t>{inputs} : std::vector<std::int64_t>{axes[0], axes[1], inputs};
    const bool has_bias = specs.size() > 1;
    std::string each = product_text(inside, times);
    if (has_bias) each = fmt::format("({} + 1)", each);
    const std::int64_t count = specs.front().shape.count() + (has_bias ? filters : 0);
    return {result_text(fmt::format("{} {} {}", each, times, filters), count),
            kernel_words(is_matrix, has_bias, times)};
}

/// The arithmetic of weights of equal shape, such as those of batch normalization.
ParameterArithmetic of_equal_weights(const std::vector<WeightSpec>& specs, std::string_view times) {
    const Shape& shape = specs.front().shape;
    std::vector<std::string> names;
    names.reserve(specs.size());
    for (const WeightSpec& spec : specs) {
        std::string name = spec.name;
        std::ranges::replace(name, '_', ' ');
        names.push_back(std::move(name));
    }
    const auto count = static_cast<std::int64_t>(specs.size());
    return {result_text(fmt::format("{} {} {}", count, times, product_text(shape.axes, times)), count * shape.count()),
            fmt::format("{}", fmt::join(names, ", "))};
}

ParameterArithmetic of_any_weights(const std::vector<WeightSpec>& specs, std::string_view times) {
    std::vector<std::string> terms, names;
    std::int64_t count = 0;
    for (const WeightSpec& spec : specs) {
        terms.push_back(product_text(spec.shape.axes, times));
        names.push_back(spec.name);
        count += spec.shape.count();
    }
    return {result_text(fmt::format("{}", fmt::join(terms, " + ")), count), fmt::format("{}", fmt::join(names, " + "))};
}

/// The number of filters or units of a layer with a kernel and at most a bias; 0 for other layers.
std::int64_t filter_count(const Node& node, const std::vector<WeightSpec>& specs) {
    if (specs.front().name != "kernel" || specs.size() > 2) return 0;
    const std::int64_t rank = std::ssize(specs.front().shape.axes);
    if (rank != 2 && rank != 4) return 0;
    const std::int64_t filters = node.shape.channels();
    if (specs.size() == 2 && specs.back().shape != Shape{filters}) return 0;
    const std::vector<std::int64_t>& axes = specs.front().shape.axes;
    const std::int64_t positions = rank == 2 ? axes[0] : axes[0] * axes[1];
    return specs.front().shape.count() % (positions * filters) == 0 ? filters : 0;
}

std::string flattened_text(const Model& model, const Shape& from, std::string_view times) {
    std::string text = result_text(product_text(from.axes, times), from.count());
    const Shape& input = model.node(model.inputs().front()).shape;
    if (input == from || !input.is_image()) return text;
    const Shape seen = input.channels() == 1 ? Shape{input.rows(), input.cols()} : input;
    return tr("{}, against {} values of the input", text, result_text(product_text(seen.axes, times), input.count()));
}

/// "64 + 32 = 96 maps" if the channels of the inputs add up to those of the output.
std::string joined_text(const std::vector<Shape>& inputs, const Shape& output) {
    std::vector<std::int64_t> channels;
    std::int64_t sum = 0;
    for (const Shape& input : inputs) {
        channels.push_back(input.channels());
        sum += input.channels();
    }
    if (sum != output.channels()) return {};
    const std::string terms = fmt::format("{}", fmt::join(channels, " + "));
    return output.is_image() ? tr_count(sum, "{1} = {0} map", "{1} = {0} maps", terms)
                             : tr_count(sum, "{1} = {0} value", "{1} = {0} values", terms);
}

}  // namespace

std::string size_sentence(const SlidingWindow& window, std::string_view times) {
    const WindowAxis& rows = window.axes.rows;
    const WindowAxis& cols = window.axes.cols;
    const std::string of_rows = formula(rows, window.same, times);
    const std::string of_cols = formula(cols, window.same, times);
    if (of_rows == of_cols && left_over(rows) == left_over(cols)) {
        const std::string of_both = with_remainder(of_rows, rows, window, Lines::both);
        return window.same ? tr("same padding: {}", of_both) : of_both;
    }
    const std::string row_text = with_remainder(of_rows, rows, window, Lines::rows);
    const std::string col_text = with_remainder(of_cols, cols, window, Lines::columns);
    return window.same ? tr("same padding: rows {}; columns {}", row_text, col_text)
                       : tr("rows {}; columns {}", row_text, col_text);
}

ParameterArithmetic parameter_arithmetic(const Model& model, int node, std::string_view times) {
    const Node& layer = model.node(node);
    if (layer.weights.empty()) return {};
    const std::vector<WeightSpec> specs = layer.layer->weights(model.input_shapes(node));
    if (const std::int64_t filters = filter_count(layer, specs); filters > 0)
        return of_kernel(specs, filters, specs.front().shape.rank() == 2, times);
    const bool are_equal =
        std::ranges::all_of(specs, [&](const WeightSpec& spec) { return spec.shape == specs.front().shape; });
    return are_equal ? of_equal_weights(specs, times) : of_any_weights(specs, times);
}

std::string shape_arithmetic(const Model& model, int node, std::string_view times) {
    const Node& layer = model.node(node);
    if (layer.inputs.empty()) return {};
    const std::vector<Shape> inputs = model.input_shapes(node);
    if (const auto window = layer.layer->sliding_window(inputs)) return size_sentence(*window, times);
    if (inputs.size() > 1) return joined_text(inputs, layer.shape);
    const bool is_flattened = layer.layer->effect() == Effect::copies && layer.shape.rank() == 1;
    if (is_flattened && inputs.front().rank() > 1) return flattened_text(model, inputs.front(), times);
    return {};
}

LostBorder lost_border(const Model& model, int node) {
    const Node& layer = model.node(node);
    if (layer.inputs.empty()) return {};
    const auto window = layer.layer->sliding_window(model.input_shapes(node));
    if (!window || window->pooling || window->same) return {};
    const auto side = [](const WindowAxis& axis) {
        const std::int64_t centre = axis.tap(0, 0) + axis.extent() / 2;
        const std::int64_t last = axis.tap(axis.output - 1, 0) + axis.extent() / 2;
        // With a larger stride the centres have gaps everywhere, not only at the border.
        if (axis.stride > 1) return std::pair<std::int64_t, std::int64_t>{0, 0};
        return std::pair{std::max<std::int64_t>(0, centre), std::max<std::int64_t>(0, axis.input - 1 - last)};
    };
    const auto rows = side(window->axes.rows), cols = side(window->axes.cols);
    return {.top = rows.first, .bottom = rows.second, .left = cols.first, .right = cols.second};
}

}  // namespace convscope::nn
