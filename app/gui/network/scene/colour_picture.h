// A colour picture as the model takes it: its three channels together in one texture.
#pragma once

#include <cstdint>

#include "app/gl/texture.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

class ColourPicture {
  public:
    /// The input of `trace`, which has three channels. `revision` changes whenever its values do.
    void show(Scene& scene, const nn::Trace& trace, std::uint64_t revision, Rect place);

  private:
    void upload(const Scene& scene, const nn::Trace& trace, int factor);

    gl::Texture texture_;
    std::uint64_t revision_ = 0;
    int factor_ = 0;
};

}  // namespace convscope
