// The box in which a new picture's size and start are chosen.
#pragma once

#include "app/gui/lab/lab_scene.h"

namespace convscope {

class NewPictureBox {
  public:
    /// Draws the button "New…" at `place` and, below it, the box while it is open. True in the frame in which the user
    /// has made a picture.
    bool show(LabScene& scene, Rect place);

  private:
    enum class Start { zeros, crop, noise };
    void show_size(Ui& ui, Rect row);
    Plane first_values(const LabScene& scene);

    Size size_{8, 8};
    Start start_ = Start::zeros;
    std::uint32_t seed_ = 1;  ///< of the next noise
};

}  // namespace convscope
