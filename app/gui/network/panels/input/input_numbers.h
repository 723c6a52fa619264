// The panel of an input that takes numbers instead of a picture. It shows the choice of the source (random numbers,
// zeros, a row of numbers or a file) and, below it, the values as a picture and one value that can be changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "core/nn/input/feed.h"

namespace convscope {

class InputNumbers {
  public:
    /// Shows the input `which`, an index into Model::inputs(). Cuts the room that it uses off the top of `area`.
    void show(Scene& scene, std::size_t which, gl::TilePainter& painter, Rect& area);

  private:
    /// The input that is shown in this frame.
    struct Shown {
        const nn::Node& node;
        nn::Feed feed;
        const std::vector<float>& values;
        bool is_first = false;  ///< only the first input's values can have their region of influence shown
    };
    static void show_sources(Scene& scene, const Shown& shown, Rect& area);
    static void show_seed(Scene& scene, const Shown& shown, Rect& area);
    static void show_example(Scene& scene, const Shown& shown, Rect& area);
    static void show_row(Scene& scene, const Shown& shown, Rect& area);
    void show_values(Scene& scene, const Shown& shown, gl::TilePainter& painter, Rect& area);
    void show_value(Scene& scene, const Shown& shown, Rect& area);

    TileCanvas canvas_;
    std::int64_t index_ = 0;               ///< index of the value that can be changed
    std::optional<std::int64_t> hovered_;  ///< the value under the pointer
};

}  // namespace convscope
