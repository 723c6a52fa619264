// The places of the colour page's pictures: the picture, its channels, the slices, their sums, the one map and the
// pooled map, from left to right.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "app/gui/lab/colour/colour_ends.h"
#include "app/gui/lab/colour/colour_scene.h"
#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

/// One view, whose name is "colour.picture", "colour.red.channel", "colour.red.sum", "colour.map", "colour.pooled".
struct ColourView : HeatMap {
    Stage stage = Stage::input;
    std::optional<std::size_t> slice = {};  ///< the slice of a channel or a sum
    Rect header = {};  ///< the place of its title; of the channels and the sums only the first has one
};

struct ColourLayout {
    std::vector<ColourView> views;              ///< the views that have results
    std::array<Rect, kColourChannels> slices;   ///< places of the slices' values and switches
    Rect slices_header;                         ///< place of the heading above the first slice
    Rect fan;                                   ///< area between the picture and its channels
    Rect plus;                                  ///< area between the sums and the map
    std::array<Rect, kColourChannels> times{};  ///< the signs before and after each slice
    std::array<Rect, kColourChannels> equals{};
};

/// The layout of the results on screen, with the colours of every view. `ends` are the shared ends of the colours.
ColourLayout lay_out_colour(const ColourScene& scene, Rect area, const ColourEnds& ends);
/// The smallest height of the views.
float min_colour_views_height(const Ui& ui);

}  // namespace convscope
