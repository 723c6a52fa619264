// The controls of the preprocessing: the model's input that takes the picture, and the range of its values. Pictures
// other than drawings also have crop, inversion and brightness, and a sentence that sums up all steps.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "app/gl/texture.h"
#include "app/gui/network/panels/input/input_values.h"
#include "app/gui/network/scene/scene.h"
#include "app/view/crop_drag.h"

namespace convscope {

class InputPreprocessing {
  public:
    /// For `wake` see JobQueue.
    explicit InputPreprocessing(std::function<void()> wake) : values_(std::move(wake)) {}
    /// Cuts the room that it uses off the top of `area`.
    void show(Scene& scene, Rect& area);
    InputValues& values() { return values_; }
    const InputValues& values() const { return values_; }

  private:
    void show_picture_settings(Scene& scene, Rect& area);
    void describe(const Scene& scene);
    void show_crop(Scene& scene, Rect& area);
    void mark_crop(Scene& scene, const Item& item, Rect place);

    InputValues values_;

    // The sentence, its language, and the input and model that it describes.
    NetworkInput described_input_;
    const nn::Model* described_model_ = nullptr;
    std::string text_, described_language_;

    Picture preview_source_;  ///< the picture that preview_ shows
    gl::Texture preview_;
    /// A drag of the crop's frame: the dragged part of the frame, and the crop and the pointer's place when the drag
    /// began.
    struct CropDrag {
        CropPart part;
        PixelRect start;
        PicturePoint from;
    } drag_;
};

}  // namespace convscope
