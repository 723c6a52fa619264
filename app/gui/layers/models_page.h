// Two models on one input, side by side.
#pragma once

#include "app/gui/layers/scene.h"
#include "app/gui/layers/tile_canvas.h"

namespace convscope {

class ModelsPage {
  public:
    void show(Scene& scene, gl::TilePainter& painter, Rect area);
    /// Prepares the same picture for the other model; made again when picture or model change.
    void prepare(const NetworkInput& input, const nn::Model& other);
    const nn::SharedTensor& input() const { return input_; }

  private:
    nn::SharedTensor input_;
};

}  // namespace convscope
