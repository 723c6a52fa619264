// How a picture becomes the model's input: which of its inputs, in which range, in words; with crop, inversion and
// brightness to adjust where it is no drawing.
#pragma once

#include <optional>
#include <string>

#include "app/gl/texture.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

class InputPreprocessing {
  public:
    /// Takes what it uses off the top of `area`.
    void show(Scene& scene, Rect& area);

  private:
    void show_picture_settings(Scene& scene, Rect& area);
    void describe(const Scene& scene);
    void show_crop(Scene& scene, Rect& area);
    void mark_crop(Scene& scene, const Item& item, Rect place);

    // The words, made again when what they tell of changes.
    NetworkInput described_;
    const nn::Model* described_for_ = nullptr;
    std::string text_;

    Picture previewed_;
    gl::Texture preview_;
    /// The corner of the crop rectangle where its drag began, in pixels of the picture.
    struct Corner {
        double row = 0, col = 0;
    } corner_;
};

}  // namespace convscope
