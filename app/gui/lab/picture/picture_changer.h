// Shifts, rotates and enlarges the picture and adds noise to it: the controls, the keys and the wheel. Also shows how
// much of the outputs has followed the motion.
#pragma once

#include <functional>
#include <string>

#include "app/gui/lab/lab_scene.h"
#include "app/jobs/motion_meter.h"

namespace convscope {

class PictureChanger {
  public:
    explicit PictureChanger(std::function<void()> wake) : meter_(std::move(wake)) {}

    bool on() const { return on_; }
    /// Shows or hides the controls; the changes of the picture are kept.
    void turn(Ui& ui, bool on);
    /// While the controls are shown, measures how much of the outputs has followed the motion.
    void update(const Document& document);
    /// Arrow keys shift the picture; over `views`, the wheel rotates it with Shift and enlarges it with Control. Call
    /// before the views.
    void use_input(LabScene& scene, Rect views) const;
    /// Draws the controls at the top of `rest` and cuts off the part that they use.
    void show(LabScene& scene, Rect& rest) const;

    bool busy() const { return meter_.busy(); }
    bool finished() const { return meter_.finished(); }
    const MotionMeter& meter() const { return meter_; }

  private:
    void show_noise(LabScene& scene, Rect& rest) const;
    void show_motion(LabScene& scene, Rect& rest) const;
    std::string sentence(const LabScene& scene) const;

    bool on_ = false;
    MotionMeter meter_;
};

}  // namespace convscope
