// The page with the drawing pad: the model's input as a large grid of pixels to draw on, and the answer next to it.
#pragma once

#include <filesystem>
#include <functional>

#include "app/gui/network/pages/draw/pad_guide.h"
#include "app/gui/network/pages/draw/pad_strokes.h"
#include "app/gui/network/pages/draw/pad_values.h"
#include "app/gui/network/scene/colour_picture.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class DrawPage {
  public:
    /// `assets` holds the sample pictures, which can be guides under the drawing. For `wake` see JobQueue.
    DrawPage(const std::filesystem::path& assets, std::function<void()> wake) : guide_(assets, std::move(wake)) {}

    /// Returns the lower edge of its content.
    float show(Scene& scene, gl::TilePainter& painter, Rect area);
    void drain() { guide_.drain(); }
    bool busy() const { return guide_.busy(); }
    bool finished() const { return guide_.finished(); }
    /// The pixels and the guide of the last frame, for tests.
    const PadValues& values() const { return values_; }
    const PadGuide& guide() const { return guide_; }

  private:
    void show_pad(Scene& scene, gl::TilePainter& painter, Rect place);
    void show_pixels(Scene& scene, gl::TilePainter& painter, Rect place);

    PadValues values_;
    PadGuide guide_;
    PadStrokes strokes_;
    TileCanvas canvas_;
    ColourPicture colours_;  ///< for models with a colour input
};

/// Shows the page. Starts a new black drawing, unless the input is already a drawing or takes numbers.
void open_pad(Scene& scene);

}  // namespace convscope
