#include "core/image/colours/colour_maps.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace convscope {

namespace {

constexpr std::uint32_t kGrey[] = {0x000000, 0xffffff};
// Every eighth entry of matplotlib's tables (CC0). Linear interpolation between them stays within 2/255 of the
// originals.
constexpr std::uint32_t kInferno[] = {
    0x000004, 0x040312, 0x0b0724, 0x150b37, 0x210c4a, 0x2e0a5a, 0x3c0965, 0x4a0c6b, 0x57106d, 0x63146e, 0x70196e,
    0x7d1e6d, 0x89226a, 0x962766, 0xa32b61, 0xaf315c, 0xbb3755, 0xc63e4d, 0xd14644, 0xdb4f3b, 0xe35932, 0xeb6528,
    0xf1711e, 0xf67f14, 0xf98d0a, 0xfb9c06, 0xfcab0f, 0xfbba1f, 0xf9ca32, 0xf5d949, 0xf2e865, 0xf3f586, 0xfcffa4};
constexpr std::uint32_t kViridis[] = {
    0x440154, 0x470d60, 0x48186a, 0x482374, 0x472d7b, 0x453681, 0x424086, 0x3f4989, 0x3b528b, 0x375a8d, 0x33638d,
    0x2f6a8e, 0x2c728e, 0x297a8e, 0x26818e, 0x23898e, 0x21908c, 0x1f988b, 0x1f9f88, 0x21a685, 0x28ae80, 0x31b57b,
    0x3ebc74, 0x4cc26c, 0x5dc963, 0x6ece58, 0x82d34c, 0x96d83f, 0xabdc32, 0xc0df24, 0xd5e21a, 0xeae51a, 0xfde725};
// convscope's own tables. On a light ground: lightness (L* 100, 86.5, 72, 57, 41.5, 24.5) decreases equally on both
// sides of white. Orange and blue can be told apart with every kind of colour blindness.
constexpr std::uint32_t kDivergingLight[] = {0x083973, 0x1e62b2, 0x448cd8, 0x82b4ec, 0xc4dbf3, 0xffffff,
                                             0xfad2a5, 0xee9f53, 0xd56c10, 0xa24704, 0x632902};
// On a dark ground, from 0 outwards: L* is 6.4 + 85.6 t^0.6 at the share t of the end, on both sides, so that responses
// from 23 % of the end on have a contrast of 3:1 to the ground. The chroma is the largest that a screen shows up to
// L* 60.
constexpr std::uint32_t kDarkNegative[] = {0x12141a, 0x023570, 0x004793, 0x0457b0, 0x0265cc, 0x0573de,
                                           0x0281ee, 0x038efd, 0x3e9afe, 0x5ba6fe, 0x71b1ff, 0x86bbfe,
                                           0x98c5fe, 0xa8cfff, 0xb9d8ff, 0xc9e1fe, 0xd8eaff};
constexpr std::uint32_t kDarkPositive[] = {0x12141a, 0x622100, 0x832c00, 0x9e3600, 0xb64000, 0xcd4800,
                                           0xda5800, 0xe46801, 0xee7702, 0xf78502, 0xfe930c, 0xffa435,
                                           0xffb352, 0xffc06d, 0xffcd88, 0xffd9a2, 0xffe5bc};

Rgb unpack(std::uint32_t colour) {
    return {static_cast<std::uint8_t>(colour >> 16), static_cast<std::uint8_t>(colour >> 8),
            static_cast<std::uint8_t>(colour)};
}

std::uint8_t blend(std::uint8_t a, std::uint8_t b, double t) {
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * t));
}

Rgb blend(Rgb a, Rgb b, double t) {
    return {blend(a.red, b.red, t), blend(a.green, b.green, t), blend(a.blue, b.blue, t)};
}

/// Interpolates the entries between evenly spaced stops.
void fill(std::span<Rgb> entries, std::span<const std::uint32_t> stops) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const double place = static_cast<double>(i * (stops.size() - 1)) / static_cast<double>(entries.size() - 1);
        const auto left = std::min(static_cast<std::size_t>(place), stops.size() - 2);
        entries[i] = blend(unpack(stops[left]), unpack(stops[left + 1]), place - static_cast<double>(left));
    }
}

ColourTable make_table(std::span<const std::uint32_t> stops) {
    ColourTable table;
    fill(table, stops);
    return table;
}

/// The middle of 256 entries lies between two of them. Both are the colour of 0. The stops go from 0 outwards.
ColourTable make_diverging_table(std::span<const std::uint32_t> negative, std::span<const std::uint32_t> positive) {
    ColourTable table;
    const std::span<Rgb> entries = table;
    fill(entries.first(table.size() / 2), negative);
    std::ranges::reverse(entries.first(table.size() / 2));
    fill(entries.last(table.size() / 2), positive);
    return table;
}

ColourTable make_light_table() {
    const std::span<const std::uint32_t> stops = kDivergingLight;
    std::array<std::uint32_t, 6> negative{};
    std::ranges::reverse_copy(stops.first(negative.size()), negative.begin());
    return make_diverging_table(negative, stops.last(negative.size()));
}

}  // namespace

const ColourTable& colour_table(ColourMap map) {
    static const ColourTable grey = make_table(kGrey);
    static const ColourTable inferno = make_table(kInferno);
    static const ColourTable viridis = make_table(kViridis);
    static const ColourTable diverging = make_diverging_table(kDarkNegative, kDarkPositive);
    static const ColourTable diverging_light = make_light_table();
    switch (map) {
        case ColourMap::diverging:
            return diverging;
        case ColourMap::diverging_light:
            return diverging_light;
        case ColourMap::inferno:
            return inferno;
        case ColourMap::viridis:
            return viridis;
        default:
            return grey;
    }
}

Range shown_range(ColourMap map, Range range) {
    if (is_diverging(map)) {
        const float largest = std::max(std::fabs(range.low), std::fabs(range.high));
        const float end = largest < kMinEnd ? kEndOfZeros : largest;
        return {-end, end};
    }
    if (range.low >= 0) range.low = 0;
    if (range.high <= range.low) range.high = range.low + std::max(1.0F, std::fabs(range.low) / 1024);
    return range;
}

Rgb colour_of(ColourMap map, Range shown, float value) {
    if (std::isnan(value)) return kNanColour;
    const double low = shown.low;
    const double place = std::clamp((value - low) / (shown.high - low), 0.0, 1.0) * (kColourMapEntries - 1);
    const ColourTable& table = colour_table(map);
    const auto left = std::min(static_cast<std::size_t>(place), table.size() - 2);
    return blend(table[left], table[left + 1], place - static_cast<double>(left));
}

Rgb colour_of(const ColourScale& scale, float value) {
    if (scale.marks_outside && value < scale.shown.low) return kBelowColour;
    if (scale.marks_outside && value > scale.shown.high) return kAboveColour;
    return colour_of(scale.map, scale.shown, value);
}

}  // namespace convscope
