#include "app/gui/layers/figure_page.h"

namespace convscope {

void FigurePage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    static_cast<void>(scene);
    static_cast<void>(painter);
    static_cast<void>(area);
}

}  // namespace convscope
