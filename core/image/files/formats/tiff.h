// Reads the first page of TIFF files with libtiff.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// The size that the first page states. Throws LoadError, also for the raw files of cameras.
Size tiff_size(std::span<const std::uint8_t> bytes, const std::string& name);
/// True if the first page has an alpha channel. False for a damaged file.
bool tiff_has_alpha(std::span<const std::uint8_t> bytes);
/// Samples of up to 8 bits give planes of bytes. Other samples give floats in 0..255. 16-bit samples are divided by
/// 257. In floats and other integers negative values become 0, and the largest value decides the scale: up to 1, values
/// are multiplied by 255; up to 255, they are kept; above, they are scaled so that the largest becomes 255. Throws
/// LoadError.
Picture decode_tiff(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
