// Reads WebP pictures with libwebp.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// The size that the header states. Throws LoadError, also if the file is shorter than it states.
Size webp_size(std::span<const std::uint8_t> bytes, const std::string& name);
/// True if the header announces transparency. False for a damaged file.
bool webp_has_alpha(std::span<const std::uint8_t> bytes);
/// The picture, or the first frame of an animation, rotated upright by its EXIF orientation. Throws LoadError.
Picture decode_webp(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
