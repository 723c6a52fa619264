// NumPy's .npy files. Source: NumPy's format specification, versions 1.0 to 3.0.
// Must not depend on networks: the Filter Lab exports its values as .npy files too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/image/plane.h"

namespace convscope {

/// An array as floats in C order.
struct NpyArray {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// Arrays with more elements than this, which is one gibibyte of floats, are refused.
inline constexpr std::int64_t kMaxNpyElements = std::int64_t{1} << 28;

/// Reads booleans, integers and floats of 1 to 8 bytes, in either byte order, in C or Fortran order. Float32 keeps its
/// bits, other types become the nearest float. Checks header and length before it allocates memory. Throws LoadError.
NpyArray load_npy(const std::filesystem::path& file);
/// Reads the array from a file's bytes; `name` is used in errors.
NpyArray decode_npy(std::span<const std::uint8_t> bytes, const std::string& name);

/// Writes little-endian float32 in C order, version 1.0. Throws LoadError.
void save_npy(const std::filesystem::path& file, const NpyArray& array);
void save_npy(const std::filesystem::path& file, const FloatImage& image);

/// True for the first bytes of an .npy file.
bool starts_like_npy(std::span<const std::uint8_t> start);

}  // namespace convscope
