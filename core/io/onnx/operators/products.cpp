// Gemm and MatMul: dense layers.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/io/onnx/operators.h"
#include "core/nn/layers/conv2d.h"
#include "core/nn/layers/dense.h"

namespace convscope {

namespace {

/// A matrix with every number multiplied.
OnnxConstant times(const OnnxConstant& matrix, float factor) {
    std::vector<float> values = matrix.numbers();
    for (float& value : values) value *= factor;
    return {matrix.dims(), std::move(values)};
}

/// The kernel's rows in the order in which memory has the features.
OnnxConstant with_rows_as(const OnnxConstant& kernel, const OnnxValue& value, std::size_t axis) {
    OnnxOrder order = memory_order(value, axis);
    if (std::ranges::is_sorted(order.factors)) return kernel;
    order.factors.push_back(order.lengths.size());
    order.lengths.push_back(kernel.dims()[1]);
    return kernel.reshaped(order.lengths).transposed(order.factors).reshaped(kernel.dims());
}

/// A product along one axis of the value with a kernel {features, units}, `bias` added; the axis then holds the units.
/// The result's axes are put into another order where `order` is not empty.
struct Product {
    std::size_t axis;
    OnnxConstant kernel;
    std::vector<float> bias;
    std::vector<std::size_t> order;
    bool takes_tail = true;
};

/// Adds the layer. Returns what came out where no tail was to be taken.
OnnxValue add_product(const OnnxCall& call, OnnxValue value, Product product) {
    const std::size_t axis = product.axis;
    if (value.length(axis) == nn::Layout::kBatchAxis) throw OnnxBatchInTheWay();
    const std::int64_t features = product.kernel.dims()[0], units = product.kernel.dims()[1];
    if (features != value.length(axis) || units < 1)
        call.refuse(fmt::format("multiplies {} features by a matrix of {}", value.length(axis),
                                onnx_dims_text(product.kernel.dims())),
                    kOnnxRemedy);
    value = onnx_innermost(call, value, value.axes[axis]);
    OnnxValue result = value;
    for (const std::size_t factor : result.axes[axis]) std::erase(result.memory, factor);
    result.axes[axis].clear();
    if (units > 1) {
        result.axes[axis].push_back(result.lengths.size());
        result.memory.push_back(result.lengths.size());
        result.lengths.push_back(units);
    }
    if (!product.order.empty()) result = transposed(std::move(result), product.order);
    OnnxTail tail{.value = result, .output = call.output(), .bias = {}, .activation = {}};
    if (product.takes_tail) tail = onnx_tail(call, std::move(result), units);
    if (tail.bias.empty())
        tail.bias = std::move(product.bias);
    else
        for (std::size_t i = 0; i < product.bias.size(); ++i) tail.bias[i] += product.bias[i];
    std::vector<nn::SharedTensor> weights{
        call.assembly().weight(call.node(), {features, units}, with_rows_as(product.kernel, value, axis).numbers())};
    if (!tail.bias.empty()) weights.push_back(call.assembly().weight(call.node(), {units}, tail.bias));
    const auto layer = std::make_shared<nn::Dense>(
        nn::Dense::Parameters{.units = units, .use_bias = !tail.bias.empty(), .activation = tail.activation});
    const int node = call.add(layer, {value.node}, std::move(weights));
    tail.value.node = node;
    OnnxValue made = tail.value;
    if (product.takes_tail) set_tail(call, std::move(tail), node);
    return made;
}

OnnxConstant matrix_of(const OnnxCall& call, const OnnxConstant& constant) {
    if (constant.rank() != 2)
        call.refuse(fmt::format("takes a matrix of {}", onnx_dims_text(constant.dims())), kOnnxRemedy);
    return constant;
}

std::vector<std::size_t> last_two_swapped(std::size_t rank) {
    std::vector<std::size_t> order(rank);
    std::iota(order.begin(), order.end(), 0);
    std::swap(order[rank - 1], order[rank - 2]);
    return order;
}

/// One matrix for each of several groups of rows: a convolution of 1 x 1 in groups over an image whose rows are the
/// matrices' rows. {..., rows, features} times {..., features, units}.
void read_grouped_product(const OnnxCall& call, const OnnxValue& input, const OnnxConstant& kernel) {
    const std::size_t rank = input.rank();
    const OnnxDims dims = input.dims();
    if (kernel.rank() != rank || !std::equal(dims.begin(), dims.end() - 2, kernel.dims().begin()) ||
        kernel.dims()[rank - 2] != dims[rank - 1]) {
        if (input.batch_axis()) throw OnnxBatchInTheWay();
        call.refuse(fmt::format("multiplies {} by {}", onnx_dims_text(dims), onnx_dims_text(kernel.dims())),
                    kOnnxRemedy);
    }
    if (input.batch_axis()) throw OnnxBatchInTheWay();
    const std::int64_t rows = dims[rank - 2], features = dims[rank - 1], units = kernel.dims()[rank - 1];
    const std::int64_t groups = kernel.count() / (features * units);
    OnnxFactors order = input.axes[rank - 2];
    for (std::size_t axis = 0; axis < rank; ++axis)
        if (axis != rank - 2) order.insert(order.end(), input.axes[axis].begin(), input.axes[axis].end());
    const OnnxValue image = call.assembly().arranged(call.node(), input, order, nn::Shape{rows, 1, groups * features});
    const OnnxConstant turned = kernel.reshaped({groups, features, units}).transposed({1, 0, 2});
    const auto layer = std::make_shared<nn::Conv2D>(
        nn::Conv2D::Parameters{.filters = groups * units, .groups = groups, .use_bias = false});
    OnnxDims result = dims;
    result.back() = units;
    std::vector<std::size_t> memory{rank - 2};
    for (std::size_t axis = 0; axis < rank; ++axis)
        if (axis != rank - 2) memory.push_back(axis);
    const int node = call.add(
        layer, {image.node}, {call.assembly().weight(call.node(), {1, 1, features, groups * units}, turned.numbers())});
    call.set(onnx_value(node, result, memory));
}

}  // namespace

void read_onnx_gemm(const OnnxCall& call) {
    OnnxValue value = call.value(0);
    if (value.rank() != 2) call.refuse(fmt::format("multiplies a value of {} axes", value.rank()), kOnnxRemedy);
    if (call.whole("transA", 0) != 0) value = transposed(std::move(value), {1, 0});
    OnnxConstant kernel = matrix_of(call, call.constant(1));
    if (call.whole("transB", 0) != 0) kernel = kernel.transposed({1, 0});
    if (const float alpha = call.number("alpha", 1); alpha != 1) kernel = times(kernel, alpha);
    Product product{.axis = 1, .kernel = kernel, .bias = {}, .order = {}};
    if (!call.has(2)) {
        add_product(call, std::move(value), std::move(product));
        return;
    }
    const float beta = call.number("beta", 1);
    const OnnxConstant* const given = call.assembly().fed_constant(call.input(2));
    if (given == nullptr) {
        if (beta != 1) call.refuse("scales what it adds", "a beta of 1 works");
        const OnnxValue& other = call.value(2);
        product.takes_tail = false;
        call.set(with_value_added(call, add_product(call, std::move(value), std::move(product)), other));
        return;
    }
    const OnnxConstant added = times(*given, beta);
    OnnxDims dims = value.dims();
    dims[1] = kernel.dims()[1];
    if (const auto bias = added.rank() <= 2 ? along_axis(added, onnx_value(-1, dims), 1) : std::nullopt) {
        product.bias = *bias;
        add_product(call, std::move(value), std::move(product));
        return;
    }
    product.takes_tail = false;
    call.set(with_constant_added(call, add_product(call, std::move(value), std::move(product)), added));
}

void read_onnx_matmul(const OnnxCall& call) {
    if (const OnnxConstant* const first = call.known(0)) {
        // M x = (x' M')': a product along the last axis but one.
        const OnnxConstant kernel = matrix_of(call, *first).transposed({1, 0});
        const OnnxValue& value = call.value(1);
        if (value.rank() < 2) call.refuse("multiplies by a value of one axis", kOnnxRemedy);
        const std::vector<std::size_t> swapped = last_two_swapped(value.rank());
        add_product(call, transposed(value, swapped),
                    {.axis = value.rank() - 1, .kernel = kernel, .bias = {}, .order = swapped});
        return;
    }
    const OnnxValue& value = call.value(0);
    OnnxConstant kernel = call.constant(1);
    if (value.rank() < 1 || kernel.rank() < 2)
        call.refuse(fmt::format("multiplies {} by {}", onnx_dims_text(value.dims()), onnx_dims_text(kernel.dims())),
                    "matrices work");
    const OnnxDims& dims = kernel.dims();
    if (std::any_of(dims.begin(), dims.end() - 2, [](std::int64_t length) { return length != 1; })) {
        read_grouped_product(call, value, kernel);
        return;
    }
    OnnxValue input = value;
    while (input.rank() < kernel.rank()) input.axes.insert(input.axes.begin(), OnnxFactors{});
    const std::size_t last = input.rank() - 1;
    kernel = kernel.reshaped({dims[dims.size() - 2], dims.back()});
    add_product(call, std::move(input), {.axis = last, .kernel = kernel, .bias = {}, .order = {}});
}

}  // namespace convscope
