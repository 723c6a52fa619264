// Reading pictures. Nothing in a file is trusted before it is checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// Reads PNG, JPEG, BMP, TGA, GIF (first frame), PNM, PSD and HDR, recognised by content; 8-bit files give byte planes,
/// 16-bit and HDR files float planes in 0..255. Upright (EXIF orientation). Transparent parts show white.
/// Throws LoadError; refuses more than kMaxPixels before taking memory for them.
Picture load_picture(const std::filesystem::path& file);
/// The same from bytes; `name` is used in errors.
Picture decode_picture(std::span<const std::uint8_t> bytes, const std::string& name);

/// {rows, columns} from the header, without decoding the pixels and before the EXIF orientation is applied. `name` is
/// used in errors. Throws LoadError for pictures that decode_picture() refuses by their header or length.
Size picture_size(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
