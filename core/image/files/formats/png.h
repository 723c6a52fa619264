// Checks PNG files and reads what stb_image ignores in them: checksums, short palettes, the orientation. Source: PNG
// specification, third edition.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

struct PngChunk {
    std::string_view type;  ///< four bytes, usually letters
    std::span<const std::uint8_t> data;
    std::size_t offset = 0;  ///< offset of the chunk's length in the file
    std::uint32_t checksum = 0;
};

/// Reads the chunks of a PNG file in order.
class PngChunks {
  public:
    explicit PngChunks(std::span<const std::uint8_t> bytes);
    /// The next chunk; nullopt after IEND, at the end of the file and at a chunk that the file does not hold whole.
    std::optional<PngChunk> next();

  private:
    std::span<const std::uint8_t> bytes_;
    std::size_t at_;
    bool ended_ = false;
};

/// Refuses a PNG whose header states too many pixels, or whose compressed data is much too short or too long for them.
/// Data that is too long would fill the memory. Also refuses Apple's own variant (CgBI) and names it. Throws LoadError.
void check_png(std::span<const std::uint8_t> bytes, const std::string& name);
/// Refuses a PNG with a chunk that does not match its checksum. Throws LoadError.
void check_png_checksums(std::span<const std::uint8_t> bytes, const std::string& name);

/// The file with its palette extended to 256 colours with black; empty if the palette need not change.
/// For a pixel beyond the palette stb_image would show uninitialised memory.
std::vector<std::uint8_t> with_full_palette(std::span<const std::uint8_t> png);
/// The orientation in the file's EXIF data, otherwise in its XMP data, 1..8; 1 if it has neither.
int png_orientation(std::span<const std::uint8_t> bytes);
/// True if the file has an alpha channel or a chunk tRNS before the pixels. Not all versions of stb_image report this
/// chunk.
bool png_has_alpha(std::span<const std::uint8_t> bytes);

}  // namespace convscope
