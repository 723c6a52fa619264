// Reads arithmetic of a value and a constant: as a Rescaling for one number per channel, as a Scale for other
// constants.
#pragma once

#include <optional>
#include <vector>

#include "core/io/onnx/operators/arithmetic.h"
#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

/// The axis of `whole` with which the first axis of `part` is aligned, from the attribute "axis" of opsets before 7.
/// nullopt if the last axes of both are aligned.
std::optional<std::size_t> first_axis(const Call& call, const Dims& whole, const Dims& part);
/// The constant's numbers along `axis` of the value if the constant, broadcast to the value, varies along that axis
/// only; otherwise nullopt. `first` is the result of first_axis().
std::optional<std::vector<float>> along_axis(const Constant& constant, const Arrangement& value, std::size_t axis,
                                             std::optional<std::size_t> first = {});
/// Permutes the numbers along an axis from the file's order to the order in memory.
std::vector<float> in_memory_order(std::vector<float> numbers, const Arrangement& value, std::size_t axis);

/// The constant broadcast to the last axis of the value's node, or to all its axes if `whole`. nullopt if it has other
/// lengths, or varies along other axes.
std::optional<std::vector<float>> broadcast_numbers(const Call& call, const Value& value, const Constant& constant,
                                                    bool whole);

/// Reads an operator with a constant operand, which is the first one if `is_first`. Operators after it that also have a
/// constant operand are fused into the Rescaling. Returns false and adds nothing for constant / value.
bool read_with_constant(const Call& call, Value value, const Constant& constant, Arithmetic kind, bool is_first);
/// Adds a layer that gives the constant for every example, whatever its input `value` is.
Value constant_like(const Call& call, const Value& value, const Constant& constant);
/// Adds a layer that adds the constant to the value.
Value add_constant(const Call& call, Value value, const Constant& constant);

}  // namespace convscope::onnx
