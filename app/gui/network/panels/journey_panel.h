// The journey: a strip at the top of Layers that shows all layers from the picture to the prediction, with some of
// their maps at true relative scale, the links between the layers, and the answer. The selected layer has a frame.
#pragma once

#include <vector>

#include "app/gui/network/panels/answer_panel.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class JourneyPanel {
  public:
    void show(Scene& scene, gl::TilePainter& painter, Rect area);
    /// True while the strip moves to the selected layer.
    bool is_moving() const { return moving_; }

  private:
    /// A layer's place in the strip, measured from the strip's left end.
    struct Column {
        float left = 0, width = 0;
        Size map;       ///< screen pixels of one of its maps
        int cards = 1;  ///< maps drawn in a stack
    };
    void lay_out(const Scene& scene, float height);
    void glide(Scene& scene, float width);
    void show_links(Scene& scene, Rect strip) const;
    void show_column(Scene& scene, int node, Rect column);
    void show_maps(Scene& scene, int node, Rect area);
    void show_strip(Scene& scene, int node, Rect area);
    static void show_texts(Scene& scene, int node, Rect area);

    std::vector<Column> columns_;
    const nn::Model* layout_model_ = nullptr;
    float layout_height_ = 0, layout_scale_ = 0;
    float total_width_ = 0;
    // The scroll position and the middle of the frame; both move smoothly to their targets. Negative before the first
    // layout.
    float scroll_ = 0, frame_centre_ = 0;
    double last_time_ = 0;
    bool moving_ = false;
    AnswerPanel answer_;
    TileCanvas canvas_;
};

}  // namespace convscope
