// Reads HEIC and AVIF pictures with libheif, which calls a decoder for HEVC or AV1.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/files/format.h"
#include "core/image/picture.h"

namespace convscope {

/// The size of the upright picture that the header states. `format` is heic or avif. Throws LoadError.
Size heif_size(std::span<const std::uint8_t> bytes, PictureFormat format, const std::string& name);
/// True if the picture has alpha. False for a damaged file.
bool heif_has_alpha(std::span<const std::uint8_t> bytes);
/// The file's main picture, upright: three planes, of bytes or (10 and 12 bits) of floats. Throws LoadError, also if no
/// decoder is installed.
Picture decode_heif(std::span<const std::uint8_t> bytes, PictureFormat format, const std::string& name);

}  // namespace convscope
