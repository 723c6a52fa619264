// Decides for each operator whether it computes every example of a batch by itself. If one does not, the graph is read
// once more with the whole tensor as one example; see read_model.cpp.
#pragma once

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// Each is true if no input has a batch axis, or if the operator leaves that axis alone. All throw LoadError where
/// reading the operator does.
bool arg_max_keeps_examples(const Call& call);
bool arithmetic_keeps_examples(const Call& call);
/// Of operators over axis 1: BatchNormalization and PRelu.
bool channels_keep_examples(const Call& call);
bool concat_keeps_examples(const Call& call);
bool gather_keeps_examples(const Call& call);
bool gemm_keeps_examples(const Call& call);
/// Of convolutions, poolings and Resize: the batch must be axis 0.
bool image_keeps_examples(const Call& call);
bool matmul_keeps_examples(const Call& call);
bool pad_keeps_examples(const Call& call);
bool reduce_keeps_examples(const Call& call);
bool reshape_keeps_examples(const Call& call);
bool slice_keeps_examples(const Call& call);
bool softmax_keeps_examples(const Call& call);

}  // namespace convscope::onnx
