// Recognises picture formats by content.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/base/text/translation.h"

namespace convscope {

enum class PictureFormat { png, jpeg, webp, avif, heic, tiff, bmp, tga, gif, pnm, psd, hdr };

/// The remedy for files that are not a supported picture.
inline constexpr Message kChoosePicture =
    tr("choose a PNG, JPEG, WebP, AVIF, HEIC, TIFF, BMP, TGA, GIF, PNM, PSD or HDR picture");

/// The number of bytes of a file's start that the functions below need.
inline constexpr std::size_t kSniffedBytes = 512;

/// The usual name of a format: "JPEG".
std::string_view format_name(PictureFormat format);
/// The format of a file that starts with these bytes; nullopt if it is not supported.
std::optional<PictureFormat> picture_format(std::span<const std::uint8_t> start);
/// The kind of an unsupported file that starts with these bytes: "a JPEG XL picture", "a text file"; empty if unknown.
Message foreign_kind(std::span<const std::uint8_t> start);
/// True for the text that Git LFS leaves in place of a file whose content was not fetched.
bool is_git_lfs_pointer(std::span<const std::uint8_t> start);

}  // namespace convscope
