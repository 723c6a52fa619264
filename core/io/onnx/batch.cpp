#include "core/io/onnx/batch.h"

#include <algorithm>

#include "core/io/onnx/operators/arithmetic.h"
#include "core/io/onnx/operators/borders.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/io/onnx/operators/elementwise.h"
#include "core/io/onnx/operators/normalization/normalizations.h"
#include "core/io/onnx/operators/products.h"
#include "core/io/onnx/operators/reshape.h"
#include "core/io/onnx/operators/statistics.h"
#include "core/io/onnx/operators/values/selections.h"

namespace convscope::onnx {

namespace {

/// The batch axis of an input; nullopt if it has none or is a constant.
std::optional<std::size_t> batch_axis(const Call& call, std::size_t index = 0) {
    const Value* const value = call.has(index) ? call.assembly().value(call.input(index)) : nullptr;
    return value == nullptr ? std::nullopt : value->batch_axis();
}

std::size_t rank(const Call& call) {
    return call.value(0).rank();
}

bool contains(const std::vector<std::size_t>& axes, std::size_t axis) {
    return std::ranges::find(axes, axis) != axes.end();
}

/// The dims of an input, also of a constant.
Dims dims_of(const Call& call, std::size_t index) {
    const Constant* const constant = call.known(index);
    return constant != nullptr ? constant->dims() : call.value(index).dims();
}

/// The dims of the broadcast of both, whose last axes are aligned.
Dims dims_of_both(const Dims& a, const Dims& b) {
    Dims result = a.size() >= b.size() ? a : b;
    const Dims& shorter = a.size() >= b.size() ? b : a;
    const std::size_t offset = result.size() - shorter.size();
    for (std::size_t i = 0; i < shorter.size(); ++i)
        if (result[offset + i] == 1) result[offset + i] = shorter[i];
    return result;
}

}  // namespace

bool arg_max_keeps_examples(const Call& call) {
    const auto batch = batch_axis(call);
    return !batch || call.axis_attribute(0, rank(call)) != *batch;
}

bool arithmetic_keeps_examples(const Call& call) {
    if (call.input_count() == 0) return true;
    Dims result = dims_of(call, 0);
    for (std::size_t i = 1; i < call.input_count(); ++i) {
        const Dims operand = dims_of(call, i);
        const bool is_swapped = i == 1 && call.known(0) != nullptr;
        if (is_swapped ? !broadcasts_by_example(call, operand, result) : !broadcasts_by_example(call, result, operand))
            return false;
        result = dims_of_both(result, operand);
    }
    return true;
}

bool channels_keep_examples(const Call& call) {
    return batch_axis(call) != std::size_t{1};
}

bool concat_keeps_examples(const Call& call) {
    const auto batch = batch_axis(call);
    return !batch || call.input_count() < 2 || call.axis_attribute(1, rank(call)) != *batch;
}

bool gather_keeps_examples(const Call& call) {
    const auto batch = batch_axis(call);
    return !batch || call.axis_attribute(0, rank(call)) != *batch;
}

bool gemm_keeps_examples(const Call& call) {
    const Value& value = call.value(0);
    const auto batch = batch_axis(call);
    if (value.rank() != 2) return true;
    const bool is_transposed = call.integer("transA", 0) != 0;
    const std::size_t feature_axis = is_transposed ? 0 : 1;
    if (batch == feature_axis) return false;
    if (!call.has(2)) return true;
    const Constant& kernel = call.constant(1);
    if (kernel.rank() != 2) return true;
    const Constant* const constant = call.assembly().fed_constant(call.input(2));
    const Dims bias = constant != nullptr ? constant->dims() : call.value(2).dims();
    const Dims product{value.length(1 - feature_axis), kernel.dims()[call.integer("transB", 0) != 0 ? 0 : 1]};
    return broadcasts_by_example(call, product, bias);
}

bool image_keeps_examples(const Call& call) {
    return batch_axis(call).value_or(0) == 0;
}

bool matmul_keeps_examples(const Call& call) {
    if (call.known(0) != nullptr) {
        const auto batch = batch_axis(call, 1);
        return !batch || *batch + 2 != call.value(1).rank();
    }
    const auto batch = batch_axis(call);
    if (!batch) return true;
    const Constant& kernel = call.constant(1);
    const bool is_features = *batch + 1 == rank(call);
    return !is_features && (kernel.rank() < 2 || !has_matrix_groups(kernel.dims()));
}

bool pad_keeps_examples(const Call& call) {
    const auto batch = batch_axis(call);
    if (!batch) return true;
    const Growths growths = pad_growths(call, rank(call));
    const auto found = growths.find(*batch);
    return found == growths.end() || found->second == Growth{};
}

bool reduce_keeps_examples(const Call& call) {
    const auto batch = batch_axis(call);
    return !batch || !contains(reduced_axes(call, rank(call)), *batch);
}

bool reshape_keeps_examples(const Call& call) {
    return !batch_axis(call) || reshaped_dims(call, call.any_value(0).dims()).has_value();
}

bool normalization_keeps_examples(const Call& call) {
    const auto batch = batch_axis(call);
    return !batch || !contains(layer_normalization_axes(call, rank(call)), *batch);
}

bool repeat_keeps_examples(const Call& call) {
    return !batch_axis(call) || repeated_dims(call, call.value(0).dims()).has_value();
}

bool unit_normalization_keeps_examples(const Call& call) {
    const auto batch = batch_axis(call);
    return !batch || call.axis_attribute(-1, rank(call)) != *batch;
}

bool scales_keep_examples(const Call& call) {
    const auto batch = batch_axis(call);
    if (!batch || call.constant(1).count() <= 1) return true;
    return call.axis_attribute(rank(call) > 1 ? 1 : 0, rank(call)) != *batch;
}

bool slice_keeps_examples(const Call& call) {
    return !batch_axis(call) || slices_of(call, call.value(0).dims()).has_value();
}

bool softmax_keeps_examples(const Call& call) {
    const auto batch = batch_axis(call);
    return !batch || !contains(softmax_axes(call, rank(call)), *batch);
}

}  // namespace convscope::onnx
