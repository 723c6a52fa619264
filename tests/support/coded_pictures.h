// WebP, TIFF, HEIC and AVIF files of known pixels, made by the libraries' encoders.
#pragma once

#include <libheif/heif.h>
#include <tiffio.h>
#include <webp/encode.h>

#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/support/sample_pictures.h"
#include "tests/support/temporary_folder.h"

namespace convscope::samples {

/// EXIF data with only an orientation, as PNG and WebP hold it.
inline Bytes exif_block(int orientation) {
    const Bytes segment = with_orientation({0xFF, 0xD8}, orientation, true);
    return {segment.begin() + 12, segment.end()};  // after the markers, the length, "Exif" and two zeros
}

/// A lossless WebP file; `pixels` have 3 or 4 interleaved channels.
inline Bytes webp(int cols, int rows, int channels, const Bytes& pixels) {
    std::uint8_t* data = nullptr;
    const std::size_t size = channels == 4 ? WebPEncodeLosslessRGBA(pixels.data(), cols, rows, cols * 4, &data)
                                           : WebPEncodeLosslessRGB(pixels.data(), cols, rows, cols * 3, &data);
    Bytes out(data, data + size);
    WebPFree(data);
    return out;
}

inline void put_le24(Bytes& out, std::size_t value) {
    put(out, Bytes{byte(value), byte(value >> 8U), byte(value >> 16U)});
}

inline void put_riff_chunk(Bytes& out, std::string_view type, const Bytes& data) {
    put(out, type);
    put_le32(out, data.size());
    put(out, data);
    if (data.size() % 2 != 0) out.push_back(0);
}

constexpr std::uint8_t kAnimatedWebp = 0x02, kWebpWithExif = 0x08;

/// A WebP file with the header VP8X and these chunks.
inline Bytes extended_webp(int cols, int rows, std::uint8_t flags, const Bytes& chunks) {
    Bytes header{flags, 0, 0, 0};
    put_le24(header, static_cast<std::size_t>(cols - 1));
    put_le24(header, static_cast<std::size_t>(rows - 1));
    Bytes body = text_bytes("WEBP");
    put_riff_chunk(body, "VP8X", header);
    put(body, chunks);
    Bytes out = text_bytes("RIFF");
    put_le32(out, body.size());
    put(out, body);
    return out;
}

/// The chunks of a WebP file, without its head.
inline Bytes webp_chunks(const Bytes& webp) {
    return {webp.begin() + 12, webp.end()};
}

inline Bytes webp_with_orientation(int cols, int rows, const Bytes& rgb, int orientation) {
    Bytes chunks = webp_chunks(webp(cols, rows, 3, rgb));
    put_riff_chunk(chunks, "EXIF", exif_block(orientation));
    return extended_webp(cols, rows, kWebpWithExif, chunks);
}

/// An animation on a canvas; each frame covers the canvas from column 2 on.
inline Bytes webp_animation(int cols, int rows, const std::vector<Bytes>& frames) {
    Bytes chunks;
    put_riff_chunk(chunks, "ANIM", Bytes(6, 0));
    for (const Bytes& rgb : frames) {
        Bytes frame;
        put_le24(frame, 1);  // half the column
        put_le24(frame, 0);
        put_le24(frame, static_cast<std::size_t>(cols - 3));
        put_le24(frame, static_cast<std::size_t>(rows - 1));
        put_le24(frame, 100);  // milliseconds
        frame.push_back(0);
        put(frame, webp_chunks(webp(cols - 2, rows, 3, rgb)));
        put_riff_chunk(chunks, "ANMF", frame);
    }
    return extended_webp(cols, rows, kAnimatedWebp, chunks);
}

struct Tiff {
    int cols = 1, rows = 1;
    int bits = 8, channels = 1;
    int photometric = PHOTOMETRIC_MINISBLACK;
    int format = SAMPLEFORMAT_UINT;
    int compression = COMPRESSION_NONE;
    int orientation = 1;
    int extra_sample = -1;  ///< such as EXTRASAMPLE_UNASSALPHA
    bool separate = false;  ///< one plane after the other
    bool big_endian = false;
    int tile = 0;             ///< side of the tiles; 0 for rows
    Bytes palette = {};       ///< red, green and blue of each colour
    int pages = 1;            ///< further pages are copies
    bool is_preview = false;  ///< the mark of a reduced picture
};

/// Writes the data in rows: of one plane after the other if they are separate.
inline void write_tiff_rows(TIFF* tiff, const Tiff& kind, const Bytes& data) {
    const auto row_bytes = static_cast<std::size_t>(TIFFScanlineSize(tiff));
    Bytes row(row_bytes);
    std::size_t at = 0;
    for (int plane = 0; plane < (kind.separate ? kind.channels : 1); ++plane)
        for (int r = 0; r < kind.rows; ++r, at += row_bytes) {
            std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(at), row_bytes, row.begin());
            TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(r), static_cast<std::uint16_t>(plane));
        }
}

/// Writes the data in tiles of interleaved pixels.
inline void write_tiff_tiles(TIFF* tiff, const Tiff& kind, const Bytes& data) {
    const auto pixel = static_cast<std::size_t>(kind.channels * kind.bits / 8);
    for (int top = 0; top < kind.rows; top += kind.tile)
        for (int left = 0; left < kind.cols; left += kind.tile) {
            Bytes tile(static_cast<std::size_t>(TIFFTileSize(tiff)), 0);
            for (int r = top; r < std::min(top + kind.tile, kind.rows); ++r)
                for (int c = left; c < std::min(left + kind.tile, kind.cols); ++c) {
                    const auto in = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(r * kind.cols + c) * pixel);
                    const auto out =
                        static_cast<std::ptrdiff_t>(static_cast<std::size_t>((r - top) * kind.tile + c - left) * pixel);
                    std::copy_n(data.begin() + in, pixel, tile.begin() + out);
                }
            TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top), 0, 0);
        }
}

inline void set_tiff_palette(TIFF* tiff, const Tiff& kind) {
    std::vector<std::uint16_t> colours(std::size_t{3} << static_cast<unsigned>(kind.bits), 0);
    const std::size_t count = colours.size() / 3;
    for (std::size_t i = 0; i < kind.palette.size(); ++i)
        colours[i % 3 * count + i / 3] = static_cast<std::uint16_t>(kind.palette[i] * 257);
    TIFFSetField(tiff, TIFFTAG_COLORMAP, colours.data(), colours.data() + count, colours.data() + 2 * count);
}

/// A TIFF file; `data` are the samples as libtiff writes them, in this machine's byte order.
inline Bytes tiff_file(const Tiff& kind, const Bytes& data) {
    const TemporaryFolder folder;
    const std::string file = (folder / "picture.tif").string();
    TIFF* const tiff = TIFFOpen(file.c_str(), kind.big_endian ? "wb" : "wl");
    if (tiff == nullptr) throw std::runtime_error("cannot write " + file);
    for (int page = 0; page < kind.pages; ++page) {
        TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, kind.cols);
        TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, kind.rows);
        TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, kind.bits);
        TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, kind.channels);
        TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, kind.photometric);
        TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, kind.format);
        TIFFSetField(tiff, TIFFTAG_COMPRESSION, kind.compression);
        TIFFSetField(tiff, TIFFTAG_ORIENTATION, kind.orientation);
        TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, kind.separate ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
        if (kind.photometric == PHOTOMETRIC_SEPARATED) TIFFSetField(tiff, TIFFTAG_INKSET, INKSET_CMYK);
        if (kind.is_preview) TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
        const auto extra = static_cast<std::uint16_t>(kind.extra_sample);
        if (kind.extra_sample >= 0) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &extra);
        if (!kind.palette.empty()) set_tiff_palette(tiff, kind);
        if (kind.tile > 0) {
            TIFFSetField(tiff, TIFFTAG_TILEWIDTH, kind.tile);
            TIFFSetField(tiff, TIFFTAG_TILELENGTH, kind.tile);
            write_tiff_tiles(tiff, kind, data);
        } else {
            TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 2);
            write_tiff_rows(tiff, kind, data);
        }
        TIFFWriteDirectory(tiff);
    }
    TIFFClose(tiff);
    return text_bytes(content_of(file));
}

inline bool has_heif_encoder(bool avif) {
    return heif_have_encoder_for_format(avif ? heif_compression_AV1 : heif_compression_HEVC) != 0;
}

inline void expect_heif_ok(const heif_error& error) {
    if (error.code != heif_error_Ok) throw std::runtime_error(error.message);
}

struct Heif {
    bool avif = false;
    int cols = 64, rows = 64;
    int bits = 8;
    bool alpha = false;
    int orientation = 1;  ///< as in EXIF; the file's irot and imir boxes bring the picture upright
};

/// A HEIC or AVIF file of the best quality; `colour` gives the samples of a pixel: three, or four with alpha.
inline Bytes heif(const Heif& kind, const std::function<std::vector<int>(int row, int col)>& colour) {
    const heif_chroma bytes = kind.alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
    const heif_chroma words = kind.alpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE;
    const bool deep = kind.bits > 8;
    heif_image* image = nullptr;
    expect_heif_ok(heif_image_create(kind.cols, kind.rows, heif_colorspace_RGB, deep ? words : bytes, &image));
    expect_heif_ok(heif_image_add_plane(image, heif_channel_interleaved, kind.cols, kind.rows, kind.bits));
    int stride = 0;
    std::uint8_t* const plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
    for (int r = 0; r < kind.rows; ++r) {
        std::uint8_t* out = plane + static_cast<std::ptrdiff_t>(r) * stride;
        for (int c = 0; c < kind.cols; ++c)
            for (const int sample : colour(r, c)) {
                *out++ = byte(static_cast<std::size_t>(sample));
                if (deep) *out++ = byte(static_cast<std::size_t>(sample) >> 8U);
            }
    }
    heif_context* const context = heif_context_alloc();
    heif_encoder* encoder = nullptr;
    expect_heif_ok(heif_context_get_encoder_for_format(
        context, kind.avif ? heif_compression_AV1 : heif_compression_HEVC, &encoder));
    heif_encoder_set_lossy_quality(encoder, 98);
    if (!deep) heif_encoder_set_parameter_string(encoder, "chroma", "444");
    heif_encoding_options* const options = heif_encoding_options_alloc();
    options->image_orientation = static_cast<heif_orientation>(kind.orientation);
    expect_heif_ok(heif_context_encode_image(context, image, encoder, options, nullptr));
    const TemporaryFolder folder;
    const std::string file = (folder / "picture.heif").string();
    expect_heif_ok(heif_context_write_to_file(context, file.c_str()));
    heif_encoding_options_free(options);
    heif_encoder_release(encoder);
    heif_context_free(context);
    heif_image_release(image);
    return text_bytes(content_of(file));
}

}  // namespace convscope::samples
