// Adds noise to a picture, for the lesson on blurring. A seed gives identical noise on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/image/picture.h"

namespace convscope {

/// gaussian adds a normally distributed number to every value; salt_and_pepper replaces pixels by 0 or 255, each with
/// probability 1/2.
enum class NoiseKind { none, gaussian, salt_and_pepper };
inline constexpr std::array<std::string_view, 3> kNoiseNames{"none", "gaussian", "salt_and_pepper"};

/// The largest standard deviation that can be chosen.
inline constexpr float kMaxDeviation = 255;

struct NoiseSettings {
    NoiseKind kind = NoiseKind::none;
    /// gaussian: the standard deviation, in units of 0..255, at least 0. salt_and_pepper: the share of pixels that are
    /// replaced, 0..1.
    float amount = 0;
    std::uint64_t seed = 1;
    bool operator==(const NoiseSettings&) const = default;
};

/// The picture with noise: bytes are rounded and limited to 0..255, floats are neither. Each channel has its own
/// Gaussian noise; salt and pepper replaces all channels of a pixel. The noise at a position depends only on the seed,
/// the channel and the position in row-major order. For `none` the picture is returned unchanged. Throws
/// std::invalid_argument if the amount is outside its range.
Picture with_noise(const Picture& picture, const NoiseSettings& noise);

/// Number `counter` of a seed, normally distributed with mean 0 and standard deviation 1: the sum of twelve numbers in
/// 0..1, minus 6. It adds dyadic numbers only, so the result is the same to the last bit on every machine; it lies
/// within -6..6.
float random_normal(std::uint64_t seed, std::uint64_t counter);

}  // namespace convscope
