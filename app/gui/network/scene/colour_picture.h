// Draws three channels of values as one picture: a model's colour input, or the colours that a model gives.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "app/gl/texture.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

/// rows x cols x 3 values, the channels that hold red, green and blue, and the range of values of each colour.
struct ColourValues {
    const std::vector<float>& values;
    Size size;
    std::array<std::size_t, 3> channels{0, 1, 2};
    std::array<Range, 3> shown;
};

/// The input of `trace`, which has three channels.
ColourValues input_colours(const Scene& scene, const nn::Trace& trace);

class ColourPicture {
  public:
    /// `revision` must change whenever the values change.
    void show(Ui& ui, const ColourValues& colours, std::uint64_t revision, Rect place);

  private:
    void upload(const ColourValues& colours, int factor);

    gl::Texture texture_;
    std::uint64_t revision_ = 0;
    int factor_ = 0;
};

}  // namespace convscope
