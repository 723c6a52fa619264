#include "core/image/files/formats/png.h"

#include <zlib.h>

#include <algorithm>

#include "core/base/byte_cursor.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/orientation.h"
#include "core/image/files/validation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;
using namespace std::string_view_literals;

constexpr std::size_t kSignature = 8;
constexpr std::size_t kColourType = 25;  ///< offset of the colour type in the file
constexpr std::size_t kChunkHead = 8;    ///< bytes of a chunk's length and type
constexpr std::size_t kChunkFrame = 12;  ///< bytes of a chunk's length, type and checksum
constexpr unsigned kAlphaBit = 4;        ///< bit of the colour type that means alpha
constexpr std::uint8_t kPaletteColour = 3;
constexpr std::size_t kFullPalette = 768;  ///< bytes

std::string_view as_text(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The orientation in an XMP text, written tiff:Orientation="6" or <tiff:Orientation>6<; 0 if there is none.
int xmp_orientation(std::string_view xmp) {
    constexpr auto kTag = "tiff:Orientation"sv;
    const std::size_t tag = xmp.find(kTag);
    if (tag == std::string_view::npos) return 0;
    const std::size_t value = xmp.find_first_not_of(" =\"'>\t\r\n", tag + kTag.size());
    if (value == std::string_view::npos || xmp[value] < '1' || xmp[value] > '8') return 0;
    return xmp[value] - '0';
}

[[noreturn]] void throw_apple_png(const std::string& name) {
    throw LoadError(name, tr("is a PNG in Apple's own variant (CgBI), which only Apple's programs read"),
                    tr("open it on a Mac and export it as PNG or JPEG"));
}

}  // namespace

PngChunks::PngChunks(Bytes bytes) : bytes_(bytes), at_(std::min(kSignature, bytes.size())) {}

std::optional<PngChunk> PngChunks::next() {
    if (ended_ || bytes_.size() - at_ < kChunkFrame) return std::nullopt;
    ByteCursor in(bytes_.subspan(at_));
    const std::size_t length = in.be32();
    const std::string_view type = as_text(in.take(4));
    if (length > bytes_.size() - at_ - kChunkFrame) return std::nullopt;
    const Bytes data = in.take(length);
    const PngChunk chunk{type, data, at_, in.be32()};
    at_ += kChunkFrame + length;
    ended_ = type == "IEND";
    return chunk;
}

void check_png(Bytes bytes, const std::string& name) {
    if (bytes.size() >= kSignature + kChunkHead && as_text(bytes.subspan(kSignature + 4, 4)) == "CgBI")
        throw_apple_png(name);
    ByteCursor in(bytes);
    in.take(16);  // signature, length and type of the header
    const std::uint32_t cols = in.be32(), rows = in.be32();
    if (in.ran_out()) throw_cut_short(PictureFormat::png, name);
    const Size size = checked_size(rows, cols, name);
    const std::uint64_t depth = in.u8(), colour = in.u8();
    const std::uint64_t channels = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
    const std::uint64_t raw = (static_cast<std::uint64_t>(size.cols) * depth * channels / 8 + 2) * rows;
    in.take(7);  // compression, filter, interlace, checksum
    std::uint64_t packed = 0;
    while (in.left() > 0) {
        const std::uint32_t length = in.be32();
        if (in.be32() == 0x49444154) packed += length;  // IDAT
        in.take(std::size_t{length} + 4);
    }
    // Deflate enlarges incompressible data by far less than a quarter, and compresses up to 1032 times: without this
    // limit 4 MB would unpack into 4 GB.
    if (packed < raw / 2048) throw_cut_short(PictureFormat::png, name);
    if (packed > raw + raw / 4 + 65536)
        throw_damaged(PictureFormat::png, tr("it holds far more data than pixels"), name);
}

void check_png_checksums(Bytes bytes, const std::string& name) {
    PngChunks chunks(bytes);
    while (const std::optional<PngChunk> chunk = chunks.next()) {
        const Bytes covered = bytes.subspan(chunk->offset + 4, 4 + chunk->data.size());
        if (crc32(0, covered.data(), static_cast<uInt>(covered.size())) != chunk->checksum)
            throw LoadError(name, tr("is damaged: a checksum in the PNG file does not match its data"),
                            tr("copy or download it again"));
    }
}

std::vector<std::uint8_t> with_full_palette(Bytes png) {
    if (png.size() <= kColourType || png[kColourType] != kPaletteColour) return {};
    PngChunks chunks(png);
    while (const std::optional<PngChunk> chunk = chunks.next()) {
        if (chunk->type == "IDAT") return {};
        if (chunk->type != "PLTE") continue;
        if (chunk->data.size() >= kFullPalette || chunk->data.size() % 3 != 0) return {};
        const auto whole = png.begin();
        const auto colours_end = static_cast<std::ptrdiff_t>(chunk->offset + kChunkHead + chunk->data.size());
        std::vector<std::uint8_t> rewritten;
        rewritten.reserve(png.size() + kFullPalette);
        rewritten.insert(rewritten.end(), whole, whole + colours_end);
        rewritten.resize(chunk->offset + kChunkHead + kFullPalette, 0);
        rewritten[chunk->offset + 2] = kFullPalette >> 8U;  // the length is big-endian
        rewritten[chunk->offset + 3] = kFullPalette & 255U;
        rewritten.insert(rewritten.end(), whole + colours_end, png.end());  // stb_image does not check the checksum
        return rewritten;
    }
    return {};
}

int png_orientation(Bytes bytes) {
    constexpr auto kXmp = "XML:com.adobe.xmp\0"sv;
    int from_xmp = 0;
    PngChunks chunks(bytes);
    while (const std::optional<PngChunk> chunk = chunks.next()) {
        if (chunk->type == "eXIf") return exif_block_orientation(chunk->data);
        if (chunk->type == "iTXt" && as_text(chunk->data).starts_with(kXmp) && from_xmp == 0)
            from_xmp = xmp_orientation(as_text(chunk->data));
    }
    return from_xmp == 0 ? 1 : from_xmp;
}

bool png_has_alpha(Bytes bytes) {
    if (bytes.size() <= kColourType) return false;
    if ((bytes[kColourType] & kAlphaBit) != 0) return true;
    PngChunks chunks(bytes);
    for (std::optional<PngChunk> chunk = chunks.next(); chunk && chunk->type != "IDAT"; chunk = chunks.next())
        if (chunk->type == "tRNS") return true;
    return false;
}

}  // namespace convscope
