#include "core/image/files/transparency.h"

#include <stb_image.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/image/files/format.h"
#include "core/image/files/formats/bmp.h"
#include "core/image/files/formats/heif.h"
#include "core/image/files/formats/png.h"
#include "core/image/files/formats/tiff.h"
#include "core/image/files/formats/webp.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30U;

bool stb_has_alpha(std::span<const std::uint8_t> bytes) {
    int cols = 0, rows = 0, channels = 0;
    const bool known =
        stbi_info_from_memory(bytes.data(), static_cast<int>(bytes.size()), &cols, &rows, &channels) != 0;
    return known && (channels == 2 || channels == 4);
}

}  // namespace

bool has_transparency(std::span<const std::uint8_t> bytes) {
    const std::optional<PictureFormat> format = picture_format(bytes.first(std::min(bytes.size(), kSniffedBytes)));
    if (!format) return false;
    switch (*format) {
        case PictureFormat::pnm:
            return false;
        case PictureFormat::png:
            return png_has_alpha(bytes);
        case PictureFormat::bmp:
            return bmp_has_alpha(bytes);
        case PictureFormat::webp:
            return webp_has_alpha(bytes);
        case PictureFormat::avif:
        case PictureFormat::heic:
            return heif_has_alpha(bytes);
        case PictureFormat::tiff:
            return tiff_has_alpha(bytes);
        default:
            return stb_has_alpha(bytes);
    }
}

bool has_transparency(const std::filesystem::path& file) {
    try {
        return has_transparency(read_file(file, kMaxFileBytes, kChoosePicture));
    } catch (const LoadError&) {
        return false;
    }
}

}  // namespace convscope
