// Reads BatchNormalization, the operators that reduce axes, and ArgMax.
#pragma once

#include <vector>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The axes over which ReduceMean or another such operator reduces a value of that rank.
std::vector<std::size_t> reduced_axes(const Call& call, std::size_t rank);

void read_batch_normalization(const Call& call);
void read_reduce_mean(const Call& call);
void read_reduce_max(const Call& call);
void read_reduce_min(const Call& call);
void read_reduce_sum(const Call& call);
void read_reduce_sum_square(const Call& call);
void read_reduce_l1(const Call& call);
void read_reduce_l2(const Call& call);
void read_reduce_log_sum(const Call& call);
/// The index of the maximum, which is the class. The operator's input becomes an output of the model as well, because
/// the scores are the prediction.
void read_arg_max(const Call& call);

}  // namespace convscope::onnx
