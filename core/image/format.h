// Recognises picture formats by content. Decodes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace convscope {

enum class PictureFormat { png, jpeg, bmp, tga, gif, pnm, psd, hdr };

/// The formats that can be opened, for error messages.
inline constexpr std::string_view kPicturesThatOpen = "PNG, JPEG, BMP, TGA, GIF, PNM, PSD and HDR pictures open";

/// The number of bytes that picture_format() and foreign_kind() need.
inline constexpr std::size_t kSniffedBytes = 512;

/// The name of a format as readers know it: "JPEG".
std::string_view format_name(PictureFormat format);
/// The format of a file that starts with these bytes, if it is one that opens.
std::optional<PictureFormat> picture_format(std::span<const std::uint8_t> start);
/// The kind of another file that starts with these bytes: "a WebP picture", "a text file"; empty if it is unknown.
std::string_view foreign_kind(std::span<const std::uint8_t> start);

}  // namespace convscope
