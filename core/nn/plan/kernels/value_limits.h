// The limits that kernels apply to their results while these are in registers: those of relu and relu6.
#pragma once

#include <limits>

#include "core/nn/model/activation.h"

namespace convscope::nn {

struct ValueLimits {
    bool applied = false;  ///< false: the results are not limited
    float low = 0, high = std::numeric_limits<float>::infinity();
};

/// The limits to which the activation function is equal; not applied for a function that is more than limits.
inline ValueLimits limits_of(const Activation& activation) {
    if (activation.kind == ActivationKind::relu) return {.applied = true};
    if (activation.kind == ActivationKind::relu6) return {.applied = true, .low = 0, .high = 6};
    return {};
}

}  // namespace convscope::nn
