#include "core/io/onnx/operators.h"

#include <algorithm>
#include <iterator>

#include "core/base/text/translation.h"
#include "core/io/onnx/batch.h"
#include "core/io/onnx/constant_folding.h"
#include "core/io/onnx/constant_logic.h"
#include "core/io/onnx/expanded_quantization.h"
#include "core/io/onnx/operators/arithmetic.h"
#include "core/io/onnx/operators/axes.h"
#include "core/io/onnx/operators/borders.h"
#include "core/io/onnx/operators/convolutions.h"
#include "core/io/onnx/operators/elementwise.h"
#include "core/io/onnx/operators/images/depth_to_space.h"
#include "core/io/onnx/operators/images/resizing.h"
#include "core/io/onnx/operators/normalization/normalizations.h"
#include "core/io/onnx/operators/pooling.h"
#include "core/io/onnx/operators/products.h"
#include "core/io/onnx/operators/reshape.h"
#include "core/io/onnx/operators/statistics.h"
#include "core/io/onnx/operators/values/quantization.h"
#include "core/io/onnx/operators/values/selections.h"

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
    {"Abs", read_activation, nullptr, fold_function},
    {"Add", read_add, arithmetic_keeps_examples, fold_arithmetic},
    {"And", read_constants_only, nullptr, fold_pair},
    {"ArgMax", read_arg_max, arg_max_keeps_examples},
    {"AveragePool", read_average_pool, image_keeps_examples},
    {"BatchNormalization", read_batch_normalization, channels_keep_examples},
    {"Cast", read_identity, nullptr, fold_cast},
    {"Ceil", read_constants_only, nullptr, fold_function},
    {"Clip", read_activation},
    {"Concat", read_concat, concat_keeps_examples, fold_concat},
    {"Constant", read_constant},
    {"ConstantOfShape", read_constant_of_shape, nullptr, fold_constant_of_shape},
    {"Conv", read_convolution, image_keeps_examples},
    {"ConvTranspose", read_transposed_convolution, image_keeps_examples},
    {"Cos", read_activation},
    {"DepthToSpace", read_depth_to_space, image_keeps_examples},
    {"DequantizeLinear", read_dequantize, scales_keep_examples, fold_dequantize},
    {"Div", read_divide, arithmetic_keeps_examples, fold_arithmetic},
    {"Dropout", read_dropout, nullptr, fold_identity},
    {"Elu", read_activation},
    {"Equal", read_constants_only, nullptr, fold_pair},
    {"Erf", read_activation},
    {"Exp", read_activation, nullptr, fold_function},
    {"Expand", read_repeated, repeat_keeps_examples, fold_repeated},
    {"Flatten", read_reshape, reshape_keeps_examples, fold_reshape},
    {"Floor", read_constants_only, nullptr, fold_function},
    {"Gather", read_gather, gather_keeps_examples, fold_gather},
    {"Gelu", read_activation},
    {"Gemm", read_gemm, gemm_keeps_examples},
    {"GlobalAveragePool", read_global_average_pool, image_keeps_examples},
    {"GlobalMaxPool", read_global_max_pool, image_keeps_examples},
    {"Greater", read_constants_only, nullptr, fold_pair},
    {"GreaterOrEqual", read_constants_only, nullptr, fold_pair},
    {"GroupNormalization", read_group_normalization, channels_keep_examples},
    {"HardSigmoid", read_activation},
    {"HardSwish", read_activation},
    {"Identity", read_identity, nullptr, fold_identity},
    {"InstanceNormalization", read_instance_normalization, channels_keep_examples},
    {"LRN", read_local_response_normalization, channels_keep_examples},
    {"LayerNormalization", read_layer_normalization, normalization_keeps_examples},
    {"LeakyRelu", read_activation},
    {"Less", read_constants_only, nullptr, fold_pair},
    {"LessOrEqual", read_constants_only, nullptr, fold_pair},
    {"Log", read_activation, nullptr, fold_function},
    {"LogSoftmax", read_activation, softmax_keeps_examples},
    {"LpNormalization", read_unit_normalization, unit_normalization_keeps_examples},
    {"MatMul", read_matmul, matmul_keeps_examples},
    {"Max", read_maximum, arithmetic_keeps_examples, fold_pair},
    {"MaxPool", read_max_pool, image_keeps_examples},
    {"Mean", read_mean, arithmetic_keeps_examples},
    {"Min", read_minimum, arithmetic_keeps_examples, fold_pair},
    {"Mish", read_activation},
    {"Mod", read_constants_only, nullptr, fold_pair},
    {"Mul", read_multiply, arithmetic_keeps_examples, fold_arithmetic},
    {"Neg", read_negation, nullptr, fold_function},
    {"Not", read_constants_only, nullptr, fold_function},
    {"Or", read_constants_only, nullptr, fold_pair},
    {"PRelu", read_prelu, channels_keep_examples},
    {"Pad", read_pad, pad_keeps_examples},
    {"Pow", read_activation, nullptr, fold_pair},
    {"QuantizeLinear", read_quantize, scales_keep_examples, fold_quantize},
    {"Range", read_constants_only, nullptr, fold_range},
    {"Reciprocal", read_activation, nullptr, fold_function},
    {"ReduceL1", read_reduce_l1, reduce_keeps_examples},
    {"ReduceL2", read_reduce_l2, reduce_keeps_examples},
    {"ReduceLogSum", read_reduce_log_sum, reduce_keeps_examples},
    {"ReduceMax", read_reduce_max, reduce_keeps_examples, fold_reduction},
    {"ReduceMean", read_reduce_mean, reduce_keeps_examples},
    {"ReduceMin", read_reduce_min, reduce_keeps_examples, fold_reduction},
    {"ReduceProd", read_constants_only, nullptr, fold_reduction},
    {"ReduceSum", read_reduce_sum, reduce_keeps_examples, fold_reduction},
    {"ReduceSumSquare", read_reduce_sum_square, reduce_keeps_examples},
    {"Relu", read_activation},
    {"Reshape", read_reshape, reshape_keeps_examples, fold_reshape},
    {"Resize", read_resize, image_keeps_examples},
    {"Round", read_constants_only, nullptr, fold_function},
    {"Selu", read_selu},
    {"Shape", read_shape, nullptr, fold_shape},
    {"Sigmoid", read_activation},
    {"Sign", read_constants_only, nullptr, fold_function},
    {"Sin", read_activation},
    {"Slice", read_slice, slice_keeps_examples, fold_slice},
    {"Softmax", read_activation, softmax_keeps_examples},
    {"Softplus", read_activation},
    {"Softsign", read_activation},
    {"SpaceToDepth", read_space_to_depth, image_keeps_examples},
    {"Split", read_split, gather_keeps_examples},
    {"Sqrt", read_activation, nullptr, fold_function},
    {"Squeeze", read_squeeze, reshape_keeps_examples, fold_reshape},
    {"Sub", read_subtract, arithmetic_keeps_examples, fold_arithmetic},
    {"Sum", read_add, arithmetic_keeps_examples},
    {"Tanh", read_activation},
    {"ThresholdedRelu", read_activation},
    {"Tile", read_repeated, repeat_keeps_examples, fold_repeated},
    {"Transpose", read_transpose, nullptr, fold_transpose},
    {"Unsqueeze", read_squeeze, reshape_keeps_examples, fold_reshape},
    {"Upsample", read_resize, image_keeps_examples},
    {"Where", read_constants_only, nullptr, fold_where},
};

const Operator* find(const Call& call) {
    const auto* const found = std::ranges::find(kOperators, call.node().kind, &Operator::kind);
    return found == std::end(kOperators) ? nullptr : found;
}

}  // namespace

std::vector<std::string_view> known_operators() {
    std::vector<std::string_view> kinds;
    kinds.reserve(std::size(kOperators));
    for (const Operator& entry : kOperators) kinds.push_back(entry.kind);
    std::ranges::copy(quantized_operators(), std::back_inserter(kinds));
    std::ranges::sort(kinds);
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
        call.refuse(tr("has an operator that convscope does not compute, {}", display_text(call.node().kind)),
                    tr("export the model without it, or only the part before it"));
    if (!fold_constant(call)) found->read(call);
}

}  // namespace convscope::onnx
