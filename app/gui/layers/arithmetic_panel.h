// The arithmetic behind one value of the layer: its terms, written as on a blackboard.
#pragma once

#include "app/gui/layers/scene.h"
#include "app/gui/layers/tile_canvas.h"

namespace convscope {

class ArithmeticPanel {
  public:
    /// Takes what it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);
};

}  // namespace convscope
