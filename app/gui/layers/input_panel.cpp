#include "app/gui/layers/input_panel.h"

namespace convscope {

void InputPanel::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    static_cast<void>(scene);
    static_cast<void>(painter);
    static_cast<void>(area);
}

}  // namespace convscope
