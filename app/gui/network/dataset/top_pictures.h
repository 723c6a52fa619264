// The data set's pictures that excite a map most, cropped to the receptive field of the map's largest value, as a grid
// or a strip.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/gui/network/dataset/dataset_scene.h"
#include "app/gui/panels/dataset/picture_sheet.h"
#include "core/nn/attribution/survey.h"
#include "core/nn/model/region.h"

namespace convscope {

class TopPictures {
  public:
    /// A picture as it is shown.
    struct Shown {
        nn::TopPicture top;
        PixelRect field;  ///< the receptive field of the map's largest value, clipped to the picture
    };

    /// Draws the pictures of the scene's layer and map in a grid of three columns, each with its value and class. A
    /// picture under the pointer or with the focus is shown whole, with its receptive field outlined. A click opens it
    /// as the input and pins the place of the value. Cuts the used part off the top of `area`.
    void show_grid(Scene& scene, const nn::ChannelSurvey& channel, Rect& area);
    /// Draws the pictures in one line of squares.
    void show_strip(Scene& scene, const nn::ChannelSurvey& channel, Rect line);

    /// The pictures shown last, strongest first.
    const std::vector<Shown>& shown() const { return shown_; }

  private:
    void find(const Scene& scene, const nn::ChannelSurvey& channel);
    void show_tile(Scene& scene, std::string_view name, std::size_t index, Rect square);

    std::vector<Shown> shown_;
    // The model and map of shown_.
    std::shared_ptr<const nn::Model> model_;
    int layer_ = 0;
    std::int64_t channel_ = 0;
    PictureSheet cuts_, wholes_;
};

/// The receptive field, on the input, of the value at the place of `top`.
PixelRect field_of(const Scene& scene, const nn::TopPicture& top);

}  // namespace convscope
