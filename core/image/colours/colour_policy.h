// The automatic colours of a view: its map, and the values at the ends of the map. These rules are defined only here;
// the Filter Lab and its exports use them.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/image/colours/colour_maps.h"

namespace convscope {

/// The kind of values, which selects their colours. A picture has grey levels, mostly 0..255; signed values are
/// responses around 0; non-negative values are responses that cannot fall below 0.
enum class ValueKind { picture, signed_values, non_negative };
inline constexpr std::array<std::string_view, 3> kValueKindNames{"picture", "signed", "non-negative"};

/// The kind of views that are compared and therefore share one map: the kind of all views if they agree, otherwise
/// signed values.
ValueKind common_kind(std::span<const ValueKind> kinds);

/// The share of an output's values that are larger in magnitude than the ends of its colour scale. If the scale ended
/// at the extreme values, all other values would be pale.
inline constexpr double kClippedShare = 0.005;

/// The colour settings of a view.
struct ColourWish {
    ColourMap map = ColourMap::automatic;  ///< automatic: grey for pictures, diverging on a dark ground otherwise
    bool fixed = false;                    ///< the ends are a picture's 0 and 255 for any values
    float gain = 1;                        ///< divides the values at the ends: above 1, small values are brighter
};

/// The scale of values of this kind. `range` is the range of the values, `largest` the magnitude at the ends of the
/// scale, usually from ValueHistogram::largest(). A picture in grey always shows 0..255 and marks values outside;
/// values of the other kinds in grey are white on black from 0 up, as in the course. If all values are 0, the ends are
/// the same as for `largest` 1.
ColourScale colour_scale(const ColourWish& wish, ValueKind kind, Range range, float largest);

/// The part of the scale that values of this kind can take: half of a diverging map if they cannot be negative.
Range legend_range(const ColourScale& scale, ValueKind kind);

}  // namespace convscope
