// Checks untrusted pictures before they are decoded: the size limit, and faults that stb_image does not detect (older
// versions read and write past their tables on some of them).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/files/format.h"
#include "core/image/plane.h"

namespace convscope {

/// {rows, cols} if both are positive and their product at most kMaxPixels. Throws LoadError.
Size checked_size(std::int64_t rows, std::int64_t cols, const std::string& name);

[[noreturn]] void throw_cut_short(PictureFormat format, const std::string& name);
/// `reason` is a few words, from the decoder or a check.
[[noreturn]] void throw_damaged(PictureFormat format, const std::string& reason, const std::string& name);

/// Refuses a file that is too short for the pixels that its header states, even at the best possible compression,
/// before memory and time are spent on decoding. The header must be complete.
void check_length(std::span<const std::uint8_t> bytes, PictureFormat format, Size size, const std::string& name);

/// Refuses PSD variants that stb_image decodes incorrectly or not at all: colours other than RGB, and compressed 16-bit
/// samples.
void check_psd(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
