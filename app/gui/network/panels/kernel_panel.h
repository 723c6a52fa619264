// Shows the kernels of a convolution's selected filter as small pictures, and one of them as numbers that can be edited
// and exchanged with the Filter Lab.
#pragma once

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

inline constexpr float kWeightStep = 0.05F;  ///< change of a weight per notch of the wheel or arrow key

/// {-m, m} with the largest magnitude m of the weights of one filter or unit (`channel` on the last axis).
Range weight_range(const nn::Tensor& tensor, std::int64_t channel);

class KernelPanel {
  public:
    /// The layer must have a kernel. Cuts the part that it uses off the top of `area`. Returns the free rectangle at
    /// the right of the numbers; its height is 0 if there is none.
    static Rect show(Scene& scene, Rect& area);
    /// Draws the kernels of the filter as pictures, to choose one of them, if there are several. The layer must have a
    /// kernel. Cuts the part that it uses off the top of `area`.
    void show_choice(Scene& scene, gl::TilePainter& painter, Rect& area);

  private:
    static void show_cells(Scene& scene, Rect area, const nn::Tensor& kernel);
    static void show_to_lab(Scene& scene, Rect place, const Kernel& kernel);
    static void show_from_lab(Scene& scene, Rect place, const nn::Tensor& kernel);

    TileCanvas canvas_;
};

}  // namespace convscope
