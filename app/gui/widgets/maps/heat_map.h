// Values shown as a picture through a colour map, or a picture in its own colours, with numbers, legend and marks, and
// with zooming and panning.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "app/gui/toolkit/view_map.h"
#include "core/image/colours/colour_policy.h"
#include "core/image/colours/value_histogram.h"
#include "core/image/picture.h"

namespace convscope {

/// The values and their place on the screen. Make one for every frame: it does not own its image or plane.
struct HeatMap {
    std::string name;      ///< name of the control; its parts are named `name`.legend, `name`.menu and so on
    Rect picture, legend;  ///< screen rectangles of the values and of their legend
    const FloatImage* image = nullptr;  ///< the values; if null, `plane` has the values
    const Plane* plane = nullptr;
    /// If not null, this picture is drawn in its own colours, 0..255 in each channel. `image` and `plane` may then be
    /// null; only value() and the exports of values need them.
    const Picture* in_colour = nullptr;
    const ColourTable* tint = nullptr;  ///< if not null, used instead of the table of `colours`
    std::uint64_t revision = 0;         ///< must change whenever the values under this name change
    AxisMap rows, cols;                 ///< maps the values' rows and columns to the camera's coordinates
    ViewMap map;
    Range range;  ///< range of all values
    Range shown;  ///< the values at the two ends of the colours
    ColourMap colours = ColourMap::grey;
    bool marks_outside = false;  ///< values outside `shown` have separate colours
    ValueKind kind = ValueKind::signed_values;
    std::optional<ValueHistogram::Shares> outside;  ///< shares of the values outside `shown`; nullopt: not known

    ColourScale scale() const { return {colours, shown, marks_outside}; }
    /// The value that stands for a block in a reduced map: the mean for a picture in grey, tinted or in its own
    /// colours, and for a grey map with negative values; otherwise the most visible value.
    Reduction reduction() const;
    /// Screen pixels per pixel as drawn: as in `map`, but a picture with few rows or columns is drawn at least a few
    /// pixels thick.
    double row_pixel() const;
    double col_pixel() const;
    /// The position at the upper left corner of `picture`, as drawn.
    double first_row() const;
    double first_col() const;
    float value(int row, int col) const { return image != nullptr ? image->at(row, col) : plane->at(row, col); }
    /// The colour in which the pixel is drawn. The pixel must exist.
    Rgb drawn_colour(int row, int col) const;
    bool has(int row, int col) const { return row >= 0 && col >= 0 && row < map.size.rows && col < map.size.cols; }
    /// The pixel at a screen position; nullopt outside the values.
    std::optional<Cell> cell_at(float x, float y) const;
};

/// The colour with these values of red, green and blue, 0..255; magenta if one is NaN.
Rgb colour_of_channels(float red, float green, float blue);

/// Writes the visible values into their pixels if the pixels are large enough for all of them; red, green and blue of a
/// picture in colour are below each other. `revealed` is the number of pixels, in row-major order, whose values are
/// written; nullopt: all.
void draw_values(Ui& ui, const HeatMap& heat, std::optional<std::int64_t> revealed = std::nullopt);

/// "row 2, column 3: 0.5"; for a picture in colour "row 2, column 3: 200, 30, 40". The pixel must exist.
std::string pixel_reading(const HeatMap& heat, Cell pixel);

/// An outline with a dark or light edge, so that it is visible on every picture. Small marks are enlarged; at the edge
/// of the view the outline stays inside. The view must be the clip rectangle.
void mark(Ui& ui, Rect rect, ImU32 colour, float width);
/// Four short lines that point at a small mark.
void cross_hairs(Ui& ui, const Rect& target, ImU32 colour);

/// The camera after the wheel has zoomed or a drag has moved the values; nullopt if neither happened. `item` is the
/// map's item, with wants_wheel; `input` is the size of the input that the camera shows.
std::optional<Camera> navigate(Ui& ui, const HeatMap& heat, const Item& item, const Camera& camera, Size input);
/// True if the item was pressed and released without a drag.
bool clicked(const Ui& ui, const Item& item);

}  // namespace convscope
