// Local response normalization, vectorised for the CPU it runs on. Must not include layers. All arrays are N,H,W,C and
// may be unaligned.
#pragma once

#include <cstddef>
#include <span>

namespace convscope::nn {

/// The constants of output = x / (bias + factor x sum of squares)^beta. The sum is over the value's channel, `before`
/// channels before it and `after` channels after it.
struct LocalResponse {
    std::size_t before = 0, after = 0;
    float factor = 0, beta = 0.75F, bias = 1;
};
/// Normalises whole pixels of `channels` values.
void normalize_responses(const LocalResponse& constants, std::size_t channels, std::span<const float> input,
                         std::span<float> output);

}  // namespace convscope::nn
