// All maps of a layer in a grid, one of them selected: sorted, coloured, with what stands out marked and the selected
// one's figures below.
#pragma once

#include <vector>

#include "app/gui/layers/scene.h"
#include "app/gui/layers/tile_canvas.h"

namespace convscope {

class MapsPage {
  public:
    /// Returns where it ends.
    float show(Scene& scene, gl::TilePainter& painter, Rect area);
    const TileCanvas& canvas() const { return canvas_; }

  private:
    void show_grid(Scene& scene, gl::TilePainter& painter, Rect area);
    void show_filters(Scene& scene, gl::TilePainter& painter, Rect area, const nn::Tensor& kernel);
    static void show_value(Scene& scene, std::int64_t channel, Rect place);
    void show_marks(Scene& scene, std::int64_t channel, Rect place) const;
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
    TileCanvas canvas_;
};

/// The layer's name in full with the tools that every page of maps shares: range, colours, export; and, for the page of
/// all maps, their order and whether they or their filters are shown. Takes its rows off the top of `area`.
void show_map_tools(Scene& scene, Rect& area, bool all_maps);

}  // namespace convscope
