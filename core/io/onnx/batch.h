// Tells for each operator if it computes every example of a batch independently of the others. If one operator does
// not, the graph is read again with the whole tensor as one example; see read_model.cpp.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// Each is true if no input has a batch axis, or if the operator does not combine values along that axis. Each throws
/// LoadError for a node that cannot be read.
bool arg_max_keeps_examples(const Call& call);
bool arithmetic_keeps_examples(const Call& call);
/// For operators over axis 1: BatchNormalization, PRelu, LRN and their like.
bool channels_keep_examples(const Call& call);
bool concat_keeps_examples(const Call& call);
bool gather_keeps_examples(const Call& call);
bool gemm_keeps_examples(const Call& call);
/// For convolutions, poolings and Resize: the batch must be axis 0.
bool image_keeps_examples(const Call& call);
bool matmul_keeps_examples(const Call& call);
bool pad_keeps_examples(const Call& call);
bool reduce_keeps_examples(const Call& call);
bool reshape_keeps_examples(const Call& call);
/// For LayerNormalization.
bool normalization_keeps_examples(const Call& call);
/// For Expand and Tile.
bool repeat_keeps_examples(const Call& call);
/// For LpNormalization.
bool unit_normalization_keeps_examples(const Call& call);
/// For QuantizeLinear and DequantizeLinear.
bool scales_keep_examples(const Call& call);
bool slice_keeps_examples(const Call& call);
bool softmax_keeps_examples(const Call& call);

}  // namespace convscope::onnx
