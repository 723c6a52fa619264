// The model's answer at the end of the journey: the likeliest classes, one value, or the picture that the model gives;
// below classes, the choice of their names and, for scores, the switch that adds a softmax.
#pragma once

#include <cstdint>
#include <vector>

#include "app/gui/network/scene/colour_picture.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

class AnswerPanel {
  public:
    void show(Scene& scene, gl::TilePainter& painter, Rect area);

  private:
    void show_answer(Scene& scene, gl::TilePainter& painter, nn::AnswerKind kind, Rect area);
    void show_picture(Scene& scene, gl::TilePainter& painter, Rect area);
    void show_regions(Scene& scene, gl::TilePainter& painter, Rect area);

    TileCanvas canvas_;
    ColourPicture colours_;
    std::vector<float> regions_;  ///< the largest channel of each pixel
    std::uint64_t revision_ = 0;  ///< of the results that regions_ belong to
};

}  // namespace convscope
