#include "core/io/tensorflow/operators.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/io/onnx/batch.h"
#include "core/io/onnx/operators.h"
#include "core/io/tensorflow/image_operators.h"
#include "core/io/tensorflow/translator.h"

namespace convscope::tensorflow {

using onnx::Call;
using onnx::Constant;

namespace {

template <class Function>
Constant each(const Constant& constant, const Function& function) {
    Constant::Floats values = constant.numbers();
    for (float& value : values) value = static_cast<float>(function(static_cast<double>(value)));
    return {constant.dims(), std::move(values)};
}

Constant fold_square_root(const Call& call) {
    return each(call.constant(0), [](double x) { return std::sqrt(x); });
}

Constant fold_reciprocal_square_root(const Call& call) {
    return each(call.constant(0), [](double x) { return 1 / std::sqrt(x); });
}

/// The product of a list, such as the lengths of axes.
Constant fold_product(const Call& call) {
    const Constant& list = call.constant(0);
    if (list.rank() > 1) call.refuse(tr("multiplies along the axes of a table"), kOtherFormat);
    std::uint64_t product = 1;
    for (const std::int64_t value : list.integers()) product *= static_cast<std::uint64_t>(value);
    const Dims dims(call.integer("keep_dims", 0) != 0 ? list.rank() : 0, 1);
    return {dims, Constant::Integers{static_cast<std::int64_t>(product)}};
}

[[noreturn]] void refuse_value(const Call& call) {
    call.refuse(tr("is computed from the model's input; only constants are possible"), kOtherFormat);
}

struct OwnOperator {
    std::string_view kind;
    void (*read)(const Call& call);
    bool (*keeps_examples)(const Call& call);
    Constant (*fold)(const Call& call) = nullptr;
};

bool always_keeps_examples(const Call& /*call*/) {
    return true;
}

constexpr OwnOperator kOwnOperators[] = {
    {"AvgPool", read_average_pool, image_keeps_examples},
    {"Conv2D", read_convolution, image_keeps_examples},
    {"Conv2DBackpropInput", read_transposed_convolution, image_keeps_examples},
    {"DepthwiseConv2dNative", read_depthwise_convolution, image_keeps_examples},
    {"FusedBatchNorm", read_batch_normalization, channels_keep_examples},
    {"FusedBatchNormV2", read_batch_normalization, channels_keep_examples},
    {"FusedBatchNormV3", read_batch_normalization, channels_keep_examples},
    {"MaxPool", read_max_pool, image_keeps_examples},
    {"Pad", read_pad, onnx::pad_keeps_examples},
    {"Prelu", read_prelu, image_keeps_examples},
    {"Prod", refuse_value, always_keeps_examples, fold_product},
    {"ReduceSum", read_sum, sum_keeps_examples},
    {"ResizeBilinear", read_resize_bilinear, image_keeps_examples},
    {"ResizeNearestNeighbor", read_resize_nearest, image_keeps_examples},
    {"Rsqrt", refuse_value, always_keeps_examples, fold_reciprocal_square_root},
    {"Sqrt", refuse_value, always_keeps_examples, fold_square_root},
};

const OwnOperator* own_operator(const Call& call) {
    const auto* const found = std::ranges::find(kOwnOperators, call.node().kind, &OwnOperator::kind);
    return found == std::end(kOwnOperators) ? nullptr : found;
}

}  // namespace

bool fold_constant(const Call& call) {
    const OwnOperator* const own = own_operator(call);
    if (own == nullptr) return onnx::fold_constant(call);
    if (own->fold == nullptr || call.known(0) == nullptr) return false;
    call.set(own->fold(call));
    return true;
}

bool keeps_examples_apart(const Call& call) {
    const OwnOperator* const own = own_operator(call);
    return own == nullptr ? onnx::keeps_examples_apart(call) : own->keeps_examples(call);
}

void read_node(const Call& call) {
    const OwnOperator* const own = own_operator(call);
    if (own == nullptr) return onnx::read_node(call);
    if (!tensorflow::fold_constant(call)) own->read(call);
}

}  // namespace convscope::tensorflow
