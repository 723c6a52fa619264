// Divides one layer's work among all cores, for plans with too few examples to give each core its own.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/base/parallel.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// Moving this many values, or computing this many multiply-adds, takes less time than waking another core (some
/// microseconds).
inline constexpr std::int64_t kFewValues = 1 << 15, kFewMultiplyAdds = 200'000;

/// Calls body(first, last) for ranges first..last-1 that make up 0..count-1: several on all cores, or one on this core.
template <class Body>
void parallel_ranges(bool all_cores, std::int64_t count, const Body& body) {
    // More parts than cores, so that no core waits long for another.
    const std::int64_t parts = all_cores ? std::min<std::int64_t>(count, 4 * core_count()) : 1;
    if (parts <= 1) return body(std::int64_t{0}, count);
    parallel_for(static_cast<int>(parts), [&](int i) { body(i * count / parts, (i + 1) * count / parts); });
}

/// parallel_ranges() over the values of `count` examples, in whole pixels: calls body(first value, number of values).
/// At most kFewValues values are computed on this core alone.
template <class Body>
void parallel_pixel_ranges(bool all_cores, std::int64_t count, const Shape& shape, const Body& body) {
    const std::int64_t channels = shape.channels(), pixels = count * shape.count() / channels;
    parallel_ranges(all_cores && pixels * channels > kFewValues, pixels, [&](std::int64_t first, std::int64_t last) {
        body(static_cast<std::size_t>(first * channels), static_cast<std::size_t>((last - first) * channels));
    });
}

}  // namespace convscope::nn
