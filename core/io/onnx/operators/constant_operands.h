// Arithmetic of a value and a constant: a Rescaling for one number per channel, a Scale for other constants.
#pragma once

#include <optional>
#include <vector>

#include "core/io/onnx/operators/arithmetic.h"
#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The axis of `whole` where `part` begins, from the attribute "axis" of opsets before 7; nullopt if both end with the
/// same axis.
std::optional<std::size_t> first_axis(const Call& call, const Dims& whole, const Dims& part);
/// If the constant, broadcast to the value from axis `first` on (without it, up to the last axis), varies along `axis`
/// only: its numbers along that axis. Else nullopt.
std::optional<std::vector<float>> along_axis(const Constant& constant, const Arrangement& value, std::size_t axis,
                                             std::optional<std::size_t> first = {});
/// Numbers along an axis, permuted from the file's order to memory's.
std::vector<float> in_memory_order(std::vector<float> numbers, const Arrangement& value, std::size_t axis);

/// Reads an operator with a constant operand, which is the first one if `is_first`. Following operators of the same
/// sort are fused into a Rescaling. False for a constant that is divided by the value.
bool read_with_constant(const Call& call, Value value, const Constant& constant, Arithmetic kind, bool is_first);
/// The constant as a value, with the axes and examples of `value`.
Value constant_like(const Call& call, const Value& value, const Constant& constant);
Value add_constant(const Call& call, Value value, const Constant& constant);

}  // namespace convscope::onnx
