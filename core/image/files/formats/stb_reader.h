// Decodes pictures with stb_image: PNG, JPEG, TGA, GIF, PSD and HDR.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/files/format.h"
#include "core/image/picture.h"

namespace convscope {

/// Makes all checks that need no decoding. Returns the size that the header states. Throws LoadError.
Size stb_size(std::span<const std::uint8_t> bytes, PictureFormat format, const std::string& name);
/// Throws LoadError.
Picture decode_with_stb(std::span<const std::uint8_t> bytes, PictureFormat format, const std::string& name);

}  // namespace convscope
