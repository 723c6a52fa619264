#include "app/gui/layers/map_page.h"

namespace convscope {

void MapPage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    static_cast<void>(scene);
    static_cast<void>(painter);
    static_cast<void>(area);
}

}  // namespace convscope
