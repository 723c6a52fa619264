// Checks JPEG files before stb_image decodes them. Source: ITU-T T.81, annex B.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace convscope {

/// Refuses a JPEG that ends before its end marker, has invalid Huffman tables or uses undefined tables. Throws
/// LoadError.
void check_jpeg(std::span<const std::uint8_t> bytes, const std::string& name);

/// The file with Adobe's marker for CMYK if it has four components and no marker of Adobe; otherwise empty. Without the
/// marker stb_image takes the components for YCbCr; browsers and Pillow take them for inverted CMYK, as Adobe stores
/// it.
std::vector<std::uint8_t> with_cmyk_marker(std::span<const std::uint8_t> jpeg);

}  // namespace convscope
