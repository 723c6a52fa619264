// The grid of product maps: a small picture for each input channel in a common signed range, with its number and, if
// there is room, its value at the shown place.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "app/gui/network/pages/products/product_arithmetic.h"
#include "app/gui/network/scene/product_player.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

/// The content of the grid in one frame.
struct ProductGridContent {
    const nn::ProductMaps& maps;
    std::span<const int> order;  ///< indexes into maps.maps
    ProductStep step;
    const ProductArithmetic& arithmetic;  ///< the numbers at `at` for the products added so far
    nn::Position at;
    ColourScale scale;
    std::uint64_t version = 0;  ///< of maps
};

class ProductGrid {
  public:
    /// Fills `area`; scrolls if the tiles need more room. Tiles are marked "products.tile.CHANNEL".
    void show(Scene& scene, gl::TilePainter& painter, Rect area, const ProductGridContent& content);
    const TileCanvas& canvas() const { return canvas_; }

  private:
    struct Layout {
        int columns = 1;
        float width = 0, height = 0, caption = 0, gap = 0;  ///< width and height are without the caption
        Rect place(Rect area, int index) const;
        float rows_height(int count) const;
    };
    static Layout fitted(const Ui& ui, Rect area, int count, Size map);
    void show_tile(Scene& scene, Rect place, std::size_t position, const ProductGridContent& content) const;
    void interact(Scene& scene, Rect area, const ProductGridContent& content);
    void follow_step(const ProductStep& step, float visible);

    Layout layout_;
    int first_tile_ = -1;  ///< the first index of the order in the last frame
    TileCanvas canvas_;
    std::size_t followed_ = 0;  ///< the step for which the grid scrolled last
};

}  // namespace convscope
