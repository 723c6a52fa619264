// Colour maps: a value's position in its range gives a colour. Must not include OpenGL: legends, cells and exports use
// the same colours as the shader.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/image/range.h"

namespace convscope {

/// diverging is dark at 0, diverging_light white.
enum class ColourMap { automatic, grey, diverging, diverging_light, inferno, viridis };
inline constexpr std::array<std::string_view, 6> kColourMapNames{"automatic",       "grey",    "diverging",
                                                                 "diverging-light", "inferno", "viridis"};

struct Rgb {
    std::uint8_t red = 0, green = 0, blue = 0;
    bool operator==(const Rgb&) const = default;
};

inline constexpr int kColourMapEntries = 256;
using ColourTable = std::array<Rgb, kColourMapEntries>;

/// The table of any map except automatic. Entry 0 is the low end of the range. Both diverging maps: blue below 0,
/// orange above, equally light at equal magnitude.
const ColourTable& colour_table(ColourMap map);
inline bool is_diverging(ColourMap map) {
    return map == ColourMap::diverging || map == ColourMap::diverging_light;
}

/// A map and the values at its two ends.
struct ColourScale {
    ColourMap map = ColourMap::grey;
    Range shown;
    bool marks_outside = false;  ///< values outside `shown` have separate colours
    bool operator==(const ColourScale&) const = default;
};

/// Ends of a scale that are nearer to 0 than kMinEnd come from rounding errors of 0: the values count as 0, whose scale
/// ends at kEndOfZeros.
inline constexpr float kMinEnd = 1e-6F, kEndOfZeros = 1;

/// The displayed range: symmetric about 0 for the diverging maps, never empty.
Range shown_range(ColourMap map, Range range);
/// The colour of `value`, interpolated between two entries as in the shader. Values outside the range get the colour of
/// the nearest end, NaN gets magenta.
Rgb colour_of(ColourMap map, Range shown, float value);
/// As above; but if the scale marks values outside the range, those below it are dark blue and those above it light
/// orange.
Rgb colour_of(const ColourScale& scale, float value);
inline constexpr Rgb kNanColour{224, 0, 208};
/// The marks of values below and above a grey picture's range: as dark as black and as light as white, but in the hues
/// of negative and positive numbers.
inline constexpr Rgb kBelowColour{16, 56, 178};
inline constexpr Rgb kAboveColour{255, 168, 60};

}  // namespace convscope
