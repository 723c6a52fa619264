// The way from the picture to the prediction: every layer in its order with some of its maps at true relative scale,
// joined by links, the current one raised and ringed; the answer at the end.
#pragma once

#include <vector>

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/tile_canvas.h"

namespace convscope {

class JourneyPanel {
  public:
    void show(Scene& scene, gl::TilePainter& painter, Rect area);
    /// A step's transition is under way.
    bool is_moving() const { return moving_; }

  private:
    /// A layer's place in the strip, before scrolling.
    struct Column {
        float left = 0, width = 0;
        Size map;  ///< screen pixels of one of its maps
        int cards = 1;
    };
    void lay_out(const Scene& scene, float height);
    void glide(Scene& scene, float width);
    void show_links(Scene& scene, Rect strip) const;
    void show_column(Scene& scene, int node, Rect column);
    void show_answer(Scene& scene, Rect area) const;

    std::vector<Column> columns_;
    const nn::Model* laid_out_ = nullptr;
    float laid_out_height_ = 0, laid_out_scale_ = 0;
    float total_ = 0;
    // Where the strip is scrolled to and where the ring is, on their way to where they belong.
    float scroll_ = 0, ring_ = 0;
    double last_time_ = 0;
    bool moving_ = false;
    TileCanvas canvas_;
};

}  // namespace convscope
