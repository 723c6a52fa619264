// The faint picture under the drawing that serves as a guide: a sample picture, or the mean picture of a class of the
// open data set. It is not a part of the input.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/gl/texture.h"
#include "app/gui/network/pages/draw/pad_values.h"
#include "app/gui/network/scene/scene.h"
#include "app/jobs/network/class_means.h"

namespace convscope {

class PadGuide {
  public:
    /// `assets` holds garments/ and photographs/. For `wake` see JobQueue.
    PadGuide(std::filesystem::path assets, std::function<void()> wake)
        : assets_(std::move(assets)), means_(std::move(wake)) {}

    /// Shows the list to choose a guide from.
    void show_choice(Scene& scene, Rect place);
    /// Draws the guide over the pad at `place`, except over painted pixels.
    void show(Scene& scene, const PadValues& pad, Rect place);
    void drain() { means_.drain(); }
    bool busy() const { return means_.busy(); }
    bool finished() const { return means_.finished(); }
    /// rows x cols x channels, 0..255; empty without a guide.
    const std::vector<float>& values() const { return values_; }

  private:
    /// The picture of the view's guide; without planes if there is none.
    Picture picture(const Scene& scene);
    void update(const Scene& scene);
    void upload(const Scene& scene, const PadValues& pad, int factor);

    std::filesystem::path assets_;
    ClassMeans means_;
    std::string loaded_;  ///< the sample that sample_ shows
    Picture sample_;
    Picture shown_;  ///< the picture of values_
    std::shared_ptr<const nn::Model> model_;
    std::vector<float> values_;
    gl::Texture texture_;
    std::uint64_t uploaded_ = 0;  ///< the pad's revision in the texture; 0: the texture is out of date
    int factor_ = 0;
};

}  // namespace convscope
