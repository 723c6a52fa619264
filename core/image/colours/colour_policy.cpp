#include "core/image/colours/colour_policy.h"

#include <algorithm>

namespace convscope {

namespace {
constexpr float kWhite = 255;
}  // namespace

ValueKind common_kind(std::span<const ValueKind> kinds) {
    if (kinds.empty()) return ValueKind::picture;
    const ValueKind first = kinds.front();
    return std::ranges::count(kinds, first) == std::ssize(kinds) ? first : ValueKind::signed_values;
}

ColourScale colour_scale(const ColourWish& wish, ValueKind kind, Range range, float largest) {
    const bool is_picture = kind == ValueKind::picture;
    ColourScale scale{.map = wish.map};
    if (scale.map == ColourMap::automatic) scale.map = is_picture ? ColourMap::grey : ColourMap::diverging;
    const bool grey_levels = wish.fixed || (is_picture && scale.map == ColourMap::grey);
    const float scaled = (grey_levels ? kWhite : largest) / wish.gain;
    const float end = scaled < kMinEnd ? kEndOfZeros : scaled;
    if (scale.map == ColourMap::grey) {
        scale.shown = {0, end};
        scale.marks_outside = is_picture;
    } else {
        scale.shown = {is_diverging(scale.map) || range.low < 0 ? -end : 0, end};
    }
    return scale;
}

Range legend_range(const ColourScale& scale, ValueKind kind) {
    if (is_diverging(scale.map) && kind == ValueKind::non_negative) return {0, scale.shown.high};
    return scale.shown;
}

}  // namespace convscope
