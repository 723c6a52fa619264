#include "core/image/files/python_readers.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/load_error.h"
#include "core/image/files/formats/png.h"
#include "core/image/files/formats/tiff_file.h"
#include "core/image/files/orientation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr PythonReaders kNone{.any = false, .opencv = false};
constexpr PythonReaders kPillow{.opencv = false};
constexpr PythonReaders kBoth{};

/// The little-endian number at offset `at`; 0 after the end.
std::uint32_t le16(Bytes bytes, std::size_t at) {
    return at + 2 <= bytes.size() ? bytes[at] | std::uint32_t{bytes[at + 1]} << 8U : 0;
}
std::uint32_t le32(Bytes bytes, std::size_t at) {
    return le16(bytes, at) | le16(bytes, at + 2) << 16U;
}
std::uint8_t byte_at(Bytes bytes, std::size_t at) {
    return at < bytes.size() ? bytes[at] : std::uint8_t{0};
}

/// OpenCV ignores the orientation, or parts of it, and the grey level that a deep grey picture marks as transparent.
/// Pillow loses bits of deep pictures unless they are grey and opaque.
PythonReaders png_readers(Bytes bytes, bool is_deep, bool is_transparent) {
    const std::uint8_t kind = byte_at(bytes, 25);
    const bool is_opaque_grey = kind == 0 && !is_transparent;
    if (is_deep && kind == 0 && is_transparent) return kNone;
    if (png_orientation(bytes) == 1) return kBoth;
    if (is_deep && !is_opaque_grey) return kNone;
    return {.opencv = false, .is_rotated = true};
}

/// The data of the first chunk of this type in a WebP file; empty if it has none.
Bytes webp_chunk(Bytes webp, std::string_view type) {
    constexpr std::size_t kFirstChunk = 12, kChunkHead = 8;
    for (std::size_t at = kFirstChunk; at + kChunkHead <= webp.size();) {
        const std::size_t length = le32(webp, at + 4);
        const Bytes data = webp.subspan(at + kChunkHead);
        const auto same = [](std::uint8_t byte, char letter) { return static_cast<char>(byte) == letter; };
        if (std::ranges::equal(webp.subspan(at, 4), type, same)) return data.first(std::min(length, data.size()));
        at += kChunkHead + length + length % 2;
    }
    return {};
}

/// If the first frame of an opaque animation does not cover the canvas, Pillow gives the rest a different colour.
PythonReaders webp_readers(Bytes bytes, bool is_transparent) {
    constexpr unsigned kAnimated = 0x02;
    const bool is_animated = (byte_at(webp_chunk(bytes, "VP8X"), 0) & kAnimated) != 0;
    if (is_animated && !is_transparent) return kNone;
    if (exif_block_orientation(webp_chunk(bytes, "EXIF")) != 1) return {.opencv = false, .is_rotated = true};
    return is_animated ? kPillow : kBoth;
}

/// The readers of 16-bit pictures: OpenCV and Pillow read grey, RGB and RGBA as they are stored.
PythonReaders deep_tiff_readers(const TiffFile& file, int samples, int bits) {
    const int photometric = file.field(TIFFTAG_PHOTOMETRIC);
    const bool is_grey = photometric == PHOTOMETRIC_MINISBLACK && samples == 1;
    const bool is_rgb = photometric == PHOTOMETRIC_RGB && samples >= 3;
    const bool is_separate = file.field(TIFFTAG_PLANARCONFIG) == PLANARCONFIG_SEPARATE && samples > 1;
    return bits == 16 && (is_grey || is_rgb) && !is_separate && file.orientation() == 1 ? kBoth : kNone;
}

PythonReaders tiff_readers(Bytes bytes, bool is_transparent) {
    const std::string name;
    const TiffFile file(bytes, name);
    const int bits = file.field(TIFFTAG_BITSPERSAMPLE), samples = file.field(TIFFTAG_SAMPLESPERPIXEL);
    const int photometric = file.field(TIFFTAG_PHOTOMETRIC);
    int expected = 1;
    if (photometric == PHOTOMETRIC_RGB || photometric == PHOTOMETRIC_YCBCR) expected = 3;
    if (photometric == PHOTOMETRIC_SEPARATED) expected = 4;
    const bool is_plain_alpha = is_transparent && file.extra_sample() == EXTRASAMPLE_UNASSALPHA;
    if (is_plain_alpha) ++expected;
    // Pillow loses bits of colours that are multiplied by alpha; OpenCV treats them as not multiplied.
    if (samples != expected || is_plain_alpha != is_transparent) return kNone;
    if (file.field(TIFFTAG_SAMPLEFORMAT) != SAMPLEFORMAT_UINT) return kNone;
    if (bits > 8) return deep_tiff_readers(file, samples, bits);
    const bool is_jpeg = file.field(TIFFTAG_COMPRESSION) == COMPRESSION_JPEG;
    const bool known = photometric <= PHOTOMETRIC_PALETTE || photometric == PHOTOMETRIC_SEPARATED ||
                       (photometric == PHOTOMETRIC_YCBCR && is_jpeg);
    if (!known || (bits != 8 && (bits != 1 || photometric > PHOTOMETRIC_MINISBLACK))) return kNone;
    // Pillow rotates the picture upright without exif_transpose().
    return file.orientation() == 1 && !is_transparent ? kBoth : kPillow;
}

/// True if all pixels have alpha 255. The pixels must have 32 bits without masks.
bool is_opaque_bmp(Bytes bmp) {
    for (std::size_t at = std::size_t{le32(bmp, 10)} + 3; at < bmp.size(); at += 4)
        if (bmp[at] != 255) return false;
    return true;
}

/// Pillow ignores the alpha of pixels without masks, and it reads the usual masks only. OpenCV does not scale 16-bit
/// pixels to 255.
PythonReaders bmp_readers(Bytes bytes, bool is_transparent) {
    constexpr std::size_t kMasks = 54;
    const bool is_old = le32(bytes, 14) == 12;
    const std::uint32_t bits = le16(bytes, is_old ? 24 : 28), compression = is_old ? 0 : le32(bytes, 30);
    if (compression == 0) {
        if (bits == 2 || (is_transparent && !is_opaque_bmp(bytes))) return kNone;
        if (is_transparent) return kPillow;
        return bits == 16 ? kPillow : kBoth;
    }
    const std::uint32_t red = le32(bytes, kMasks), green = le32(bytes, kMasks + 4), blue = le32(bytes, kMasks + 8);
    const bool is_555 = red == 0x7C00 && green == 0x3E0 && blue == 0x1F;
    const bool is_565 = red == 0xF800 && green == 0x7E0 && blue == 0x1F;
    const bool is_888 = red == 0xFF0000 && green == 0xFF00 && blue == 0xFF;
    const bool known = compression == 3 && ((bits == 16 && (is_555 || is_565)) || (bits == 32 && is_888));
    return known ? kPillow : kNone;
}

/// OpenCV reads no TGA files. The libraries differ for mirrored rows, and for palettes that do not start at number 0 or
/// have 16 bits.
PythonReaders tga_readers(Bytes bytes) {
    constexpr unsigned kMirrored = 0x10;
    const bool has_palette = byte_at(bytes, 1) != 0;
    const bool plain_palette = le16(bytes, 3) == 0 && byte_at(bytes, 7) == 24;
    if ((byte_at(bytes, 17) & kMirrored) != 0 || (has_palette && !plain_palette)) return kNone;
    return kPillow;
}

/// True if the first frame covers the canvas. Programs differ in the colour of the rest.
bool first_frame_covers(Bytes gif) {
    const auto palette_bytes = [](std::uint8_t flags) {
        return (flags & 0x80U) != 0 ? std::size_t{3} << ((flags & 7U) + 1U) : std::size_t{0};
    };
    std::size_t at = 13 + palette_bytes(byte_at(gif, 10));
    while (byte_at(gif, at) == '!') {  // an extension: its kind, then blocks that begin with their length
        at += 2;
        while (byte_at(gif, at) != 0) at += std::size_t{1} + gif[at];
        ++at;
    }
    return byte_at(gif, at) == ',' && le32(gif, at + 1) == 0 && le32(gif, at + 5) == le32(gif, 6);
}

/// Pillow reads 8 bits only. It blends a fourth channel with the colours in a different way from Photoshop.
PythonReaders psd_readers(Bytes bytes, bool is_deep) {
    return is_deep || byte_at(bytes, 13) != 3 ? kNone : kPillow;
}

PythonReaders readers_of(PictureFormat format, Bytes bytes, bool is_deep, bool is_transparent) {
    switch (format) {
        case PictureFormat::png:
            return png_readers(bytes, is_deep, is_transparent);
        case PictureFormat::webp:
            return webp_readers(bytes, is_transparent);
        case PictureFormat::avif:
        case PictureFormat::heic:
            return kNone;  // Pillow needs plug-ins, whose decoders give other colours at edges
        case PictureFormat::tiff:
            return tiff_readers(bytes, is_transparent);
        case PictureFormat::bmp:
            return bmp_readers(bytes, is_transparent);
        case PictureFormat::tga:
            return tga_readers(bytes);
        case PictureFormat::gif:
            return first_frame_covers(bytes) ? kPillow : kNone;
        case PictureFormat::psd:
            return psd_readers(bytes, is_deep);
        case PictureFormat::jpeg:
        case PictureFormat::pnm:
        case PictureFormat::hdr:
            break;
    }
    return kBoth;
}

}  // namespace

PythonReaders python_readers(Bytes bytes, bool is_deep, bool is_transparent) {
    const std::optional<PictureFormat> format = picture_format(bytes.first(std::min(bytes.size(), kSniffedBytes)));
    if (!format) return {};
    PythonReaders readers = kNone;
    try {
        readers = readers_of(*format, bytes, is_deep, is_transparent);
    } catch (const LoadError&) {  // a damaged file
        readers = kNone;
    }
    readers.format = format;
    return readers;
}

}  // namespace convscope
