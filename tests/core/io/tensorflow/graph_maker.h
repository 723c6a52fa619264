// Small graphs of TensorFlow's operators, and the plain loops that their results are compared with.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/io/tensorflow/read_graph.h"
#include "tests/support/raw_run.h"

namespace convscope::samples {

using Floats = std::vector<float>;
using Integers = std::vector<std::int64_t>;
using NodeAttributes = std::map<std::string, onnx::Attribute>;

/// Values between -1 and 1 that look random.
inline Floats mixed_values(std::int64_t count, int seed = 1) {
    Floats values;
    for (std::int64_t i = 0; i < count; ++i)
        values.push_back(static_cast<float>((i * 37 + seed * 101) % 97 - 48) / 48.F);
    return values;
}

inline std::int64_t product_of(const Dims& dims) {
    std::int64_t product = 1;
    for (const std::int64_t length : dims) product *= length;
    return product;
}

/// A graph with the input "x". The batch is open.
class GraphMaker {
  public:
    explicit GraphMaker(const Dims& example) : example_(example) {
        graph.file = "g";
        onnx::GraphInput input{"x", std::vector<std::optional<std::int64_t>>{std::nullopt}};
        for (const std::int64_t length : example) input.dims->push_back(length);
        graph.inputs.push_back(std::move(input));
    }

    std::string constant(const Dims& dims, Floats values) { return add({dims, std::move(values)}); }
    std::string constant(const Dims& dims, int seed = 1) {
        return constant(dims, mixed_values(product_of(dims), seed));
    }
    std::string integers(Integers values) {
        const Dims dims{std::ssize(values)};
        return add({dims, std::move(values)});
    }
    std::string integer(std::int64_t value) { return add({{}, Integers{value}}); }

    /// Adds a node and returns its first output, which has the node's name.
    std::string node(const std::string& kind, std::vector<std::string> inputs, NodeAttributes attributes = {},
                     std::string name = {}) {
        if (name.empty()) name = "n" + std::to_string(graph.nodes.size());
        graph.nodes.push_back({name, kind, std::move(inputs), {name}, std::move(attributes)});
        return name;
    }

    nn::Model model() const {
        onnx::Graph copy = graph;
        if (copy.outputs.empty()) copy.outputs = {copy.nodes.back().outputs.front()};
        return tensorflow::read_graph(std::move(copy));
    }
    /// The output for a batch of `batch` examples of mixed_values().
    nn::Tensor run(std::int64_t batch = 2) const {
        Dims dims = example_;
        dims.insert(dims.begin(), batch);
        const nn::Plan plan = raw_run(model(), {NpyArray{dims, mixed_values(product_of(dims), 7)}});
        return raw_output(plan, plan.model().outputs().front());
    }
    /// The input that run() uses.
    Floats input(std::int64_t batch = 2) const { return mixed_values(batch * product_of(example_), 7); }

    onnx::Graph graph;

  private:
    std::string add(onnx::Constant constant) {
        std::string name = "c" + std::to_string(graph.constants.size());
        graph.constants.emplace(name, std::move(constant));
        return name;
    }

    Dims example_;
};

/// The largest difference between both lists; a large number if their lengths differ.
inline float largest_difference(const Floats& a, const Floats& b) {
    if (a.size() != b.size()) return 1e9F;
    float largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

/// One axis of TensorFlow's windows, by its documentation: SAME gives ceil(input / stride) outputs, and the smaller
/// half of the padding is before the values.
struct LoopAxis {
    std::int64_t input, window, stride, dilation, before, output;

    static LoopAxis same(std::int64_t input, std::int64_t window, std::int64_t stride, std::int64_t dilation = 1) {
        const std::int64_t output = (input + stride - 1) / stride;
        const std::int64_t total =
            std::max<std::int64_t>(0, (output - 1) * stride + (window - 1) * dilation + 1 - input);
        return {input, window, stride, dilation, total / 2, output};
    }
    static LoopAxis padded(std::int64_t input, std::int64_t window, std::int64_t stride, std::int64_t before,
                           std::int64_t after) {
        return {input, window, stride, 1, before, (input + before + after - window) / stride + 1};
    }
};

/// Calls `tap` for each output position and each tap inside the image: (output, input, tap) as offsets of pixels, and
/// `finish` after an output's last tap.
inline void for_windows(const LoopAxis& rows, const LoopAxis& cols,
                        const std::function<void(std::int64_t, std::int64_t, std::int64_t)>& tap,
                        const std::function<void(std::int64_t)>& finish = {}) {
    for (std::int64_t r = 0; r < rows.output; ++r)
        for (std::int64_t c = 0; c < cols.output; ++c) {
            const std::int64_t output = r * cols.output + c;
            for (std::int64_t i = 0; i < rows.window; ++i)
                for (std::int64_t j = 0; j < cols.window; ++j) {
                    const std::int64_t y = r * rows.stride - rows.before + i * rows.dilation;
                    const std::int64_t x = c * cols.stride - cols.before + j * cols.dilation;
                    if (y >= 0 && y < rows.input && x >= 0 && x < cols.input)
                        tap(output, y * cols.input + x, i * cols.window + j);
                }
            if (finish) finish(output);
        }
}

/// A convolution of one example with a kernel {rows, cols, channels, filters}.
inline Floats looped_convolution(const Floats& image, const Floats& kernel, const LoopAxis& rows, const LoopAxis& cols,
                                 std::int64_t channels, std::int64_t filters) {
    Floats result(static_cast<std::size_t>(rows.output * cols.output * filters));
    for_windows(rows, cols, [&](std::int64_t output, std::int64_t input, std::int64_t tap) {
        for (std::int64_t c = 0; c < channels; ++c)
            for (std::int64_t f = 0; f < filters; ++f)
                result[static_cast<std::size_t>(output * filters + f)] +=
                    image[static_cast<std::size_t>(input * channels + c)] *
                    kernel[static_cast<std::size_t>((tap * channels + c) * filters + f)];
    });
    return result;
}

/// A depthwise convolution with a kernel {rows, cols, channels, multiplier}.
inline Floats looped_depthwise(const Floats& image, const Floats& kernel, const LoopAxis& rows, const LoopAxis& cols,
                               std::int64_t channels, std::int64_t multiplier) {
    Floats result(static_cast<std::size_t>(rows.output * cols.output * channels * multiplier));
    for_windows(rows, cols, [&](std::int64_t output, std::int64_t input, std::int64_t tap) {
        for (std::int64_t c = 0; c < channels; ++c)
            for (std::int64_t m = 0; m < multiplier; ++m)
                result[static_cast<std::size_t>((output * channels + c) * multiplier + m)] +=
                    image[static_cast<std::size_t>(input * channels + c)] *
                    kernel[static_cast<std::size_t>((tap * channels + c) * multiplier + m)];
    });
    return result;
}

}  // namespace convscope::samples
