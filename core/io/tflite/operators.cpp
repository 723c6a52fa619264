#include "core/io/tflite/operators.h"

#include <array>
#include <iterator>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/io/tflite/image_operators.h"
#include "core/io/tflite/shape_operators.h"

namespace convscope::tflite {

namespace {

/// The operators' names; the index is the number in the format.
constexpr std::array<std::string_view, 153> kOperatorNames{"ADD",
                                                           "AVERAGE_POOL_2D",
                                                           "CONCATENATION",
                                                           "CONV_2D",
                                                           "DEPTHWISE_CONV_2D",
                                                           "DEPTH_TO_SPACE",
                                                           "DEQUANTIZE",
                                                           "EMBEDDING_LOOKUP",
                                                           "FLOOR",
                                                           "FULLY_CONNECTED",
                                                           "HASHTABLE_LOOKUP",
                                                           "L2_NORMALIZATION",
                                                           "L2_POOL_2D",
                                                           "LOCAL_RESPONSE_NORMALIZATION",
                                                           "LOGISTIC",
                                                           "LSH_PROJECTION",
                                                           "LSTM",
                                                           "MAX_POOL_2D",
                                                           "MUL",
                                                           "RELU",
                                                           "RELU_N1_TO_1",
                                                           "RELU6",
                                                           "RESHAPE",
                                                           "RESIZE_BILINEAR",
                                                           "RNN",
                                                           "SOFTMAX",
                                                           "SPACE_TO_DEPTH",
                                                           "SVDF",
                                                           "TANH",
                                                           "CONCAT_EMBEDDINGS",
                                                           "SKIP_GRAM",
                                                           "CALL",
                                                           "CUSTOM",
                                                           "EMBEDDING_LOOKUP_SPARSE",
                                                           "PAD",
                                                           "UNIDIRECTIONAL_SEQUENCE_RNN",
                                                           "GATHER",
                                                           "BATCH_TO_SPACE_ND",
                                                           "SPACE_TO_BATCH_ND",
                                                           "TRANSPOSE",
                                                           "MEAN",
                                                           "SUB",
                                                           "DIV",
                                                           "SQUEEZE",
                                                           "UNIDIRECTIONAL_SEQUENCE_LSTM",
                                                           "STRIDED_SLICE",
                                                           "BIDIRECTIONAL_SEQUENCE_RNN",
                                                           "EXP",
                                                           "TOPK_V2",
                                                           "SPLIT",
                                                           "LOG_SOFTMAX",
                                                           "DELEGATE",
                                                           "BIDIRECTIONAL_SEQUENCE_LSTM",
                                                           "CAST",
                                                           "PRELU",
                                                           "MAXIMUM",
                                                           "ARG_MAX",
                                                           "MINIMUM",
                                                           "LESS",
                                                           "NEG",
                                                           "PADV2",
                                                           "GREATER",
                                                           "GREATER_EQUAL",
                                                           "LESS_EQUAL",
                                                           "SELECT",
                                                           "SLICE",
                                                           "SIN",
                                                           "TRANSPOSE_CONV",
                                                           "SPARSE_TO_DENSE",
                                                           "TILE",
                                                           "EXPAND_DIMS",
                                                           "EQUAL",
                                                           "NOT_EQUAL",
                                                           "LOG",
                                                           "SUM",
                                                           "SQRT",
                                                           "RSQRT",
                                                           "SHAPE",
                                                           "POW",
                                                           "ARG_MIN",
                                                           "FAKE_QUANT",
                                                           "REDUCE_PROD",
                                                           "REDUCE_MAX",
                                                           "PACK",
                                                           "LOGICAL_OR",
                                                           "ONE_HOT",
                                                           "LOGICAL_AND",
                                                           "LOGICAL_NOT",
                                                           "UNPACK",
                                                           "REDUCE_MIN",
                                                           "FLOOR_DIV",
                                                           "REDUCE_ANY",
                                                           "SQUARE",
                                                           "ZEROS_LIKE",
                                                           "FILL",
                                                           "FLOOR_MOD",
                                                           "RANGE",
                                                           "RESIZE_NEAREST_NEIGHBOR",
                                                           "LEAKY_RELU",
                                                           "SQUARED_DIFFERENCE",
                                                           "MIRROR_PAD",
                                                           "ABS",
                                                           "SPLIT_V",
                                                           "UNIQUE",
                                                           "CEIL",
                                                           "REVERSE_V2",
                                                           "ADD_N",
                                                           "GATHER_ND",
                                                           "COS",
                                                           "WHERE",
                                                           "RANK",
                                                           "ELU",
                                                           "REVERSE_SEQUENCE",
                                                           "MATRIX_DIAG",
                                                           "QUANTIZE",
                                                           "MATRIX_SET_DIAG",
                                                           "ROUND",
                                                           "HARD_SWISH",
                                                           "IF",
                                                           "WHILE",
                                                           "NON_MAX_SUPPRESSION_V4",
                                                           "NON_MAX_SUPPRESSION_V5",
                                                           "SCATTER_ND",
                                                           "SELECT_V2",
                                                           "DENSIFY",
                                                           "SEGMENT_SUM",
                                                           "BATCH_MATMUL",
                                                           "PLACEHOLDER_FOR_GREATER_OP_CODES",
                                                           "CUMSUM",
                                                           "CALL_ONCE",
                                                           "BROADCAST_TO",
                                                           "RFFT2D",
                                                           "CONV_3D",
                                                           "IMAG",
                                                           "REAL",
                                                           "COMPLEX_ABS",
                                                           "HASHTABLE",
                                                           "HASHTABLE_FIND",
                                                           "HASHTABLE_IMPORT",
                                                           "HASHTABLE_SIZE",
                                                           "REDUCE_ALL",
                                                           "CONV_3D_TRANSPOSE",
                                                           "VAR_HANDLE",
                                                           "READ_VARIABLE",
                                                           "ASSIGN_VARIABLE",
                                                           "BROADCAST_ARGS",
                                                           "RANDOM_STANDARD_NORMAL",
                                                           "BUCKETIZE",
                                                           "RANDOM_UNIFORM",
                                                           "MULTINOMIAL",
                                                           "GELU",
                                                           "DYNAMIC_UPDATE_SLICE",
                                                           "RELU_0_TO_1"};

/// Reads an operator that differs from TensorFlow's only in its name.
template <const char* Kind>
void read_as(OperatorReader& reader) {
    reader.add_last(Kind, reader.inputs());
}

/// Reads Add, Mul, Sub or Div, which have an activation.
template <const char* Kind>
void read_arithmetic(OperatorReader& reader) {
    const auto* const options = reader.optional_options<format::ArithmeticOptions>();
    add_saturated(reader, Kind, reader.inputs(), options == nullptr ? 0 : options->activation());
}

constexpr char kAbsKind[] = "Abs", kAddKind[] = "AddV2", kAddNKind[] = "AddN", kArgMaxKind[] = "ArgMax",
               kDivKind[] = "RealDiv", kEluKind[] = "Elu", kExpandDimsKind[] = "ExpandDims", kExpKind[] = "Exp",
               kFillKind[] = "Fill", kHardSwishKind[] = "HardSwish", kIdentityKind[] = "Identity", kLogKind[] = "Log",
               kLogSoftmaxKind[] = "LogSoftmax", kMaximumKind[] = "Maximum", kMinimumKind[] = "Minimum",
               kMulKind[] = "Mul", kNegKind[] = "Neg", kPadKind[] = "Pad", kPadV2Kind[] = "PadV2",
               kPreluKind[] = "Prelu", kReluKind[] = "Relu", kRelu6Kind[] = "Relu6", kReluN1Kind[] = "ReluN1To1",
               kRsqrtKind[] = "Rsqrt", kShapeKind[] = "Shape", kSigmoidKind[] = "Sigmoid", kSliceKind[] = "Slice",
               kSqrtKind[] = "Sqrt", kSquareKind[] = "Square", kSubKind[] = "Sub", kTanhKind[] = "Tanh",
               kTransposeKind[] = "Transpose", kMeanKind[] = "Mean", kMaxKind[] = "Max", kProdKind[] = "Prod",
               kSumKind[] = "Sum";

struct OperatorEntry {
    int code;
    void (*read)(OperatorReader& reader);
};

constexpr OperatorEntry kOperatorEntries[] = {
    {0, read_arithmetic<kAddKind>},
    {1, read_average_pool},
    {2, read_concatenation},
    {3, read_convolution},
    {4, read_depthwise_convolution},
    {6, read_dequantize},
    {9, read_fully_connected},
    {14, read_as<kSigmoidKind>},
    {17, read_max_pool},
    {18, read_arithmetic<kMulKind>},
    {19, read_as<kReluKind>},
    {20, read_as<kReluN1Kind>},
    {21, read_as<kRelu6Kind>},
    {22, read_reshape},
    {23, read_resize_bilinear},
    {25, read_softmax},
    {28, read_as<kTanhKind>},
    {34, read_as<kPadKind>},
    {36, read_gather},
    {39, read_as<kTransposeKind>},
    {40, read_reduction<kMeanKind>},
    {41, read_arithmetic<kSubKind>},
    {42, read_arithmetic<kDivKind>},
    {43, read_squeeze},
    {45, read_strided_slice},
    {47, read_as<kExpKind>},
    {49, read_split},
    {50, read_as<kLogSoftmaxKind>},
    {53, read_cast},
    {54, read_as<kPreluKind>},
    {55, read_as<kMaximumKind>},
    {56, read_as<kArgMaxKind>},
    {57, read_as<kMinimumKind>},
    {59, read_as<kNegKind>},
    {60, read_as<kPadV2Kind>},
    {65, read_as<kSliceKind>},
    {67, read_transposed_convolution},
    {70, read_as<kExpandDimsKind>},
    {73, read_as<kLogKind>},
    {74, read_reduction<kSumKind>},
    {75, read_as<kSqrtKind>},
    {76, read_as<kRsqrtKind>},
    {77, read_as<kShapeKind>},
    {81, read_reduction<kProdKind>},
    {82, read_reduction<kMaxKind>},
    {83, read_pack},
    {88, read_unpack},
    {92, read_as<kSquareKind>},
    {94, read_as<kFillKind>},
    {97, read_resize_nearest},
    {98, read_leaky_relu},
    {100, read_mirror_pad},
    {101, read_as<kAbsKind>},
    {102, read_split_by_sizes},
    {106, read_as<kAddNKind>},
    {111, read_as<kEluKind>},
    {114, read_as<kIdentityKind>},  // QUANTIZE: values stay real numbers
    {117, read_as<kHardSwishKind>},
    {126, read_batch_product},
    {150, read_gelu},
};

}  // namespace

std::string operator_name(int code) {
    if (code < 0 || code >= std::ssize(kOperatorNames)) return tr("operator {}", code);
    return std::string(kOperatorNames.at(static_cast<std::size_t>(code)));
}

void read_operator(int code, OperatorReader& reader) {
    const auto* const found = std::ranges::find(kOperatorEntries, code, &OperatorEntry::code);
    if (found == std::end(kOperatorEntries))
        reader.refuse(tr("has an operator that convscope does not know"), tensorflow::kOtherFormat);
    found->read(reader);
}

}  // namespace convscope::tflite
