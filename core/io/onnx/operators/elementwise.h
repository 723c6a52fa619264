// Operators that keep the shape of their input: activations, PRelu, Dropout, Identity and Cast.
#pragma once

#include <optional>
#include <vector>

#include "core/io/onnx/read/call.h"
#include "core/nn/model/activation.h"

namespace convscope::onnx {

/// The activation that the operator applies to a value. nullopt if the operator is not an activation, or is a softmax
/// over anything but the `channels` innermost values, which are the whole last axis of the value's node.
std::optional<nn::Activation> activation_of(const Call& call, const Value& value, std::int64_t channels);
/// The axes that Softmax and LogSoftmax normalize over: the attribute's axis, before opset 13 also all axes after it.
std::vector<std::size_t> softmax_axes(const Call& call, std::size_t rank);

void read_activation(const Call& call);
/// Selu. With other constants than the standard ones it becomes an Elu and a Rescaling.
void read_selu(const Call& call);
/// Neg.
void read_negation(const Call& call);
void read_prelu(const Call& call);
void read_dropout(const Call& call);
/// Identity, and Cast to a floating-point type, which does nothing because all such types are read as float.
void read_identity(const Call& call);

}  // namespace convscope::onnx
