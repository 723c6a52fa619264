// Writes pictures as PNG.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/image/plane.h"

namespace convscope {

/// Saves values limited to 0..255 and rounded to the nearest byte (NaN becomes 0). Throws LoadError with the file's
/// name.
void save_png(const std::filesystem::path& file, const FloatImage& image);
/// The PNG file of interleaved bytes, rows x cols x channels (1, 3 or 4). `name` names it in errors. Throws LoadError.
std::string png_bytes(const std::string& name, Size size, int channels, std::span<const std::uint8_t> pixels);
/// Saves png_bytes().
void save_png(const std::filesystem::path& file, Size size, int channels, std::span<const std::uint8_t> pixels);

}  // namespace convscope
