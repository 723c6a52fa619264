// Reads pictures. Files are untrusted: everything in them is checked before use.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// Reads PNG, JPEG, WebP, AVIF, HEIC, TIFF, BMP, TGA, GIF, PNM, PSD and HDR, recognised by content, and of each file
/// only the first frame or page. 8-bit files give byte planes; files with more bits and HDR files give float planes in
/// 0..255. The picture is rotated upright by the orientation in its file; transparent parts are white.
/// Throws LoadError; refuses more than kMaxPixels before it allocates memory for them.
Picture load_picture(const std::filesystem::path& file);
/// Decodes a picture from bytes as load_picture() does. `name` is used in errors.
Picture decode_picture(std::span<const std::uint8_t> bytes, const std::string& name);

/// {rows, columns} from the header, without decoding the pixels. In the upright picture both may be exchanged. `name`
/// is used in errors. Throws LoadError for pictures that decode_picture() refuses by their header or length.
Size picture_size(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
