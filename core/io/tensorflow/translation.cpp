#include "core/io/tensorflow/translation.h"

#include <algorithm>
#include <iterator>

#include "core/base/text/translation.h"
#include "core/io/tensorflow/translate_activations.h"
#include "core/io/tensorflow/translate_arithmetic.h"
#include "core/io/tensorflow/translate_shapes.h"

namespace convscope::tensorflow {

namespace {

/// Keeps an operator that operators.h reads.
void keep(Translator& to) {
    to.add_last(to.node().kind, to.node().inputs, to.attributes());
}

template <const char* Kind>
void rename(Translator& to) {
    to.add_last(Kind, to.node().inputs);
}

constexpr char kAbs[] = "Abs", kAdd[] = "Add", kDiv[] = "Div", kElu[] = "Elu", kExp[] = "Exp",
               kHardSwish[] = "HardSwish", kLog[] = "Log", kLogSoftmax[] = "LogSoftmax", kMul[] = "Mul",
               kRelu[] = "Relu", kSelu[] = "Selu", kShape[] = "Shape", kSigmoid[] = "Sigmoid", kSoftplus[] = "Softplus",
               kSoftsign[] = "Softsign", kSub[] = "Sub", kSum[] = "Sum", kTanh[] = "Tanh", kReshape[] = "Reshape";

struct Rule {
    std::string_view kind;
    void (*translate)(Translator& to);
};

constexpr Rule kRules[] = {
    {"Abs", rename<kAbs>},
    {"Add", rename<kAdd>},
    {"AddN", rename<kSum>},
    {"AddV2", rename<kAdd>},
    {"ArgMax", translate_arg_max},
    {"AvgPool", keep},
    {"BatchMatMul", translate_batch_product},
    {"BatchMatMulV2", translate_batch_product},
    {"BiasAdd", translate_bias},
    {"Cast", translate_cast},
    {"Concat", translate_concat},
    {"ConcatV2", translate_concat},
    {"Conv2D", keep},
    {"Conv2DBackpropInput", keep},
    {"DepthwiseConv2dNative", keep},
    {"Div", rename<kDiv>},
    {"Elu", rename<kElu>},
    {"Exp", rename<kExp>},
    {"ExpandDims", translate_expand_dims},
    {"Fill", translate_fill},
    {"FusedBatchNorm", keep},
    {"FusedBatchNormV2", keep},
    {"FusedBatchNormV3", keep},
    {"FusedConv2D", translate_fused},
    {"FusedDepthwiseConv2dNative", translate_fused},
    {"FusedMatMul", translate_fused},
    {"Gather", translate_gather},
    {"GatherV2", translate_gather},
    {"Gelu", translate_gelu},
    {"HardSwish", rename<kHardSwish>},
    {"Identity", translate_identity},
    {"LeakyRelu", translate_leaky_relu},
    {"Log", rename<kLog>},
    {"LogSoftmax", rename<kLogSoftmax>},
    {"MatMul", translate_product},
    {"Max", translate_max},
    {"MaxPool", keep},
    {"Maximum", translate_maximum},
    {"Mean", translate_mean},
    {"Minimum", translate_minimum},
    {"MirrorPad", translate_pad},
    {"Mul", rename<kMul>},
    {"Neg", translate_negation},
    {"Pack", translate_pack},
    {"Pad", translate_pad},
    {"PadV2", translate_pad},
    {"PlaceholderWithDefault", translate_identity},
    {"Prelu", keep},
    {"PreventGradient", translate_identity},
    {"Prod", keep},
    {"RealDiv", rename<kDiv>},
    {"Relu", rename<kRelu>},
    {"Relu6", translate_relu6},
    {"ReluN1To1", translate_relu_n1_to_1},
    {"Reshape", rename<kReshape>},
    {"ResizeBilinear", keep},
    {"ResizeNearestNeighbor", keep},
    {"Rsqrt", keep},
    {"Selu", rename<kSelu>},
    {"Shape", rename<kShape>},
    {"Sigmoid", rename<kSigmoid>},
    {"Slice", translate_slice},
    {"Snapshot", translate_identity},
    {"Softmax", translate_softmax},
    {"Softplus", rename<kSoftplus>},
    {"Softsign", rename<kSoftsign>},
    {"Split", translate_split},
    {"SplitV", translate_split},
    {"Sqrt", keep},
    {"Square", translate_square},
    {"Squeeze", translate_squeeze},
    {"StopGradient", translate_identity},
    {"StridedSlice", translate_strided_slice},
    {"Sub", rename<kSub>},
    {"Sum", translate_sum},
    {"Tanh", rename<kTanh>},
    {"Transpose", translate_transpose},
    {"Unpack", translate_unpack},
    {"_FusedConv2D", translate_fused},
    {"_FusedDepthwiseConv2dNative", translate_fused},
    {"_FusedMatMul", translate_fused},
};

}  // namespace

std::vector<std::string_view> known_operators() {
    std::vector<std::string_view> kinds;
    kinds.reserve(std::size(kRules));
    std::ranges::transform(kRules, std::back_inserter(kinds), &Rule::kind);
    return kinds;
}

void translate_node(Translator& to) {
    const auto* const rule = std::ranges::find(kRules, to.node().kind, &Rule::kind);
    if (rule == std::end(kRules))
        to.refuse(tr("has an operator that convscope does not compute, {}", display_text(to.node().kind)),
                  kOtherFormat);
    rule->translate(to);
}

}  // namespace convscope::tensorflow
