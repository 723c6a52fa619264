// Draws the three channels of a model's colour input as one picture.
#pragma once

#include <cstdint>

#include "app/gl/texture.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

class ColourPicture {
  public:
    /// Draws the input of `trace`, which has three channels. `revision` must change whenever its values change.
    void show(Scene& scene, const nn::Trace& trace, std::uint64_t revision, Rect place);

  private:
    void upload(const Scene& scene, const nn::Trace& trace, int factor);

    gl::Texture texture_;
    std::uint64_t revision_ = 0;
    int factor_ = 0;
};

}  // namespace convscope
