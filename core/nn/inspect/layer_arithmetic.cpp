#include "core/nn/inspect/layer_arithmetic.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "core/base/counted.h"
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

/// The remainder of the formula's division in words, to be written after the formula.
std::string remainder_text(const WindowAxis& axis, const SlidingWindow& window, std::string_view noun) {
    if (window.same) return axis.input % axis.stride == 0 ? "" : ", rounded up";
    const std::int64_t unused = left_over(axis);
    if (unused < 0) return ", rounded up";  // the last window reaches over the end
    if (unused == 0) return "";
    if (!window.pooling) return ", rounded down";
    const std::string last = unused == 1 ? "the last" : fmt::format("the last {}", unused);
    const bool many = unused > 1 || noun.find(" and ") != std::string_view::npos;
    std::string lines(noun);
    if (unused > 1) lines = noun == "row" ? "rows" : noun == "column" ? "columns" : "rows and columns";
    return fmt::format(": {} {} {} dropped", last, lines, many ? "are" : "is");
}

std::string product_text(std::span<const std::int64_t> factors, std::string_view times) {
    return fmt::format("{}", fmt::join(factors, fmt::format(" {} ", times)));
}

std::string result_text(std::string formula, std::int64_t count) {
    return std::move(formula) + " = " + with_commas(count);
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
    std::string words = is_matrix ? "inputs" : fmt::format("kernel rows {0} columns {0} input maps", times);
    if (has_bias) {
        each = fmt::format("({} + 1)", each);
        words = fmt::format("({} + 1 bias)", words);
    }
    const std::int64_t count = specs.front().shape.count() + (has_bias ? filters : 0);
    return {result_text(fmt::format("{} {} {}", each, times, filters), count),
            fmt::format("{} {} {}", words, times, is_matrix ? "units" : "filters")};
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
    return text + ", against " + result_text(product_text(seen.axes, times), input.count()) + " values of the input";
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
    return fmt::format("{} = {}", fmt::join(channels, " + "), counted(sum, output.is_image() ? "map" : "value"));
}

}  // namespace

std::string size_sentence(const SlidingWindow& window, std::string_view times) {
    const WindowAxis& rows = window.axes.rows;
    const WindowAxis& cols = window.axes.cols;
    const std::string of_rows = formula(rows, window.same, times);
    const std::string of_cols = formula(cols, window.same, times);
    const std::string start = window.same ? "same padding: " : "";
    if (of_rows == of_cols && left_over(rows) == left_over(cols))
        return start + of_rows + remainder_text(rows, window, "row and column");
    return fmt::format("{}rows {}{}; columns {}{}", start, of_rows, remainder_text(rows, window, "row"), of_cols,
                       remainder_text(cols, window, "column"));
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
