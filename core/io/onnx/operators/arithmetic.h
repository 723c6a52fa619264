// Add, Sub, Mul, Div, Max, Min, Sum and Mean of two or more values.
#pragma once

#include <optional>

#include "core/io/onnx/read/call.h"

namespace convscope::onnx {

enum class Arithmetic { add, subtract, multiply, divide, maximum };

/// The sum of two values.
Value add_values(const Call& call, const Value& a, const Value& b);
/// True if values of dims `a` and `b` broadcast without mixing the examples of a batch: if an axis of one value is the
/// batch, the same axis of the other must be the batch too or have length 1. Before opset 7 the attribute "axis" aligns
/// `b` with the axes of `a`.
bool broadcasts_by_example(const Call& call, Dims a, Dims b);

void read_add(const Call& call);
void read_subtract(const Call& call);
void read_multiply(const Call& call);
void read_divide(const Call& call);
void read_maximum(const Call& call);
void read_minimum(const Call& call);
void read_mean(const Call& call);

}  // namespace convscope::onnx
