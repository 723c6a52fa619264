// Reads the sizes that the coded pictures of a HEIC or AVIF file state in their own headers. A decoder takes memory and
// time for these sizes, whatever size the file's header states. Sources: ISO/IEC 23008-12 (HEIF), ISO/IEC 14496-12 (the
// boxes), ITU-T H.265 section 7.3.2.2, and AV1 Bitstream & Decoding Process section 5.5.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/image/plane.h"

namespace convscope {

/// Columns and rows may be larger than a Size can hold.
struct CodedSize {
    std::int64_t rows = 0;
    std::int64_t cols = 0;
    std::int64_t area() const { return rows * cols; }
};

/// The size in a sequence header of AV1, without the header of the unit (OBU) that holds it; nullopt if it is cut
/// short.
std::optional<CodedSize> av1_sequence_size(std::span<const std::uint8_t> header);
/// The size in a sequence parameter set of HEVC, with its unit's header of two bytes; nullopt if it is cut short.
std::optional<CodedSize> hevc_sequence_size(std::span<const std::uint8_t> unit);

/// The sizes of all coded pictures of the file, such as the tiles of a large one, in no particular order. Omits
/// pictures whose size it cannot find.
std::vector<CodedSize> heif_coded_sizes(std::span<const std::uint8_t> file);

}  // namespace convscope
