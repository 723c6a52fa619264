// The expected readers are those whose values were equal to load_picture() with Pillow 9.4 and OpenCV 4.6.
#include "core/image/files/python_readers.h"

#include <doctest/doctest.h>

#include <string>

#include "core/image/files/transparency.h"
#include "tests/support/coded_pictures.h"
#include "tests/support/picture_values.h"

using namespace convscope;

namespace {

/// "both", "pillow", "opencv" or "none"; with " rotated" if exif_transpose() is needed.
std::string readers(const Bytes& file) {
    const Picture picture = decoded(file);
    const PythonReaders found = python_readers(file, !picture.planes[0].is_bytes(), has_transparency(file));
    if (!found.any) return "none";
    return std::string(found.opencv ? "both" : "pillow") + (found.is_rotated ? " rotated" : "");
}

Bytes png_of(int depth, int colour, std::size_t pixel_bytes, const Bytes& extra = {}) {
    return samples::raw_png(1, 1, depth, colour, Bytes(1 + pixel_bytes, 0), extra);
}
Bytes rotated_png(int depth, int colour, std::size_t pixel_bytes) {
    Bytes extra;
    samples::put_chunk(extra, "eXIf", samples::exif_block(6));
    return png_of(depth, colour, pixel_bytes, extra);
}

/// One pixel of 1 to 4 bytes; the header has masks if there are any.
Bytes bmp_of(std::size_t bits, const Bytes& pixel, const std::vector<std::size_t>& masks = {}) {
    Bytes out = text_bytes("BM");
    const std::size_t header = masks.size() > 3 ? 56 : 40;
    const std::size_t start = 14 + 40 + 4 * masks.size();
    put_le32(out, start + 4);
    put_le32(out, 0);
    put_le32(out, start);
    put_le32(out, header);
    put_le32(out, 1);
    put_le32(out, 1);
    put_le16(out, 1);
    put_le16(out, bits);
    put_le32(out, masks.empty() ? 0 : 3);
    for (int field = 0; field < 5; ++field) put_le32(out, 0);
    for (const std::size_t mask : masks) put_le32(out, mask);
    put(out, pixel);
    out.resize(start + 4, 0);
    return out;
}

}  // namespace

TEST_CASE("PNG: rotated pictures are read with Pillow, unless it loses bits") {
    CHECK(readers(png_of(8, 2, 3)) == "both");
    CHECK(readers(png_of(16, 0, 2)) == "both");
    CHECK(readers(png_of(16, 6, 8)) == "both");
    CHECK(readers(rotated_png(8, 2, 3)) == "pillow rotated");
    CHECK(readers(rotated_png(8, 6, 4)) == "pillow rotated");
    CHECK(readers(rotated_png(16, 0, 2)) == "pillow rotated");
    CHECK(readers(rotated_png(16, 2, 6)) == "none");
    CHECK(readers(rotated_png(16, 4, 4)) == "none");
    Bytes level;
    samples::put_chunk(level, "tRNS", {0, 5});
    CHECK(readers(png_of(8, 0, 1, level)) == "both");
    CHECK(readers(png_of(16, 0, 2, level)) == "none");
}

TEST_CASE("WebP: rotated pictures are read with Pillow, animations without transparency with neither library") {
    const Bytes rgb(std::size_t{12 * 2 * 3}, 90);
    CHECK(readers(samples::webp(12, 2, 3, rgb)) == "both");
    CHECK(readers(samples::webp_with_orientation(12, 2, rgb, 6)) == "pillow rotated");
    CHECK(readers(samples::webp_with_orientation(12, 2, rgb, 1)) == "both");
    CHECK(readers(samples::webp_animation(14, 2, {rgb})) == "none");
}

TEST_CASE(
    "HEIC and AVIF are read with neither library, because the decoders of Pillow's plug-ins give different values") {
    for (const bool avif : {false, true}) {
        if (!samples::has_heif_encoder(avif)) continue;
        const Bytes file = samples::heif({.avif = avif}, [](int row, int /*col*/) {
            return std::vector<int>{row, 100, 100};
        });
        CHECK(readers(file) == "none");
        CHECK(python_readers(file, false, false).format == (avif ? PictureFormat::avif : PictureFormat::heic));
    }
}

TEST_CASE(
    "TIFF: 8 bits are read with Pillow; 16 bits as they are stored; floats and signed integers with neither library") {
    const auto tiff = [](samples::Tiff kind) {
        const auto bits = static_cast<std::size_t>(kind.bits * kind.channels);
        return readers(samples::tiff_file(kind, Bytes((bits + 7) / 8, 0)));
    };
    constexpr int kRgb = PHOTOMETRIC_RGB;
    CHECK(tiff({}) == "both");
    CHECK(tiff({.bits = 1}) == "both");
    CHECK(tiff({.photometric = PHOTOMETRIC_MINISWHITE}) == "both");
    CHECK(tiff({.channels = 3, .photometric = kRgb}) == "both");
    CHECK(tiff({.channels = 3, .photometric = kRgb, .separate = true}) == "both");
    CHECK(tiff({.channels = 4, .photometric = PHOTOMETRIC_SEPARATED}) == "both");
    CHECK(tiff({.photometric = PHOTOMETRIC_PALETTE, .palette = {1, 2, 3}}) == "both");
    CHECK(tiff({.channels = 3, .photometric = kRgb, .orientation = 6}) == "pillow");
    CHECK(tiff({.channels = 4, .photometric = kRgb, .extra_sample = EXTRASAMPLE_UNASSALPHA}) == "pillow");
    CHECK(tiff({.channels = 4, .photometric = kRgb, .extra_sample = EXTRASAMPLE_ASSOCALPHA}) == "none");
    CHECK(tiff({.channels = 4, .photometric = kRgb, .extra_sample = EXTRASAMPLE_UNSPECIFIED}) == "none");
    CHECK(tiff({.bits = 16}) == "both");
    CHECK(tiff({.bits = 16, .big_endian = true}) == "both");
    CHECK(tiff({.bits = 16, .channels = 3, .photometric = kRgb}) == "both");
    CHECK(tiff({.bits = 16, .channels = 4, .photometric = kRgb, .extra_sample = EXTRASAMPLE_UNASSALPHA}) == "both");
    CHECK(tiff({.bits = 16, .photometric = PHOTOMETRIC_MINISWHITE}) == "none");
    CHECK(tiff({.bits = 16, .orientation = 6}) == "none");
    CHECK(tiff({.bits = 16, .channels = 3, .photometric = kRgb, .separate = true}) == "none");
    CHECK(tiff({.bits = 16, .channels = 2, .extra_sample = EXTRASAMPLE_UNASSALPHA}) == "none");
    CHECK(tiff({.bits = 16, .format = SAMPLEFORMAT_INT}) == "none");
    CHECK(tiff({.format = SAMPLEFORMAT_INT}) == "none");
    CHECK(tiff({.bits = 32}) == "none");
    CHECK(tiff({.bits = 32, .format = SAMPLEFORMAT_IEEEFP}) == "none");
    CHECK(tiff({.bits = 64, .format = SAMPLEFORMAT_IEEEFP}) == "none");
}

TEST_CASE("BMP: 16 bits and masks are read with Pillow, alpha without masks with neither library") {
    CHECK(readers(bmp_of(8, {0})) == "both");
    CHECK(readers(bmp_of(24, {1, 2, 3})) == "both");
    CHECK(readers(bmp_of(32, {1, 2, 3, 0})) == "both");
    CHECK(readers(bmp_of(32, {1, 2, 3, 255})) == "pillow");
    CHECK(readers(bmp_of(32, {1, 2, 3, 100})) == "none");
    CHECK(readers(bmp_of(16, {1, 2})) == "pillow");
    CHECK(readers(bmp_of(16, {1, 2}, {0xF800, 0x7E0, 0x1F})) == "pillow");
    CHECK(readers(bmp_of(32, {1, 2, 3, 9}, {0xFF0000, 0xFF00, 0xFF, 0xFF000000})) == "pillow");
    CHECK(readers(bmp_of(32, {1, 2, 3, 9}, {0x3FF00000, 0xFFC00, 0x3FF})) == "none");
}

TEST_CASE("TGA, GIF and PSD are read with Pillow; HDR and PNM with both") {
    const Bytes rgb(std::size_t{4 * 3}, 90);
    Bytes tga = samples::tga(2, 2, rgb, false);
    CHECK(readers(tga) == "pillow");
    tga[17] |= 0x10;  // mirrored
    CHECK(readers(tga) == "none");
    const Bytes palette(12, 50);
    CHECK(readers(samples::gif(2, 2, 2, {0, 1, 2, 3}, palette, 3, 0)) == "pillow");
    CHECK(readers(samples::gif(3, 2, 2, {0, 1, 2, 3}, palette, -1, 0)) == "none");
    CHECK(readers(samples::psd(2, 2, 8, rgb)) == "pillow");
    CHECK(readers(samples::psd(2, 1, 16, rgb)) == "none");
    CHECK(readers(samples::hdr(1, 1, {1, 2, 3, 129})) == "both");
    CHECK(readers(text_bytes("P2 1 1 255 9")) == "both");
    CHECK(readers(samples::jpeg(2, 2, 3, rgb)) == "both");
    CHECK_FALSE(python_readers(text_bytes("1, 2"), false, false).format.has_value());
}
