#include "app/film/chain_film.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "app/film/film_columns.h"

namespace convscope {

namespace {

constexpr int kFramesPerColumn = 18;
constexpr int kRest = 4;  ///< frames between two columns
constexpr double kMaxColumnHeight = 520, kColumnGap = 36, kMapGap = 8;
constexpr double kWidest = 1500, kMaxColumn = 300;

struct ChainScenery {
    std::vector<ChainFilmColumn> columns;
    std::vector<std::vector<MapPicture>> maps;  ///< of each column
    double room = 0;                            ///< the width of a column
    double height = 0;                          ///< of the highest column
};

/// The maps of a column are below each other, in two rows side by side if they are many.
int maps_across(const ChainFilmColumn& column) {
    return column.maps.size() > 3 ? 2 : 1;
}

void draw_chain_column(Canvas& canvas, const ChainScenery& scene, std::size_t index, double done) {
    const ChainFilmColumn& column = scene.columns[index];
    const double x = kFilmMargin + static_cast<double>(index) * (scene.room + kColumnGap);
    const Box place = draw_film_title(canvas, x, column.title + "  " + size_text(column.maps.front().size()),
                                      scene.height, scene.room);
    const int across = maps_across(column);
    double y = place.y;
    for (std::size_t i = 0; i < scene.maps[index].size(); ++i) {
        const MapPicture& map = scene.maps[index][i];
        const double left = x + static_cast<double>(i % static_cast<std::size_t>(across)) * (scene.room / across);
        const auto values = static_cast<std::int64_t>(std::floor(done * map.size.rows)) * map.size.cols;
        draw_map(canvas, left, y, map, done < 1 ? Reached{values, 0.12} : std::optional<Reached>());
        if ((i + 1) % static_cast<std::size_t>(across) == 0) y += map.height() + kMapGap;
    }
    draw_legend(canvas, {x, place.bottom() + 6, scene.room, kFilmLegend - 8}, column.scale, column.kind, 13);
    if (index > 0)
        canvas.label({x - kColumnGap, place.y + scene.height / 2 - 12, kColumnGap, 24}, "\u2192",
                     {.size = 20, .colour = ink::kMuted, .align = TextAlign::centre});
}

void draw_chain_frame(Canvas& canvas, const ChainScenery& scene, int frame) {
    for (std::size_t i = 0; i < scene.columns.size(); ++i) {
        const int begin = (static_cast<int>(i) - 1) * (kFramesPerColumn + kRest);
        const double done = i == 0 ? 1 : std::clamp((frame + 1.0 - begin) / kFramesPerColumn, 0.0, 1.0);
        if (i > 0 && done == 0) continue;
        draw_chain_column(canvas, scene, i, done);
    }
}

}  // namespace

std::optional<Film> chain_film(const std::vector<ChainFilmColumn>& columns) {
    if (columns.size() < 2) return std::nullopt;
    const auto scene = std::make_shared<ChainScenery>(ChainScenery{.columns = columns});
    const auto count = static_cast<double>(columns.size());
    scene->room = std::min(kMaxColumn, (kWidest - 2 * kFilmMargin - (count - 1) * kColumnGap) / count);
    for (const ChainFilmColumn& column : columns) {
        const int across = maps_across(column);
        const int lines = (static_cast<int>(column.maps.size()) + across - 1) / across;
        const auto down = static_cast<double>(lines);
        std::vector<MapPicture> maps;
        maps.reserve(column.maps.size());
        for (const Plane& map : column.maps)
            maps.push_back(map_picture(map, column.scale, column.kind, scene->room / across - (across - 1) * kMapGap,
                                       kMaxColumnHeight / down - kMapGap));
        scene->height = std::max(scene->height, down * (maps.front().height() + kMapGap) - kMapGap);
        scene->maps.push_back(std::move(maps));
    }
    const double width = 2 * kFilmMargin + count * scene->room + (count - 1) * kColumnGap;
    const auto stages = static_cast<int>(columns.size()) - 1;
    return Film{.size = {static_cast<int>(film_row_height(scene->height) + kFilmMargin), static_cast<int>(width)},
                .frames = std::min(kMaxFrames, stages * (kFramesPerColumn + kRest)),
                .seconds = 0.12,
                .draw = [scene](Canvas& canvas, int frame) { draw_chain_frame(canvas, *scene, frame); }};
}

}  // namespace convscope
