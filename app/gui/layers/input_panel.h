// What goes into the model: samples, a drawing pad, pictures and how they are prepared; the receptive field on it.
#pragma once

#include "app/gui/layers/scene.h"
#include "app/gui/layers/tile_canvas.h"

namespace convscope {

class InputPanel {
  public:
    /// `folder` holds the sample inputs, one .png each.
    explicit InputPanel(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Takes what it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);
    /// The file of a sample; empty for an unknown name.
    std::filesystem::path sample_file(const std::string& name) const { return folder_ / (name + ".png"); }

  private:
    std::filesystem::path folder_;
};

}  // namespace convscope
