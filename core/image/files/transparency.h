// Finds out whether a picture's file has transparency, which load_picture() blends with white.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace convscope {

/// True if the file has an alpha channel, or marks one colour as transparent. False for a file that is not a picture.
bool has_transparency(std::span<const std::uint8_t> bytes);
/// Tests a file on the disk; false if it cannot be read.
bool has_transparency(const std::filesystem::path& file);

}  // namespace convscope
