// A convolution's selected filter: its kernels as little pictures, one of them as numbers to edit, and that one's way
// to the Filter Lab and back.
#pragma once

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/tile_canvas.h"

namespace convscope {

inline constexpr float kWeightStep = 0.05F;  ///< of a weight under the wheel and the arrow keys

/// Of the weights of one filter or unit, which is the last axis: as far above 0 as below.
Range weight_range(const nn::Tensor& tensor, std::int64_t channel);

class KernelPanel {
  public:
    /// For a layer that has a kernel. Takes what it uses off the top of `area` and returns the room that it leaves
    /// beside the numbers, without height where that is none.
    Rect show(Scene& scene, gl::TilePainter& painter, Rect& area);

  private:
    void show_choice(Scene& scene, gl::TilePainter& painter, Rect& area, const nn::Tensor& kernel);
    static void show_cells(Scene& scene, Rect area, const nn::Tensor& kernel);
    static void show_to_lab(Scene& scene, Rect place, const Kernel& kernel);
    static void show_from_lab(Scene& scene, Rect place, const nn::Tensor& kernel);

    TileCanvas canvas_;
};

}  // namespace convscope
