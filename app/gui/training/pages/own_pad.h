// A small pad of pixels to draw on, light on dark. Knows no document: the caller takes the pixels.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "app/gui/toolkit/ui.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "core/nn/input/drawing.h"

namespace convscope {

class OwnPad {
  public:
    /// Draws the pad, named `name`, as a square in `place`. The left button draws; with Shift it erases.
    void show(Ui& ui, gl::TilePainter& painter, std::string_view name, Rect place);
    void clear();
    /// Shows a picture of kOwnSide x kOwnSide values, which cannot be drawn on, until clear().
    void show_picture(std::shared_ptr<const std::vector<std::uint8_t>> pixels);
    bool empty() const { return !paint_ && !is_picture_; }
    /// The pixels 0..255; a new pointer after every change.
    const std::shared_ptr<const std::vector<std::uint8_t>>& pixels() const { return pixels_; }

  private:
    void draw_to(const nn::PadPoint& point, bool erases);
    void use_keys(Ui& ui);
    void update();

    bool is_picture_ = false;
    nn::SharedTensor paint_;  ///< NaN where nothing is painted; null if nothing is
    std::shared_ptr<const std::vector<std::uint8_t>> pixels_;
    std::vector<float> values_;
    std::uint64_t revision_ = 0;
    std::optional<nn::PadPoint> last_;    ///< the end of the stroke so far
    std::optional<nn::PadPoint> cursor_;  ///< of the keyboard
    TileCanvas canvas_;
};

}  // namespace convscope
