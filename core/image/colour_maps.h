// Colour maps: from a value's place in its range to a colour. Must not include OpenGL: legends, cells and exports use
// the same tables as the shader.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/image/range.h"

namespace convscope {

enum class ColourMap { automatic, grey, diverging, inferno, viridis };
inline constexpr std::array<std::string_view, 5> kColourMapNames{"automatic", "grey", "diverging", "inferno",
                                                                 "viridis"};

struct Rgb {
    std::uint8_t red = 0, green = 0, blue = 0;
    bool operator==(const Rgb&) const = default;
};

inline constexpr int kColourMapEntries = 256;
using ColourTable = std::array<Rgb, kColourMapEntries>;

/// The table of a map other than automatic; entry 0 is the low end of the range. Diverging: blue, white in the middle,
/// orange.
const ColourTable& colour_table(ColourMap map);
/// The content of an image: grey levels of a picture, or the values that a filter or a layer computes.
enum class ValueKind { picture, activation };

/// Replaces ColourMap::automatic by the map for values in this range: grey for 0..255 pictures, diverging where there
/// are negative values, inferno for other activations.
ColourMap resolve(ColourMap map, ValueKind kind, Range range);
/// The range as shown: symmetric about 0 for the diverging map, never empty.
Range shown_range(ColourMap map, Range range);
/// The colour of `value`, between two entries as the shader blends them; outside the range the nearest end. NaN is
/// magenta.
Rgb colour_of(ColourMap map, Range shown, float value);
inline constexpr Rgb kNanColour{224, 0, 208};

}  // namespace convscope
