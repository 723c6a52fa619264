// Reads BMP files: all headers of Windows and OS/2, palettes, colour masks and run lengths. stb_image reads only some
// of them. Source: Microsoft's BITMAPINFOHEADER and BITMAPV5HEADER.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// The size that the header states. Throws LoadError, also if the file is too short for it.
Size bmp_size(std::span<const std::uint8_t> bytes, const std::string& name);
/// True if the pixels have alpha and some alpha is not 0. Some programs write opaque pixels with alpha 0 throughout.
/// False for a damaged file.
bool bmp_has_alpha(std::span<const std::uint8_t> bytes);
/// Returns three planes of bytes, also for a grey palette. A pixel beyond the palette is black. Throws LoadError.
Picture decode_bmp(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
