// The model as a table: Keras's summary, row by row.
#pragma once

#include "app/gui/layers/scene.h"
#include "app/gui/layers/tile_canvas.h"

namespace convscope {

class TablePage {
  public:
    void show(Scene& scene, gl::TilePainter& painter, Rect area);
};

}  // namespace convscope
