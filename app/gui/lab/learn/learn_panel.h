// The page of the filter that learns: input, target, the output of the current values and the difference; the changing
// values; the loss; and the teacher's controls.
#pragma once

#include <functional>

#include "app/gui/lab/learn/learn_scene.h"
#include "app/gui/widgets/maps/view_painter.h"

namespace convscope {

class LearnPanel {
  public:
    explicit LearnPanel(std::function<void()> wake) : engine_(std::move(wake)) {}

    /// Computes target and sums for the picture's channel `input`. Call once per frame.
    void update(const Document& document, const Plane& input);
    /// Draws the page and uses its keys.
    void show(Frame& frame, Rect place);
    bool busy() const { return engine_.busy(); }
    bool finished() const { return engine_.finished(); }
    double take_upload_time() { return painter_.take_upload_time(); }
    const LearnEngine& engine() const { return engine_; }

  private:
    /// The channel of the target's picture, computed once for a picture and channel.
    const Plane& target_channel(const Picture& picture, Channel channel);
    void show_main(LearnScene& scene, Rect place);

    Picture target_picture_;
    Channel target_channel_ = Channel::grey;
    Plane target_plane_;
    LearnEngine engine_;
    ViewPainter painter_;
};

}  // namespace convscope
