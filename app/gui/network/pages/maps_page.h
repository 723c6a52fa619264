// All maps of a layer in a grid, one of them selected: sorted, coloured, with what stands out marked and the selected
// one's figures beside or below.
#pragma once

#include <vector>

#include "app/gui/network/scene/filter_pictures.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/tile_canvas.h"

namespace convscope {

class MapsPage {
  public:
    /// Returns where it ends.
    float show(Scene& scene, gl::TilePainter& painter, Rect area);
    const TileCanvas& canvas() const { return canvas_; }
    const TileCanvas& large_canvas() const { return large_; }

  private:
    void show_grid(Scene& scene, gl::TilePainter& painter, Rect area);
    void show_filters(Scene& scene, gl::TilePainter& painter, Rect area, const FilterPictures& pictures);
    static void show_value(Scene& scene, std::int64_t channel, Rect place);
    void show_marks(Scene& scene, std::int64_t channel, Rect place) const;
    /// The map pointed at, or else the selected one, as large as there is room.
    void show_large(Scene& scene, gl::TilePainter& painter, Rect area);
    void show_large_filter(Scene& scene, gl::TilePainter& painter, Rect area, const FilterPictures& pictures);
    /// The value under the pointer, on a picture of the channel.
    static void point_into(Scene& scene, Rect place, std::int64_t channel);
    void interact(Scene& scene, Rect area, const std::vector<std::int64_t>& order);

    /// How the tiles lie in the grid's area.
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
    std::int64_t shown_channel_ = 0;  ///< the one pointed at, or else the selected one
};

}  // namespace convscope
