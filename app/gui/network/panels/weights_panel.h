// Shows and edits the selected channel's weights: its kernels, bias and other weights. Turns channels off, and
// exchanges kernels with the Filter Lab.
#pragma once

#include "app/gui/network/panels/kernel_panel.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class WeightsPanel {
  public:
    /// Cuts the part that it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);
    /// Draws the choice of the filter's kernel, if there is one. Cuts the part that it uses off the top of `area`.
    void show_kernels(Scene& scene, gl::TilePainter& painter, Rect& area);

  private:
    void show_heading(Scene& scene, Rect& area) const;
    void show_switches(Scene& scene, Rect& area) const;
    void show_unit(Scene& scene, gl::TilePainter& painter, Rect& area);
    void show_unit_picture(Scene& scene, gl::TilePainter& painter, Rect& area, std::int64_t chosen);
    void show_channel_weights(Scene& scene, Rect& area) const;

    KernelPanel kernel_;
    TileCanvas canvas_;
};

}  // namespace convscope
