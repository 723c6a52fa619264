// Checks of an untrusted file before it is decoded: the size limit, and faults that stb_image itself lets through
// (older versions read and write past their tables on some of them). Decodes no pixels.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/format.h"
#include "core/image/plane.h"

namespace convscope {

/// {rows, cols} if both are positive and their product at most kMaxPixels. Throws LoadError.
Size checked_size(std::int64_t rows, std::int64_t cols, const std::string& name);

[[noreturn]] void throw_cut_short(PictureFormat format, const std::string& name);
/// `reason` is the decoder's, a few words.
[[noreturn]] void throw_damaged(PictureFormat format, const std::string& reason, const std::string& name);

/// Refuses a file that is too short for the pixels that its header declares, even if they are compressed as far as
/// possible, before memory and time are spent on it. The header must be whole.
void check_length(std::span<const std::uint8_t> bytes, PictureFormat format, Size size, const std::string& name);

/// Refuses a PNG whose header asks for too many pixels, or whose compressed data is far too short for them, or so much
/// longer than they need that it can only be meant to fill the memory.
void check_png(std::span<const std::uint8_t> bytes, const std::string& name);
/// Refuses a JPEG that ends before its end marker, holds impossible Huffman tables or uses tables it does not define.
/// Source: ITU-T T.81, annex B.
void check_jpeg(std::span<const std::uint8_t> bytes, const std::string& name);
/// Refuses the kinds of PSD that are decoded wrongly or not at all: not RGB, 16-bit with compression.
void check_psd(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
