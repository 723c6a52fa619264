// Small picture files of all formats, made in memory from known pixels.
#pragma once

#include <stb_image_write.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

using Bytes = std::vector<std::uint8_t>;

inline std::uint8_t byte(std::size_t value) {
    return static_cast<std::uint8_t>(value & 255U);
}
inline void put(Bytes& out, const Bytes& bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}
inline void put(Bytes& out, std::string_view text) {
    out.insert(out.end(), text.begin(), text.end());
}
inline void put_le16(Bytes& out, std::size_t v) {
    put(out, Bytes{byte(v), byte(v >> 8U)});
}
inline void put_be16(Bytes& out, std::size_t v) {
    put(out, Bytes{byte(v >> 8U), byte(v)});
}
inline void put_le32(Bytes& out, std::size_t v) {
    put(out, Bytes{byte(v), byte(v >> 8U), byte(v >> 16U), byte(v >> 24U)});
}
inline void put_be32(Bytes& out, std::size_t v) {
    put(out, Bytes{byte(v >> 24U), byte(v >> 16U), byte(v >> 8U), byte(v)});
}
inline Bytes text_bytes(std::string_view text) {
    return {text.begin(), text.end()};
}

namespace samples {

inline void append_to_bytes(void* context, void* data, int size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    static_cast<Bytes*>(context)->insert(static_cast<Bytes*>(context)->end(), bytes, bytes + size);
}

/// A PNG file. `pixels` are bytes with 1 to 4 interleaved channels.
inline Bytes png(int cols, int rows, int channels, const Bytes& pixels) {
    Bytes out;
    stbi_write_png_to_func(append_to_bytes, &out, cols, rows, channels, pixels.data(), cols * channels);
    return out;
}

/// A JPEG file of the best quality; `pixels` as in png().
inline Bytes jpeg(int cols, int rows, int channels, const Bytes& pixels) {
    Bytes out;
    stbi_write_jpg_to_func(append_to_bytes, &out, cols, rows, channels, pixels.data(), 100);
    return out;
}

/// The JPEG file with an EXIF segment that contains only the orientation.
inline Bytes with_orientation(const Bytes& jpeg, int orientation, bool big_endian) {
    const auto put16 = big_endian ? put_be16 : put_le16;
    const auto put32 = big_endian ? put_be32 : put_le32;
    Bytes exif;
    put(exif, std::string_view("Exif\0\0", 6));
    put(exif, big_endian ? "MM" : "II");
    put16(exif, 42);
    put32(exif, 8);
    put16(exif, 1);  // one entry: tag orientation, type short, count 1
    put16(exif, 0x112);
    put16(exif, 3);
    put32(exif, 1);
    put16(exif, static_cast<std::size_t>(orientation));
    put16(exif, 0);
    put32(exif, 0);
    Bytes out(jpeg.begin(), jpeg.begin() + 2);
    put(out, Bytes{0xFF, 0xE1});
    put_be16(out, exif.size() + 2);
    put(out, exif);
    out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
    return out;
}

/// The CRC-32 checksum of PNG and zip.
inline std::uint32_t crc32(const Bytes& bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::uint8_t b : bytes) {
        crc ^= b;
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

inline void put_chunk(Bytes& out, std::string_view type, const Bytes& data) {
    Bytes body = text_bytes(type);
    put(body, data);
    put_be32(out, data.size());
    put(out, body);
    put_be32(out, crc32(body));
}

/// The bytes in zlib's format, uncompressed: a single stored block.
inline Bytes stored(const Bytes& raw) {
    Bytes out{0x78, 0x01, 0x01};
    put_le16(out, raw.size());
    put_le16(out, ~raw.size());
    put(out, raw);
    std::uint32_t a = 1, b = 0;
    for (const std::uint8_t value : raw) {
        a = (a + value) % 65521;
        b = (b + a) % 65521;
    }
    put_be32(out, b << 16U | a);
    return out;
}

/// A PNG file of any depth and colour type (0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha); `raw` is its
/// scanlines, each after a filter byte of 0. `extra` are further chunks, such as a palette.
inline Bytes raw_png(std::size_t cols, std::size_t rows, int depth, int colour, const Bytes& raw,
                     const Bytes& extra = {}) {
    Bytes out{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    Bytes header;
    put_be32(header, cols);
    put_be32(header, rows);
    put(header, Bytes{static_cast<std::uint8_t>(depth), static_cast<std::uint8_t>(colour), 0, 0, 0});
    put_chunk(out, "IHDR", header);
    put(out, extra);
    put_chunk(out, "IDAT", stored(raw));
    put_chunk(out, "IEND", {});
    return out;
}

/// A 24-bit BMP file; `rgb` is row by row from the top. `cols` must be a multiple of 4, because rows are not padded.
inline Bytes bmp(int cols, int rows, const Bytes& rgb, bool top_down) {
    Bytes out = text_bytes("BM");
    put_le32(out, 54 + rgb.size());
    put_le32(out, 0);
    put_le32(out, 54);
    put_le32(out, 40);
    put_le32(out, static_cast<std::size_t>(cols));
    put_le32(out, static_cast<std::size_t>(top_down ? -rows : rows));
    put_le16(out, 1);
    put_le16(out, 24);
    for (int field = 0; field < 6; ++field) put_le32(out, 0);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) {
            const auto i = static_cast<std::size_t>(((top_down ? r : rows - 1 - r) * cols + c) * 3);
            put(out, Bytes{rgb[i + 2], rgb[i + 1], rgb[i]});
        }
    return out;
}

/// A 24-bit TGA file with the top row first, uncompressed or with one run per pixel.
inline Bytes tga(std::size_t cols, std::size_t rows, const Bytes& rgb, bool run_length) {
    Bytes out{0, 0, static_cast<std::uint8_t>(run_length ? 10 : 2), 0, 0, 0, 0, 0, 0, 0, 0, 0};
    put_le16(out, cols);
    put_le16(out, rows);
    put(out, Bytes{24, 0x20});
    for (std::size_t i = 0; i < rgb.size(); i += 3) {
        if (run_length) out.push_back(0x80);
        put(out, Bytes{rgb[i + 2], rgb[i + 1], rgb[i]});
    }
    return out;
}

/// A GIF file of four colours whose picture (`indices`, row by row) covers the top left of a larger screen.
/// `transparent` is a colour's number or -1.
inline Bytes gif(std::size_t screen_cols, std::size_t screen_rows, std::size_t cols, const Bytes& indices,
                 const Bytes& palette, int transparent, int background) {
    Bytes out = text_bytes("GIF89a");
    put_le16(out, screen_cols);
    put_le16(out, screen_rows);
    put(out, Bytes{0x81, static_cast<std::uint8_t>(background), 0});
    put(out, palette);
    if (transparent >= 0) put(out, Bytes{0x21, 0xF9, 4, 1, 0, 0, static_cast<std::uint8_t>(transparent), 0});
    out.push_back(0x2C);
    put_le32(out, 0);
    put_le16(out, cols);
    put_le16(out, indices.size() / cols);
    put(out, Bytes{0, 2});
    // A clear code (4) before every pixel keeps all codes at three bits; 5 ends the picture.
    Bytes packed;
    std::size_t bits = 0, count = 0;
    const auto code = [&](std::size_t value) {
        bits |= value << count;
        for (count += 3; count >= 8; count -= 8, bits >>= 8U) packed.push_back(byte(bits));
    };
    for (const std::uint8_t index : indices) {
        code(4);
        code(index);
    }
    code(5);
    packed.push_back(byte(bits));
    out.push_back(byte(packed.size()));
    put(out, packed);
    put(out, Bytes{0, 0x3B});
    return out;
}

/// An uncompressed RGB PSD file with 8 or 16 bits; `planes` is all red, then all green, then all blue samples.
inline Bytes psd(std::size_t cols, std::size_t rows, std::size_t depth, const Bytes& planes, std::size_t mode = 3,
                 std::size_t compression = 0) {
    Bytes out = text_bytes("8BPS");
    put_be16(out, 1);
    put(out, Bytes(6, 0));
    put_be16(out, 3);
    put_be32(out, rows);
    put_be32(out, cols);
    put_be16(out, depth);
    put_be16(out, mode);
    for (int section = 0; section < 3; ++section) put_be32(out, 0);
    put_be16(out, compression);
    put(out, planes);
    return out;
}

/// A Radiance HDR file; `data` are its pixels, plain or run-length encoded.
inline Bytes hdr(int cols, int rows, const Bytes& data) {
    Bytes out = text_bytes("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y " + std::to_string(rows) + " +X " +
                           std::to_string(cols) + "\n");
    put(out, data);
    return out;
}

}  // namespace samples

}  // namespace convscope
