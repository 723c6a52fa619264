#include "core/image/files/formats/tga.h"

#include <cstddef>

namespace convscope {

namespace {

constexpr std::size_t kHeader = 18;
constexpr unsigned kRightToLeft = 0x10;
constexpr std::size_t kMaxColours = 65535;

}  // namespace

std::vector<std::uint8_t> with_palette_from_zero(std::span<const std::uint8_t> tga) {
    if (tga.size() < kHeader || tga[1] != 1) return {};
    const std::size_t first = tga[3] | std::size_t{tga[4]} << 8U;
    const std::size_t colours = tga[5] | std::size_t{tga[6]} << 8U;
    const std::size_t entry = (std::size_t{tga[7]} + 7) / 8;
    const std::size_t palette = kHeader + tga[0];  // after the file's comment
    if (first == 0 || first + colours > kMaxColours || palette > tga.size()) return {};
    const auto start = tga.begin() + static_cast<std::ptrdiff_t>(palette);
    std::vector<std::uint8_t> rewritten;
    rewritten.reserve(tga.size() + first * entry);
    rewritten.insert(rewritten.end(), tga.begin(), start);
    rewritten.resize(palette + first * entry, 0);
    rewritten.insert(rewritten.end(), start, tga.end());
    rewritten[3] = rewritten[4] = 0;
    rewritten[5] = static_cast<std::uint8_t>((first + colours) & 255U);
    rewritten[6] = static_cast<std::uint8_t>((first + colours) >> 8U);
    return rewritten;
}

bool is_mirrored_tga(std::span<const std::uint8_t> tga) {
    return tga.size() >= kHeader && (tga[17] & kRightToLeft) != 0;
}

}  // namespace convscope
