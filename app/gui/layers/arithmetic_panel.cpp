#include "app/gui/layers/arithmetic_panel.h"

namespace convscope {

void ArithmeticPanel::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    static_cast<void>(scene);
    static_cast<void>(painter);
    static_cast<void>(area);
}

}  // namespace convscope
