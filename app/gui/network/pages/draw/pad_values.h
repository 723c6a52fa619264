// The drawing pad's pixels as brightness 0..255. They come from the document, not from the results, so that a stroke is
// visible at once while a large model still computes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// The values of `tensor`, an input of the model, as brightness, without scale and offset. Values that are not finite
/// become NaN.
std::vector<float> brightness_of(const nn::Tensor& tensor, const nn::Preprocessing& preprocessing);
/// The channels of the model's input that hold red, green and blue.
std::array<std::size_t, 3> colour_channels(const nn::Preprocessing& preprocessing);

class PadValues {
  public:
    /// Computes the values again if model, picture or paint have changed.
    void update(const Scene& scene);
    /// rows x cols x channels, 0..255.
    const std::vector<float>& values() const { return values_; }
    /// True at pixels that are painted; rows x cols.
    const std::vector<bool>& painted() const { return is_painted_; }
    /// Changes whenever the values change; at least 1.
    std::uint64_t revision() const { return revision_; }

  private:
    std::vector<float> values_;
    std::vector<bool> is_painted_;
    nn::SharedTensor unpainted_, paint_;
    std::shared_ptr<const nn::Model> model_;
    std::uint64_t revision_ = 0;
};

}  // namespace convscope
