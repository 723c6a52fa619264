// Values as a picture on paper: enlarged or reduced to a given room, with outlines and numbers. Work sheets and
// animations draw all maps with these functions.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "app/paper/canvas.h"
#include "core/image/colours/colour_policy.h"
#include "core/image/picture.h"

namespace convscope {

namespace ink {
inline constexpr Rgb kText{26, 31, 39}, kMuted{66, 75, 89}, kLine{190, 197, 207}, kAccent{20, 69, 159},
    kWinner{7, 84, 47}, kBlock{99, 49, 143}, kPositive{242, 166, 94}, kNegative{134, 182, 234}, kMarked{255, 226, 120},
    kPaper{255, 255, 255}, kGround{238, 240, 244};
}  // namespace ink

/// A picture for a room of limited size, drawn with whole pixels where it is enlarged.
struct MapPicture {
    ColourBytes pixels;  ///< reduced by `factor`
    Size size;           ///< of the values
    int factor = 1;
    double side = 1;  ///< canvas units per value

    double width() const { return size.cols * side; }
    double height() const { return size.rows * side; }
};

/// The map that fits into room_width x room_height. Reduced maps keep their most visible values, as in the window.
MapPicture map_picture(const FloatImage& values, const ColourScale& scale, ValueKind kind, double room_width,
                       double room_height);
MapPicture map_picture(const Plane& values, const ColourScale& scale, ValueKind kind, double room_width,
                       double room_height);
/// A picture in its own colours, three planes or one.
MapPicture colour_picture(const Picture& picture, double room_width, double room_height);

/// The part of the map that is drawn at full strength, in row-major order; the rest is faint.
struct Reached {
    std::int64_t values = 0;
    double faint = 0.22;
};

/// Draws the map with its upper left corner at (x, y). Returns its box.
Box draw_map(Canvas& canvas, double x, double y, const MapPicture& map, std::optional<Reached> reached = {});
/// Writes values, up to those that are reached, into the cells of `box` if they are large enough for them.
void write_values(Canvas& canvas, const Box& box, Size size, const std::function<double(int, int)>& value,
                  const std::function<Rgb(int, int)>& ground, std::optional<Reached> reached = {});
/// The box of these cells of a map in `box`.
Box map_cells(const Box& box, Size size, int row, int col, int rows, int cols);
/// Outlines cells, also outside the map, with a light edge so that they are visible on every picture. Small ones are
/// enlarged.
void mark_cells(Canvas& canvas, const Box& box, Rgb colour);
/// A bar of the scale's colours with the values at its ends.
void draw_legend(Canvas& canvas, const Box& box, const ColourScale& scale, ValueKind kind, double text_size);
/// Black or white, whichever is readable on the colour.
Rgb readable_ink(Rgb ground);
/// "510 × 510".
std::string size_text(Size size);

}  // namespace convscope
