// The controls of the preprocessing: the model's input that takes the picture, its range, and, unless it is a drawing,
// crop, inversion and brightness; with a sentence that sums it up.
#pragma once

#include <optional>
#include <string>

#include "app/gl/texture.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

class InputPreprocessing {
  public:
    /// Cuts the room that it uses off the top of `area`.
    void show(Scene& scene, Rect& area);

  private:
    void show_picture_settings(Scene& scene, Rect& area);
    void describe(const Scene& scene);
    void show_crop(Scene& scene, Rect& area);
    void mark_crop(Scene& scene, const Item& item, Rect place);

    // The sentence and what it describes.
    NetworkInput described_;
    const nn::Model* described_for_ = nullptr;
    std::string text_;

    Picture previewed_;
    gl::Texture preview_;
    /// The corner of the crop rectangle at which its drag began, in pixels of the picture.
    struct Corner {
        double row = 0, col = 0;
    } corner_;
};

}  // namespace convscope
