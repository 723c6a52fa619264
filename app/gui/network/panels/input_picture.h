// The input as the model sees it, large: pointed at, painted on, with the receptive field of the value in question.
// Knows nothing of where the picture came from.
#pragma once

#include <optional>

#include "app/gui/network/scene/colour_picture.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class InputPicture {
  public:
    /// Takes what it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);

  private:
    void show_grey(Scene& scene, gl::TilePainter& painter, Rect place);
    void show_colours(Scene& scene, gl::TilePainter& painter, Rect place, Rect& area);
    void stroke(Scene& scene, const Item& item, Rect place);

    TileCanvas canvas_;
    ColourPicture colours_;        ///< of a model that takes colour
    std::optional<Dab> last_dab_;  ///< of the stroke under way
};

}  // namespace convscope
