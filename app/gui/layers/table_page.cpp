#include "app/gui/layers/table_page.h"

namespace convscope {

void TablePage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    static_cast<void>(scene);
    static_cast<void>(painter);
    static_cast<void>(area);
}

}  // namespace convscope
