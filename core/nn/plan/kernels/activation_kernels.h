// Activation functions, vectorised for the CPU they run on: the fast counterpart of activate().
#pragma once

#include <cstddef>
#include <span>

#include "core/nn/model/activation.h"

namespace convscope::nn {

/// out = activation(x) for values in rows of `channels`; out may be x. Differs from the reference by some 1e-6 of
/// the larger of 1 and the result. NaN stays NaN.
void apply_activation(const Activation& activation, std::span<const float> x, std::size_t channels,
                      std::span<float> out);

}  // namespace convscope::nn
