// An image of values seen through a colour map: its numbers, legend and marks, and zooming and panning over it. Knows
// neither where the values come from nor what becomes of a camera.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "app/gui/toolkit/view_map.h"
#include "core/image/colour_maps.h"

namespace convscope {

/// What is shown and where. Made anew for every frame, as image and plane are only borrowed.
struct HeatMap {
    std::string name;                   ///< of its control; what belongs to it is named `name`.legend, `name`.menu ...
    Rect picture, legend;               ///< where the values and their legend are drawn
    const FloatImage* image = nullptr;  ///< the values; null: those of `plane`
    const Plane* plane = nullptr;
    std::uint64_t revision = 0;  ///< changes whenever other values are shown under this name
    AxisMap rows, cols;          ///< how it lies on what the camera looks at
    ViewMap map;
    Range range;  ///< of its values
    Range shown;  ///< the legend's ends
    ColourMap colours = ColourMap::grey;

    float value(int row, int col) const { return image != nullptr ? image->at(row, col) : plane->at(row, col); }
    bool has(int row, int col) const { return row >= 0 && col >= 0 && row < map.size.rows && col < map.size.cols; }
    /// The pixel at a position of the screen; none beside the values.
    std::optional<Cell> cell_at(float x, float y) const;
};

/// Writes the values into the cells where a pixel is large enough for every one of them.
void draw_values(Ui& ui, const HeatMap& heat);

/// A bar of the colours between the two numbers at its ends, marked `name`.
void colour_bar(Ui& ui, std::string_view name, Rect rect, ColourMap colours, Range shown);
/// The colour bar and below it what is read off; without a reading the range of the values.
void show_legend(Ui& ui, const HeatMap& heat, std::string_view reading = {});
/// "row 2, column 3: 0.5", for a pixel that exists.
std::string pixel_reading(const HeatMap& heat, Cell pixel);

/// An outline that stands out on every picture: the colour between two lines of its opposite. Tiny marks are enlarged.
void mark(Ui& ui, Rect rect, ImU32 colour, float width);
/// Fine hairlines through a mark that is small, so that it is found at once.
void cross_hairs(Ui& ui, const Rect& target, ImU32 colour);

/// The camera after the wheel has zoomed about the pointer or a drag has moved the values; none where neither happened.
/// `item` is the map's own, which wants the wheel; `input` the size of what the camera looks at.
std::optional<Camera> navigate(Ui& ui, const HeatMap& heat, const Item& item, const Camera& camera, Size input);
/// Pressed without having been dragged on the way.
bool clicked(const Ui& ui, const Item& item);

}  // namespace convscope
