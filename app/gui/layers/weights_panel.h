// The selected channel's weights, to be read and edited.
#pragma once

#include "app/gui/layers/scene.h"
#include "app/gui/layers/tile_canvas.h"

namespace convscope {

class WeightsPanel {
  public:
    /// Takes what it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);
};

}  // namespace convscope
