// Colour maps of a picture's channels: each in its own colour on black, so that a class sees which channel it is.
#pragma once

#include "core/image/colours/colour_maps.h"
#include "core/image/picture.h"

namespace convscope {

/// The colour of a channel's largest value. Lighter than the screen's primary colours, so that blue is also visible.
Rgb channel_colour(Channel channel);
/// The colours from black for the low end to channel_colour().
const ColourTable& channel_tint(Channel channel);

}  // namespace convscope
