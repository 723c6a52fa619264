// The journey: a strip at the top of Layers that shows all layers from the picture to the prediction, with some of
// their maps at true relative scale, the links between the layers, and the answer. The selected layer has a frame. A
// long journey scrolls, and its blocks can be folded.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/gui/network/panels/answer_panel.h"
#include "app/gui/network/panels/journey/journey_connections.h"
#include "app/gui/network/panels/journey/journey_layout.h"
#include "app/gui/network/panels/journey/journey_tools.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class JourneyPanel {
  public:
    /// For `wake` see JobQueue.
    explicit JourneyPanel(std::function<void()> wake) : connections_(std::move(wake)) {}

    /// The height that the panel needs in an area of this width. Call it before show().
    float height(const Scene& scene, float width);
    void show(Scene& scene, gl::TilePainter& painter, Rect area);
    /// Stores the results of finished jobs. Call once per frame.
    void update() { connections_.drain(); }
    bool busy() const { return connections_.busy(); }
    bool finished() const { return connections_.finished(); }
    /// True while the strip moves to the selected layer.
    bool is_moving() const { return moving_; }

    // For tests.
    const JourneyLayout& layout() const { return layout_; }
    const JourneyConnections& connections() const { return connections_; }
    float scroll() const { return scroll_; }

  private:
    /// True if the row with the overview is shown.
    bool has_tools(float width) const;
    void glide(const Scene& scene, float width);
    /// Room above the maps for the marks of blocks.
    float head_height(const Ui& ui) const;
    void take_wheel_and_drag(Ui& ui, const Item& item);
    void show_links(Scene& scene, Rect strip) const;
    void show_column(Scene& scene, const JourneyColumn& column, Rect place);
    void show_maps(Scene& scene, const JourneyColumn& column, Rect area);
    void show_strip(Scene& scene, const JourneyColumn& column, Rect area);
    void show_texts(Scene& scene, const JourneyColumn& column, Rect area) const;
    void show_blocks(Scene& scene, Rect strip) const;
    void show_menu(Scene& scene, Rect strip);
    /// The button that scrolls back to the selected layer. `text` is empty if that layer is in view.
    struct WayBack {
        std::string text;
        Item item;
    };
    WayBack find_way_back(const Scene& scene, Rect strip);
    static void show_way_back(Ui& ui, const WayBack& way);

    JourneyLayout layout_;
    JourneyTools tools_;
    // The scroll position, its target, and the middle and width of the frame; they move smoothly to their targets.
    // frame_centre_ is negative before the first layout.
    float scroll_ = 0, target_ = 0, frame_centre_ = -1, frame_width_ = 0;
    float strip_width_ = 0;
    int shown_model_ = 0;   ///< JourneyLayout::models() in the last frame
    int shown_layer_ = -1;  ///< the layer to which the strip moved last
    float drag_start_ = 0;  ///< the scroll position when the left button was pressed
    bool dragged_ = false;  ///< the strip was dragged since then
    double last_time_ = 0;
    bool moving_ = false;
    AnswerPanel answer_;
    JourneyConnections connections_;
    JourneyConnections::Target pointed_;  ///< the map under the pointer in this frame
    bool card_dismissed_ = false;         ///< true after a key or a button, until the pointer moves
    TileCanvas canvas_;
};

}  // namespace convscope
