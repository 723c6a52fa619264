// Corrects TGA files where stb_image ignores their header. Source: Truevision TGA File Format Specification 2.0.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace convscope {

/// The file with a palette that starts at number 0; empty if it need not change. stb_image reads palettes that start at
/// another number from the wrong place.
std::vector<std::uint8_t> with_palette_from_zero(std::span<const std::uint8_t> tga);
/// True if each row is stored from right to left, which stb_image ignores.
bool is_mirrored_tga(std::span<const std::uint8_t> tga);

}  // namespace convscope
