// The choice of the model's input. For a picture: samples, a drawing, and test pictures by number; below them, the
// input tensor as a picture, and its preprocessing. For numbers: see input_numbers.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "app/gui/network/panels/input/input_numbers.h"
#include "app/gui/network/panels/input/input_picture.h"
#include "app/gui/network/panels/input/input_preprocessing.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "app/gui/widgets/sample_pictures.h"

namespace convscope {

class InputPanel {
  public:
    /// `assets` holds the sample inputs in garments/ and photographs/, one .png each. Needs a current OpenGL context.
    /// For `wake` see JobQueue.
    InputPanel(const std::filesystem::path& assets, std::function<void()> wake);
    /// The choice of the range of values; it has its own jobs.
    InputValues& values() { return preprocessing_.values(); }
    const InputValues& values() const { return preprocessing_.values(); }
    /// Cuts the room that it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);

  private:
    SamplePictures& samples_for(std::int64_t channels) { return channels == 3 ? photographs_ : garments_; }
    void show_samples(Scene& scene, Rect& area);
    void show_sources(Scene& scene, Rect row) const;
    void show_dataset(Scene& scene, Rect& area);

    SamplePictures garments_;     ///< in the classes' order
    SamplePictures photographs_;  ///< for colour models
    int number_ = 0;              ///< of the test picture that was shown last
    InputNumbers numbers_;
    InputPicture picture_;
    InputPreprocessing preprocessing_;
};

}  // namespace convscope
