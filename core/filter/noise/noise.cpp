#include "core/filter/noise/noise.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "core/base/parallel.h"
#include "core/base/random.h"

namespace convscope {

namespace {

/// The value plus the noise. The product of a float and random_normal() is exact in double precision, so that compilers
/// that fuse it with the addition give the same result.
double noisy(double value, float deviation, std::uint64_t seed, std::uint64_t index) {
    return value + double{deviation} * double{random_normal(seed, index)};
}

void put_value(double value, std::uint8_t& to) {
    to = static_cast<std::uint8_t>(std::clamp(std::floor(value + .5), 0.0, 255.0));
}
void put_value(double value, float& to) {
    to = static_cast<float>(value);
}

template <class T>
Plane noisy_plane(const Plane& plane, std::span<const T> values, const NoiseSettings& noise, std::uint64_t channel) {
    // Salt and pepper has one seed for all channels.
    const bool gaussian = noise.kind == NoiseKind::gaussian;
    const std::uint64_t seed = gaussian ? random_bits(noise.seed, channel) : noise.seed;
    std::vector<T> result(values.size());
    const auto cols = static_cast<std::size_t>(plane.cols());
    parallel_for(plane.rows(), [&](int row) {
        const std::size_t start = static_cast<std::size_t>(row) * cols;
        for (std::size_t i = start; i < start + cols; ++i) {
            if (gaussian) {
                put_value(noisy(static_cast<double>(values[i]), noise.amount, seed, i), result[i]);
                continue;
            }
            const float chance = random_unit(seed, i);
            result[i] = chance >= noise.amount ? values[i] : static_cast<T>(2 * chance < noise.amount ? 0 : 255);
        }
    });
    return {plane.size(), std::move(result)};
}

}  // namespace

float random_normal(std::uint64_t seed, std::uint64_t counter) {
    constexpr std::uint64_t kNumbers = 12, kNumbersPerDraw = 4;
    std::int64_t sum = 0;
    for (std::uint64_t draw = 0; draw < kNumbers / kNumbersPerDraw; ++draw) {
        const std::uint64_t bits = random_bits(seed, counter * (kNumbers / kNumbersPerDraw) + draw);
        for (unsigned shift = 0; shift < 64; shift += 16) sum += static_cast<std::int64_t>((bits >> shift) & 0xffffU);
    }
    // Twice the sum, because its mean is an odd multiple of a half.
    return static_cast<float>(2 * sum - 12 * 0xffff) * 0x1p-17F;
}

Picture with_noise(const Picture& picture, const NoiseSettings& noise) {
    if (noise.kind == NoiseKind::none) return picture;
    const bool is_share = noise.kind == NoiseKind::salt_and_pepper;
    if (!(noise.amount >= 0) || !std::isfinite(noise.amount) || (is_share && noise.amount > 1))
        throw std::invalid_argument(is_share ? "The share of replaced pixels must be 0 to 1."
                                             : "The standard deviation of the noise must be at least 0.");
    Picture result;
    for (const Plane& plane : picture.planes) {
        const std::uint64_t channel = result.planes.size();
        result.planes.push_back(plane.is_bytes() ? noisy_plane(plane, plane.bytes(), noise, channel)
                                                 : noisy_plane(plane, plane.floats(), noise, channel));
    }
    return result;
}

}  // namespace convscope
