// Turns strokes on the pad into commands: with the pointer, or with the keys while the pad has the focus.
#pragma once

#include <optional>
#include <vector>

#include "app/gui/network/scene/scene.h"
#include "core/nn/input/drawing.h"

namespace convscope {

class PadStrokes {
  public:
    /// Draws with the view's tool. `item` is the pad, shown at `place`.
    void use(Scene& scene, const Item& item, Rect place);
    /// Outlines the brush or, for the fill tool, the pixel, at the pointer or at the keyboard's cursor.
    void show_tool(const Scene& scene, const Item& item, Rect place) const;
    /// The pixel under the pointer or, while the pad has the focus, under the keyboard's cursor.
    std::optional<nn::Position> pixel(const Scene& scene, const Item& item, Rect place) const;

  private:
    void begin(Scene& scene, const nn::PadPoint& point);
    void go_on(Scene& scene, const nn::PadPoint& point);
    void use_keys(Scene& scene, const Item& item);

    std::optional<nn::PadPoint> last_;    ///< the end of the current stroke so far
    nn::PadPoint start_;                  ///< of the current stroke
    nn::SharedTensor base_;               ///< the paint before the current line
    std::optional<nn::PadPoint> cursor_;  ///< the keyboard's cursor; nullopt before the first arrow key
};

}  // namespace convscope
