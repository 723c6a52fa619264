// The selected channel's weights, to be read and edited: kernels as little pictures and as numbers, bias, and what else
// the layer has; silencing and isolating the channel; the way to the Filter Lab and back.
#pragma once

#include "app/gui/network/panels/kernel_panel.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/tile_canvas.h"

namespace convscope {

class WeightsPanel {
  public:
    /// Takes what it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);

  private:
    void show_heading(Scene& scene, Rect& area) const;
    void show_switches(Scene& scene, Rect& area) const;
    void show_unit(Scene& scene, gl::TilePainter& painter, Rect& area);
    void show_channel_weights(Scene& scene, Rect& area) const;

    KernelPanel kernel_;
    TileCanvas canvas_;
};

}  // namespace convscope
