// The portable bitmap, greymap and pixmap, P1 to P6. stb_image ignores their maximum value, the byte order of 16-bit
// samples, and missing data; this reader does not. Source: the Netpbm format descriptions.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// The size that the header states. Throws LoadError, also if the file is too short for it.
Size pnm_size(std::span<const std::uint8_t> bytes, const std::string& name);

/// Scales samples from 0..maximum to 0..255; gives bytes if the maximum is at most 255. Throws LoadError.
Picture decode_pnm(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
