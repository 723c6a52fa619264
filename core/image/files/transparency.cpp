#include "core/image/files/transparency.h"

#include <stb_image.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/image/files/format.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30U;
constexpr std::size_t kPngSignature = 8;
constexpr std::size_t kPngColourType = 25;
constexpr std::size_t kChunkFrame = 12;  ///< bytes of length, type and checksum of a PNG chunk
constexpr unsigned kPngAlpha = 4;        ///< bit of the colour type

/// PNG files have an alpha channel, or a chunk tRNS before their pixels. stb_image does not report the chunk in all
/// versions.
bool is_transparent_png(std::span<const std::uint8_t> bytes) {
    if (bytes.size() <= kPngColourType) return false;
    if ((bytes[kPngColourType] & kPngAlpha) != 0) return true;
    std::size_t at = kPngSignature;
    while (bytes.size() - at >= kChunkFrame) {
        const std::span<const std::uint8_t> head = bytes.subspan(at, 8);
        const std::size_t length =
            std::size_t{head[0]} << 24U | std::size_t{head[1]} << 16U | std::size_t{head[2]} << 8U | head[3];
        const std::string type(head.begin() + 4, head.end());
        if (type == "tRNS") return true;
        if (type == "IDAT" || length > bytes.size() - at - kChunkFrame) return false;
        at += kChunkFrame + length;
    }
    return false;
}

}  // namespace

bool has_transparency(std::span<const std::uint8_t> bytes) {
    const std::optional<PictureFormat> format = picture_format(bytes.first(std::min(bytes.size(), kSniffedBytes)));
    if (!format || *format == PictureFormat::pnm) return false;
    if (*format == PictureFormat::png) return is_transparent_png(bytes);
    int cols = 0, rows = 0, channels = 0;
    const bool known =
        stbi_info_from_memory(bytes.data(), static_cast<int>(bytes.size()), &cols, &rows, &channels) != 0;
    return known && (channels == 2 || channels == 4);
}

bool has_transparency(const std::filesystem::path& file) {
    try {
        return has_transparency(read_file(file, kMaxFileBytes, std::string(kChoosePicture)));
    } catch (const LoadError&) {
        return false;
    }
}

}  // namespace convscope
