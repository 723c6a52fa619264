// Gives damaged PNG files valid checksums, so that damage reaches the code that comes after the check of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/image/files/formats/png.h"
#include "tests/support/sample_pictures.h"

namespace convscope {

/// The file with the checksum of each whole chunk corrected. Other files are returned as they are.
inline Bytes with_png_checksums(std::span<const std::uint8_t> file) {
    Bytes mended(file.begin(), file.end());
    constexpr std::uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    if (mended.size() < 8 || !std::equal(std::begin(kSignature), std::end(kSignature), mended.begin())) return mended;
    PngChunks chunks(file);
    while (const std::optional<PngChunk> chunk = chunks.next()) {
        const auto type = mended.begin() + static_cast<std::ptrdiff_t>(chunk->offset + 4);
        const auto end = type + 4 + static_cast<std::ptrdiff_t>(chunk->data.size());
        Bytes checksum;
        put_be32(checksum, samples::crc32(Bytes(type, end)));
        std::ranges::copy(checksum, end);
    }
    return mended;
}

}  // namespace convscope
