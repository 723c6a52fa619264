// Enlarged maps side by side: as trained and as edited with their difference, or two maps of a layer.
#pragma once

#include "app/gui/layers/scene.h"
#include "app/gui/layers/tile_canvas.h"

namespace convscope {

class MapPage {
  public:
    void show(Scene& scene, gl::TilePainter& painter, Rect area);
};

}  // namespace convscope
