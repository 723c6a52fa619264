// Maps next to each other with titles and legends, as the films of all players have them.
#pragma once

#include <optional>
#include <string>

#include "app/paper/map_picture.h"

namespace convscope {

inline constexpr double kFilmMargin = 24;  ///< around a frame
inline constexpr double kFilmRoom = 336;   ///< side of the room of a map
inline constexpr double kFilmGap = 56;     ///< between two columns, for the arrow
inline constexpr double kFilmTitle = 34, kFilmLegend = 26;

/// A map with its title and its colours.
struct FilmColumn {
    std::string title;
    MapPicture map;
    ColourScale scale;
    ValueKind kind = ValueKind::signed_values;
};

/// The column of these values in a room of that side.
FilmColumn film_column(std::string title, const Plane& values, const ColourScale& scale, ValueKind kind,
                       double room = kFilmRoom);
/// The colours of a picture: grey, 0..255.
inline constexpr ColourScale kGreyScale{ColourMap::grey, {0, 255}, false};

/// Draws title, map and legend in a column that begins at (x, kFilmMargin); the map is in the middle of `height`.
/// Returns the map's box.
Box draw_film_column(Canvas& canvas, double x, const FilmColumn& column, const std::optional<Reached>& reached,
                     double height, double room = kFilmRoom);
/// Draws the title and returns the place of a column's content.
Box draw_film_title(Canvas& canvas, double x, const std::string& title, double height, double room = kFilmRoom);
/// The height of a row of columns whose highest map has this height.
double film_row_height(double map_height);
/// Draws an arrow with words above and below it into the gap that begins at x.
void draw_film_arrow(Canvas& canvas, double x, double y, const std::string& above, const std::string& below);

}  // namespace convscope
