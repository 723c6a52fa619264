// NumPy's .npy files. Source: NumPy's format specification, versions 1.0 to 3.0.
// Knows nothing of pictures and networks: shapes and values only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/image/plane.h"

namespace convscope {

/// An array as floats in C order, whatever the file's own type and order were.
struct NpyArray {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// The most elements that are read: a gibibyte of floats.
inline constexpr std::int64_t kMaxNpyElements = std::int64_t{1} << 28;

/// Reads booleans, integers and floats of 1 to 8 bytes, either byte order, C or Fortran order. Float32 arrives bit by
/// bit, everything else as the nearest float. Header and length are checked before memory is taken. Throws LoadError.
NpyArray load_npy(const std::filesystem::path& file);
/// The same from bytes; `name` is used in errors.
NpyArray decode_npy(std::span<const std::uint8_t> bytes, const std::string& name);

/// Writes little-endian float32 in C order, version 1.0. Throws LoadError.
void save_npy(const std::filesystem::path& file, const NpyArray& array);
void save_npy(const std::filesystem::path& file, const FloatImage& image);

/// True for the first bytes of an .npy file.
bool starts_like_npy(std::span<const std::uint8_t> start);

}  // namespace convscope
