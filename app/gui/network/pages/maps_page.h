// The page with all maps of a layer in a grid, and the statistics of the selected map next to it or below.
#pragma once

#include <vector>

#include "app/gui/network/scene/scene.h"
#include "app/gui/panels/filter_pictures.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class MapsPage {
  public:
    /// Returns the lower edge of its content.
    float show(Scene& scene, gl::TilePainter& painter, Rect area);
    const TileCanvas& canvas() const { return canvas_; }
    const TileCanvas& large_canvas() const { return large_; }

  private:
    void show_grid(Scene& scene, gl::TilePainter& painter, Rect area);
    void show_filters(Scene& scene, gl::TilePainter& painter, Rect area, const FilterPictures& pictures);
    static void show_value(Scene& scene, std::int64_t channel, Rect place);
    void show_marks(Scene& scene, std::int64_t channel, Rect place) const;
    /// Draws the map under the pointer or, without one, the selected map, as large as possible.
    void show_large(Scene& scene, gl::TilePainter& painter, Rect area);
    void show_large_filter(Scene& scene, gl::TilePainter& painter, Rect area, const FilterPictures& pictures);
    /// Sets scene.hovered to the position under the pointer. `place` is the channel's picture and contains the pointer.
    static void point_into(Scene& scene, Rect place, std::int64_t channel);
    void interact(Scene& scene, Rect area, const std::vector<std::int64_t>& order);

    /// Columns and sizes of the tiles.
    struct Grid {
        int columns = 1;
        float width = 0, height = 0;  ///< of a tile
        float gap = 0;
        Rect place(Rect area, int index) const {
            const int row = index / columns;
            const int col = index % columns;
            return {area.x + static_cast<float>(col) * (width + gap), area.y + static_cast<float>(row) * (height + gap),
                    width, height};
        }
    };
    static Grid fitted(const Ui& ui, Rect area, int count, const nn::Shape& shape);

    Grid grid_;
    TileCanvas canvas_, large_;
    std::int64_t shown_channel_ = 0;  ///< the channel under the pointer or, without one, the selected channel
};

}  // namespace convscope
