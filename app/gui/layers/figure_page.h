// The course's figure: inputs as rows, the image layers as columns, one channel of each.
#pragma once

#include "app/gui/layers/scene.h"
#include "app/gui/layers/tile_canvas.h"

namespace convscope {

class FigurePage {
  public:
    void show(Scene& scene, gl::TilePainter& painter, Rect area);
    bool busy() const { return false; }
    bool finished() const { return false; }
};

}  // namespace convscope
