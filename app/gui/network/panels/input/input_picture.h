// The input tensor as a large picture, for pointing and painting, with the receptive field of the selected value.
#pragma once

#include <optional>

#include "app/gui/network/scene/colour_picture.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class InputPicture {
  public:
    /// Cuts the room that it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);

  private:
    void show_grey(Scene& scene, gl::TilePainter& painter, Rect place);
    void show_colours(Scene& scene, gl::TilePainter& painter, Rect place, Rect& area);
    void stroke(Scene& scene, const Item& item, Rect place);

    TileCanvas canvas_;
    ColourPicture colours_;            ///< for models with a colour input
    std::optional<nn::Dab> last_dab_;  ///< the last dab of the current stroke
};

}  // namespace convscope
