// A font of pen strokes, so that text is drawn alike on every machine. Letters are lines and arcs of a broad nib.
#pragma once

#include <string_view>
#include <vector>

#include "assets/pictures/draw/raster.h"

namespace convscope::draw {

struct Segment {
    Vec2 from, to;
};

/// The strokes of a line of text as short segments. `origin` is the start of the baseline in pixels (y down), `size`
/// the height of a capital letter in pixels. Throws std::invalid_argument for a character that the font does not have.
std::vector<Segment> write(std::string_view line, Vec2 origin, double size);
/// The width of a line of text in pixels.
double text_width(std::string_view line, double size);

}  // namespace convscope::draw
