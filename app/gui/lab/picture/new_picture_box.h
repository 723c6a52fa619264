// The box for the size and the first values of a new picture.
#pragma once

#include "app/gui/lab/lab_scene.h"

namespace convscope {

class NewPictureBox {
  public:
    /// Draws the button "New…" at `place` and, below it, the box while it is open. Returns true in the frame in which
    /// the user makes a picture.
    bool show(LabScene& scene, Rect place);

  private:
    enum class Start { zeros, crop, noise };
    void show_size(Ui& ui, Rect row);
    Plane first_values(const LabScene& scene);

    Size size_{8, 8};
    Start start_ = Start::zeros;
    std::uint32_t seed_ = 1;  ///< seed of the next noise
};

}  // namespace convscope
