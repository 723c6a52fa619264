#include "core/image/files/format.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;
using namespace std::string_view_literals;

bool has(Bytes bytes, std::size_t offset, std::string_view text) {
    return bytes.size() >= offset + text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

bool is_one_of(int value, std::initializer_list<int> values) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

bool is_bmp(Bytes b) {
    // Many text files start with "BM", so the header size after it is checked too.
    return b.size() >= 18 && has(b, 0, "BM"sv) && is_one_of(b[14], {12, 16, 40, 52, 56, 64, 108, 124}) &&
           has(b, 15, "\0\0\0"sv);
}

bool is_pnm(Bytes b) {
    return b.size() >= 3 && b[0] == 'P' && b[1] >= '1' && b[1] <= '6' && is_one_of(b[2], {' ', '\t', '\n', '\r', '#'});
}

/// TGA has no signature: every field of its header must be valid.
bool is_tga(Bytes b) {
    if (b.size() < 18) return false;
    const int map = b[1], type = b[2], map_bits = b[7], bits = b[16];
    if (map > 1 || (b[17] & 0xC0) != 0) return false;
    if ((b[12] | b[13]) == 0 || (b[14] | b[15]) == 0) return false;
    if (map == 1)
        return is_one_of(type, {1, 9}) && is_one_of(bits, {8, 16}) && is_one_of(map_bits, {8, 15, 16, 24, 32});
    return (is_one_of(type, {2, 10}) && is_one_of(bits, {15, 16, 24, 32})) ||
           (is_one_of(type, {3, 11}) && is_one_of(bits, {8, 16}));
}

/// II and MM are the byte orders; 42 is TIFF, 43 its variant for large files.
bool is_tiff(Bytes b) {
    return has(b, 0, "II*\0"sv) || has(b, 0, "II+\0"sv) || has(b, 0, "MM\0*"sv) || has(b, 0, "MM\0+"sv);
}

/// HEIF files list their brands after "ftyp": the main one, a version, then the compatible ones.
std::optional<PictureFormat> heif_format(Bytes b) {
    if (b.size() < 12 || !has(b, 4, "ftyp"sv)) return std::nullopt;
    constexpr std::array kHeic{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "hevm"sv, "hevs"sv};
    const std::size_t length = b[2] << 8U | b[3];
    const std::size_t end = std::min({length, b.size(), kSniffedBytes});
    const auto is_avif = [&](std::size_t at) { return has(b, at, "avif"sv) || has(b, at, "avis"sv); };
    const auto is_heic = [&](std::size_t at) {
        return std::ranges::any_of(kHeic, [&](std::string_view brand) { return has(b, at, brand); });
    };
    if (is_avif(8)) return PictureFormat::avif;
    if (is_heic(8)) return PictureFormat::heic;
    if (!has(b, 8, "mif1"sv) && !has(b, 8, "msf1"sv)) return std::nullopt;
    for (std::size_t at = 16; at + 4 <= end; at += 4)
        if (is_avif(at)) return PictureFormat::avif;
    return PictureFormat::heic;
}

struct Signature {
    std::size_t offset;
    std::string_view text;
    Message kind;
};

constexpr std::array kForeign{
    Signature{4, "ftyp"sv, tr("a film")},
    Signature{0, "\0\0\0\x0CJXL "sv, tr("a JPEG XL picture")},
    Signature{0, "\xFF\x0A"sv, tr("a JPEG XL picture")},
    Signature{0, "\0\0\0\x0CjP  "sv, tr("a JPEG 2000 picture")},
    Signature{0, "\xFF\x4F\xFF\x51"sv, tr("a JPEG 2000 picture")},
    Signature{0, "\x76\x2F\x31\x01"sv, tr("an OpenEXR picture")},
    Signature{0, "\0\0\1\0"sv, tr("a Windows icon")},
    Signature{0, "P7\n"sv, tr("a PAM picture")},
    Signature{0, "%PDF"sv, tr("a PDF document")},
    Signature{0, "\x93NUMPY"sv, tr("a NumPy array")},
    Signature{0, "\x89HDF"sv, tr("an HDF5 file")},
    Signature{0, "PK\3\4"sv, tr("a ZIP archive")},
    Signature{0, "\x1F\x8B"sv, tr("a gzip archive")},
};

bool is_text(Bytes b) {
    return !b.empty() && std::all_of(b.begin(), b.end(), [](std::uint8_t c) {
        return (c >= 0x20 && c != 0x7F) || is_one_of(c, {'\t', '\n', '\r', '\f'});
    });
}

}  // namespace

std::string_view format_name(PictureFormat format) {
    constexpr std::array names{"PNG"sv, "JPEG"sv, "WebP"sv, "AVIF"sv, "HEIC"sv, "TIFF"sv,
                               "BMP"sv, "TGA"sv,  "GIF"sv,  "PNM"sv,  "PSD"sv,  "HDR"sv};
    return names[static_cast<std::size_t>(format)];
}

std::optional<PictureFormat> picture_format(Bytes start) {
    if (has(start, 0, "\x89PNG\r\n\x1A\n"sv)) return PictureFormat::png;
    if (has(start, 0, "\xFF\xD8\xFF"sv)) return PictureFormat::jpeg;
    if (has(start, 0, "GIF87a"sv) || has(start, 0, "GIF89a"sv)) return PictureFormat::gif;
    if (has(start, 0, "8BPS"sv)) return PictureFormat::psd;
    if (has(start, 0, "#?RADIANCE\n"sv) || has(start, 0, "#?RGBE\n"sv)) return PictureFormat::hdr;
    if (has(start, 0, "RIFF"sv) && has(start, 8, "WEBP"sv)) return PictureFormat::webp;
    if (is_tiff(start)) return PictureFormat::tiff;
    if (const std::optional<PictureFormat> format = heif_format(start)) return format;
    if (is_bmp(start)) return PictureFormat::bmp;
    if (is_pnm(start)) return PictureFormat::pnm;
    if (is_tga(start)) return PictureFormat::tga;
    return std::nullopt;
}

Message foreign_kind(Bytes start) {
    for (const Signature& signature : kForeign)
        if (has(start, signature.offset, signature.text)) return signature.kind;
    if (!is_text(start.first(std::min(start.size(), kSniffedBytes)))) return {};
    const std::string text(start.begin(),
                           start.begin() + static_cast<std::ptrdiff_t>(std::min(start.size(), kSniffedBytes)));
    if (text.find("<svg") != std::string::npos) return tr("an SVG drawing");
    if (text.find("<html") != std::string::npos || text.find("<!DOCTYPE html") != std::string::npos)
        return tr("a web page");
    return tr("a text file");
}

bool is_git_lfs_pointer(Bytes start) {
    return has(start, 0, "version https://git-lfs.github.com/spec/"sv);
}

}  // namespace convscope
