// Operators that keep the shape of their input: activations, PRelu, Dropout, Identity and Cast.
#pragma once

#include <optional>
#include <vector>

#include "core/io/onnx/read/call.h"
#include "core/nn/model/activation.h"

namespace convscope::onnx {

/// The activation that the operator computes of a value; nullopt for other operators, and for a softmax over other axes
/// than the `channels` innermost values, which are all of the node's last axis.
std::optional<nn::Activation> activation_of(const Call& call, const Value& value, std::int64_t channels);
/// The axes that Softmax and LogSoftmax normalize over: one since opset 13, before that all from an axis on.
std::vector<std::size_t> softmax_axes(const Call& call, std::size_t rank);

void read_activation(const Call& call);
void read_hard_swish(const Call& call);
void read_prelu(const Call& call);
void read_dropout(const Call& call);
/// Identity, and Cast between floating-point types, which are all float here.
void read_identity(const Call& call);

}  // namespace convscope::onnx
