// The pictures and the filter of the filter benchmarks.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace convscope::bench {

struct PictureSize {
    int width;
    int height;
};
inline constexpr std::array<PictureSize, 4> kSizes{{{512, 512}, {1920, 1080}, {3840, 2160}, {4000, 3000}}};
inline constexpr std::array<float, 9> kFilter{-1, 0, 1, -2, 0, 2, -1, 0, 1.5f};

/// The name of a benchmark: "work/WIDTHxHEIGHT".
inline std::string name(const std::string& work, PictureSize size) {
    return work + "/" + std::to_string(size.width) + "x" + std::to_string(size.height);
}

/// Random pixels from a fixed seed, row by row.
inline std::vector<std::uint8_t> random_bytes(PictureSize size) {
    std::mt19937 random(1);
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() >> 24);
    return bytes;
}

inline std::vector<float> random_floats(PictureSize size) {
    const std::vector<std::uint8_t> bytes = random_bytes(size);
    return {bytes.begin(), bytes.end()};
}

}  // namespace convscope::bench
