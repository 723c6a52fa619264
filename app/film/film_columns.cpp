#include "app/film/film_columns.h"

#include <utility>

namespace convscope {

FilmColumn film_column(std::string title, const Plane& values, const ColourScale& scale, ValueKind kind, double room) {
    return {std::move(title), map_picture(values, scale, kind, room, room), scale, kind};
}

Box draw_film_title(Canvas& canvas, double x, const std::string& title, double height, double room) {
    canvas.label({x, kFilmMargin, room, kFilmTitle - 8}, title, {.size = 17, .bold = true});
    return {x, kFilmMargin + kFilmTitle, room, height};
}

Box draw_film_column(Canvas& canvas, double x, const FilmColumn& column, const std::optional<Reached>& reached,
                     double height, double room) {
    const MapPicture& map = column.map;
    const Box place = draw_film_title(canvas, x, column.title + "  " + size_text(map.size), height, room);
    const Box box = draw_map(canvas, x + (room - map.width()) / 2, place.y + (height - map.height()) / 2, map, reached);
    draw_legend(canvas, {x, place.bottom() + 6, room, kFilmLegend - 8}, column.scale, column.kind, 14);
    return box;
}

double film_row_height(double map_height) {
    return kFilmMargin + kFilmTitle + map_height + kFilmLegend;
}

void draw_film_arrow(Canvas& canvas, double x, double y, const std::string& above, const std::string& below) {
    const TextStyle style{.size = 14, .colour = ink::kMuted, .align = TextAlign::centre};
    canvas.label({x, y - 30, kFilmGap, 20}, above, style);
    canvas.label({x, y + 10, kFilmGap, 20}, below, style);
    canvas.line(x + 14, y, x + kFilmGap - 14, y, ink::kMuted, 2);
    canvas.line(x + kFilmGap - 20, y - 6, x + kFilmGap - 14, y, ink::kMuted, 2);
    canvas.line(x + kFilmGap - 20, y + 6, x + kFilmGap - 14, y, ink::kMuted, 2);
}

}  // namespace convscope
