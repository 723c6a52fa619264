#include "core/io/onnx/operators/products.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/arithmetic.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/io/onnx/operators/fused_epilogue.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/window/conv2d.h"

namespace convscope::onnx {

namespace {

Constant scaled_by(const Constant& matrix, float factor) {
    std::vector<float> values = matrix.numbers();
    for (float& value : values) value *= factor;
    return {matrix.dims(), std::move(values)};
}

/// A product along one axis of a value by a kernel of features and units, plus a bias if there is one. The axis then
/// holds the units.
struct Product {
    std::size_t axis;
    Constant kernel;               ///< {features, units}
    bool has_units_first = false;  ///< the kernel is {units, features}; it is transposed once, with its rows
    std::vector<float> bias;
    std::vector<std::size_t> transposition;  ///< order in which the result is transposed; empty: it is not
    bool is_of_vector = false;               ///< the input was a vector: the result has no axis before the units

    std::int64_t features() const { return kernel.dims()[has_units_first ? 1 : 0]; }
    std::int64_t units() const { return kernel.dims()[has_units_first ? 0 : 1]; }
};

/// The kernel {features, units} with its rows permuted from the file's order of the input's axis to the order in
/// memory.
Constant kernel_in_memory_order(const Product& product, const Value& input) {
    AxisOrder order = input.memory_order(product.axis);
    if (order.is_file_order() && !product.has_units_first) return product.kernel;
    if (product.has_units_first) {
        for (std::size_t& axis : order.order) ++axis;
        order.order.push_back(0);
        order.lengths.insert(order.lengths.begin(), product.units());
    } else {
        order.order.push_back(order.lengths.size());
        order.lengths.push_back(product.units());
    }
    return product.kernel.reshaped(order.lengths)
        .transposed(order.order)
        .reshaped({product.features(), product.units()});
}

void check_product(const Call& call, const Value& value, const Product& product) {
    const std::int64_t length = value.length(product.axis);
    if (product.features() != length || product.units() < 1)
        call.refuse(
            tr("multiplies {} features by a matrix of {}", length, dims_text({product.features(), product.units()})),
            kExportAgain);
}

/// The input with the product's axis innermost.
Value product_input(const Call& call, const Value& value, const Product& product) {
    check_product(call, value, product);
    return call.innermost(value, value.axes[product.axis]);
}

/// The product's result for that input. The caller sets its node.
Value product_result(Value input, const Product& product) {
    input.replace_axis(product.axis, product.units());
    if (!product.transposition.empty()) input.transpose(product.transposition);
    if (product.is_of_vector) input.erase_axis(product.axis - 1);
    return input;
}

/// Adds the Dense layer.
int add_dense(const Call& call, const Value& input, const Product& product, const std::vector<float>& bias,
              const nn::Activation& activation) {
    const std::int64_t features = product.features(), units = product.units();
    std::vector<nn::SharedTensor> weights{
        call.weight({features, units}, kernel_in_memory_order(product, input).numbers())};
    if (!bias.empty()) weights.push_back(call.weight({units}, bias));
    const auto layer = std::make_shared<nn::Dense>(
        nn::Dense::Parameters{.units = units, .use_bias = !bias.empty(), .activation = activation});
    return call.add(layer, {input.node}, std::move(weights));
}

/// Sets the node's output to the product, with the operators after it that a Dense layer can fuse.
void set_product(const Call& call, const Value& value, const Product& product) {
    const Value input = product_input(call, value, product);
    FusedEpilogue epilogue = fuse_epilogue(call, product_result(input, product), product.units());
    std::vector<float> bias = product.bias;
    if (bias.empty()) bias.assign(epilogue.bias.size(), 0.F);
    for (std::size_t i = 0; i < epilogue.bias.size(); ++i) bias[i] += epilogue.bias[i];
    const int node = add_dense(call, input, product, bias, epilogue.activation);
    set_output(call, std::move(epilogue), node);
}

/// Adds the product without fusing the operators after it.
Value plain_product(const Call& call, const Value& value, const Product& product) {
    const Value input = product_input(call, value, product);
    Value result = product_result(input, product);
    result.node = add_dense(call, input, product, product.bias, {});
    return result;
}

Constant matrix_of(const Call& call, const Constant& constant) {
    if (constant.rank() != 2)
        call.refuse(tr("multiplies by a constant of {}", dims_text(constant.dims())), kExportAgain);
    return constant;
}

std::vector<std::size_t> last_two_swapped(std::size_t rank) {
    std::vector<std::size_t> order(rank);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::swap(order[rank - 1], order[rank - 2]);
    return order;
}

/// {..., rows, features} times {..., features, units}, one matrix for each of the groups "...": a 1 x 1 convolution in
/// groups over an image {rows, 1, groups * features}.
void read_grouped_product(const Call& call, const Value& input, const Constant& kernel) {
    const std::size_t rank = input.rank();
    const Dims dims = input.dims();
    if (kernel.rank() != rank || !std::equal(dims.begin(), dims.end() - 2, kernel.dims().begin()) ||
        kernel.dims()[rank - 2] != dims[rank - 1])
        call.refuse(tr("multiplies {} by {}", dims_text(dims), dims_text(kernel.dims())), kExportAgain);
    const std::int64_t rows = dims[rank - 2], features = dims[rank - 1], units = kernel.dims()[rank - 1];
    const std::int64_t groups = kernel.count() / (features * units);
    std::vector<std::size_t> axes{rank - 2};
    for (std::size_t axis = 0; axis < rank; ++axis)
        if (axis != rank - 2) axes.push_back(axis);
    const Value image = call.arranged(input, input.factors_of(axes), {rows, 1, groups * features});
    const Constant conv_kernel = kernel.reshaped({groups, features, units}).transposed({1, 0, 2});
    const auto layer = std::make_shared<nn::Conv2D>(
        nn::Conv2D::Parameters{.filters = groups * units, .groups = groups, .use_bias = false});
    Dims result = dims;
    result.back() = units;
    const int node =
        call.add(layer, {image.node}, {call.weight({1, 1, features, groups * units}, conv_kernel.numbers())});
    call.set(Value(node, Arrangement::of(result, axes)));
}

/// Reads a Gemm whose third operand C is not one number per unit: adds the product, then the sum with C.
void read_gemm_sum(const Call& call, const Value& value, const Product& product, float beta) {
    const Constant* const addend = call.assembly().fed_constant(call.input(2));
    if (addend != nullptr) {
        call.set(add_constant(call, plain_product(call, value, product), scaled_by(*addend, beta)));
        return;
    }
    if (beta != 1)
        call.refuse(tr("multiplies C by beta = {}, but C is not constant", beta), tr("export it with beta = 1"));
    const Value& other = call.value(2);
    call.set(add_values(call, plain_product(call, value, product), other));
}

}  // namespace

bool has_matrix_groups(const Dims& kernel) {
    return std::any_of(kernel.begin(), kernel.end() - 2, [](std::int64_t length) { return length != 1; });
}

void read_gemm(const Call& call) {
    Value value = call.value(0);
    if (value.rank() != 2)
        call.refuse(tr_count(static_cast<long long>(value.rank()), "multiplies a value of {} axis",
                             "multiplies a value of {} axes"),
                    kExportAgain);
    if (call.integer("transA", 0) != 0) value.transpose({1, 0});
    Constant kernel = matrix_of(call, call.constant(1));
    if (const float alpha = call.number("alpha", 1); alpha != 1) kernel = scaled_by(kernel, alpha);
    Product product{.axis = 1,
                    .kernel = std::move(kernel),
                    .has_units_first = call.integer("transB", 0) != 0,
                    .bias = {},
                    .transposition = {}};
    if (!call.has(2)) return set_product(call, value, product);
    const float beta = call.number("beta", 1);
    const Constant* const addend = call.assembly().fed_constant(call.input(2));
    const Arrangement result = product_result(value, product);
    const auto bias = addend != nullptr && addend->rank() <= 2 ? along_axis(scaled_by(*addend, beta), result, 1)
                                                               : std::optional<std::vector<float>>();
    if (!bias) return read_gemm_sum(call, value, product, beta);
    product.bias = *bias;
    set_product(call, value, product);
}

void read_matmul(const Call& call) {
    if (const Constant* const first = call.known(0)) {
        // M x = (x^T M^T)^T: a product along the last but one axis.
        const Constant matrix = matrix_of(call, *first);
        Value value = call.value(1);
        if (value.rank() < 2) call.refuse(tr("multiplies by a value of one axis"), kExportAgain);
        const std::vector<std::size_t> swapped = last_two_swapped(value.rank());
        value.transpose(swapped);
        set_product(call, value,
                    {.axis = value.rank() - 1,
                     .kernel = matrix,
                     .has_units_first = true,
                     .bias = {},
                     .transposition = swapped});
        return;
    }
    Value value = call.value(0);
    const Constant& kernel = call.constant(1);
    if (value.rank() < 1 || kernel.rank() < 2)
        call.refuse(tr("multiplies {} by {}", dims_text(value.dims()), dims_text(kernel.dims())),
                    tr("multiply by matrices"));
    if (has_matrix_groups(kernel.dims())) return read_grouped_product(call, value, kernel);
    // A vector is multiplied as a row; the product is a vector again.
    const bool is_vector = value.rank() == 1;
    value.widen(kernel.rank());
    const Constant matrix = kernel.reshaped({kernel.dims()[kernel.rank() - 2], kernel.dims().back()});
    set_product(
        call, value,
        {.axis = value.rank() - 1, .kernel = matrix, .bias = {}, .transposition = {}, .is_of_vector = is_vector});
}

}  // namespace convscope::onnx
