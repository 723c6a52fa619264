// Writes pictures as PNG.
#pragma once

#include <filesystem>
#include <span>

#include "core/image/plane.h"

namespace convscope {

/// Saves values limited to 0..255 and rounded to the nearest byte (NaN becomes 0). Throws LoadError with the file's
/// name.
void save_png(const std::filesystem::path& file, const FloatImage& image);
/// Saves interleaved bytes, rows x cols x channels (1, 3 or 4).
void save_png(const std::filesystem::path& file, Size size, int channels, std::span<const std::uint8_t> pixels);

}  // namespace convscope
