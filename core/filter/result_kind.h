// The kind of a filter's results, determined by its settings alone: a picture, or responses around 0.
#pragma once

#include "core/filter/settings.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

/// The kind of weight * sum(window * kernel) + bias. A picture if a uniform area keeps about its brightness, that is if
/// weight * (sum of the kernel) is from 0.5 to 4 (identity, blur, sharpen, emboss), or if the bias lifts a kernel with
/// sum 0 to the middle of 0..255 (emboss with an offset: bias 64 to 192). Non-negative if no term can be below 0;
/// signed in all other cases.
///
/// The rule is applied when a filter is chosen, pasted, transformed or learned, and when a weight or bias is typed.
/// Dragging or typing a single value of the kernel, or dragging a weight or bias, never changes the kind: it stays as
/// it was decided last (Lab::kinds), so that two outputs that differ little have the same colours.
ValueKind response_kind(const Kernel& kernel, float weight, float bias);

/// The kind after the activation: clamp gives a picture by definition, ReLU and absolute values cannot be negative.
ValueKind activated_kind(ValueKind response, Activation activation);

}  // namespace convscope
