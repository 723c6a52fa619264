#include "core/io/onnx/operators.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/io/onnx/batch.h"
#include "core/io/onnx/constant_folding.h"
#include "core/io/onnx/operators/arithmetic.h"
#include "core/io/onnx/operators/axes.h"
#include "core/io/onnx/operators/borders.h"
#include "core/io/onnx/operators/convolutions.h"
#include "core/io/onnx/operators/elementwise.h"
#include "core/io/onnx/operators/pooling.h"
#include "core/io/onnx/operators/products.h"
#include "core/io/onnx/operators/reshape.h"
#include "core/io/onnx/operators/statistics.h"

namespace convscope::onnx {

namespace {

struct Operator {
    std::string_view kind;
    void (*read)(const Call& call);
    /// Null for operators that never mix the examples of a batch.
    bool (*keeps_examples)(const Call& call) = nullptr;
    /// Null for operators that are never constant.
    Constant (*fold)(const Call& call) = nullptr;
};

constexpr Operator kOperators[] = {
    {"Add", read_add, arithmetic_keeps_examples, fold_arithmetic},
    {"ArgMax", read_arg_max, arg_max_keeps_examples},
    {"AveragePool", read_average_pool, image_keeps_examples},
    {"BatchNormalization", read_batch_normalization, channels_keep_examples},
    {"Cast", read_identity, nullptr, fold_cast},
    {"Clip", read_activation},
    {"Concat", read_concat, concat_keeps_examples, fold_concat},
    {"Constant", read_constant},
    {"ConstantOfShape", read_constant_of_shape, nullptr, fold_constant_of_shape},
    {"Conv", read_convolution, image_keeps_examples},
    {"ConvTranspose", read_transposed_convolution, image_keeps_examples},
    {"Div", read_divide, arithmetic_keeps_examples, fold_arithmetic},
    {"Dropout", read_dropout, nullptr, fold_identity},
    {"Elu", read_activation},
    {"Erf", read_erf},
    {"Exp", read_activation},
    {"Flatten", read_reshape, reshape_keeps_examples, fold_reshape},
    {"Gather", read_gather, gather_keeps_examples, fold_gather},
    {"Gelu", read_activation},
    {"Gemm", read_gemm, gemm_keeps_examples},
    {"GlobalAveragePool", read_global_average_pool, image_keeps_examples},
    {"GlobalMaxPool", read_global_max_pool, image_keeps_examples},
    {"HardSigmoid", read_activation},
    {"HardSwish", read_activation},
    {"Identity", read_identity, nullptr, fold_identity},
    {"LeakyRelu", read_activation},
    {"LogSoftmax", read_activation, softmax_keeps_examples},
    {"MatMul", read_matmul, matmul_keeps_examples},
    {"Max", read_maximum, arithmetic_keeps_examples},
    {"MaxPool", read_max_pool, image_keeps_examples},
    {"Mish", read_activation},
    {"Mul", read_multiply, arithmetic_keeps_examples, fold_arithmetic},
    {"PRelu", read_prelu, channels_keep_examples},
    {"Pad", read_pad, pad_keeps_examples},
    {"ReduceMax", read_reduce_max, reduce_keeps_examples},
    {"ReduceMean", read_reduce_mean, reduce_keeps_examples},
    {"Relu", read_activation},
    {"Reshape", read_reshape, reshape_keeps_examples, fold_reshape},
    {"Resize", read_resize, image_keeps_examples},
    {"Selu", read_selu},
    {"Shape", read_shape, nullptr, fold_shape},
    {"Sigmoid", read_activation},
    {"Slice", read_slice, slice_keeps_examples, fold_slice},
    {"Softmax", read_activation, softmax_keeps_examples},
    {"Softplus", read_activation},
    {"Softsign", read_activation},
    {"Split", read_split, gather_keeps_examples},
    {"Squeeze", read_squeeze, reshape_keeps_examples, fold_reshape},
    {"Sub", read_subtract, arithmetic_keeps_examples, fold_arithmetic},
    {"Sum", read_add, arithmetic_keeps_examples},
    {"Tanh", read_activation},
    {"ThresholdedRelu", read_activation},
    {"Transpose", read_transpose, nullptr, fold_transpose},
    {"Unsqueeze", read_squeeze, reshape_keeps_examples, fold_reshape},
    {"Upsample", read_resize, image_keeps_examples},
};

const Operator* find(const Call& call) {
    const auto* const found = std::ranges::find(kOperators, call.node().kind, &Operator::kind);
    return found == std::end(kOperators) ? nullptr : found;
}

}  // namespace

std::vector<std::string_view> known_operators() {
    std::vector<std::string_view> kinds;
    for (const Operator& entry : kOperators) kinds.push_back(entry.kind);
    return kinds;
}

bool fold_constant(const Call& call) {
    const Operator* const found = find(call);
    if (found == nullptr || found->fold == nullptr || call.input_count() == 0) return false;
    for (std::size_t i = 0; i < call.input_count(); ++i)
        if (call.has(i) && call.known(i) == nullptr) return false;
    call.set(found->fold(call));
    return true;
}

bool keeps_examples_apart(const Call& call) {
    const Operator* const found = find(call);
    return found == nullptr || found->keeps_examples == nullptr || found->keeps_examples(call);
}

void read_node(const Call& call) {
    const Operator* const found = find(call);
    if (found == nullptr)
        call.refuse(fmt::format("has an operator of the unknown kind {}", display_text(call.node().kind)),
                    fmt::format("known are {}", fmt::join(known_operators(), ", ")));
    if (!fold_constant(call)) found->read(call);
}

}  // namespace convscope::onnx
