// The portable bitmap, greymap and pixmap, P1 to P6. stb_image ignores their maximum value, the byte order of 16-bit
// samples, and missing data; this reader does not. Source: the Netpbm format descriptions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// The size that the header states. Throws LoadError, also if the file is too short for it.
Size pnm_size(std::span<const std::uint8_t> bytes, const std::string& name);

/// The maximum that the header at the start of these bytes states, the value of white: 1 to 65535, and 1 for bitmaps.
/// nullopt if the bytes are not the start of such a file or end before the maximum.
std::optional<int> pnm_maximum(std::span<const std::uint8_t> start);

/// Scales samples from 0..maximum to 0..255; gives bytes if the maximum is at most 255. Throws LoadError.
Picture decode_pnm(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
