#include "app/gui/layers/models_page.h"

namespace convscope {

void ModelsPage::prepare(const NetworkInput& input, const nn::Model& other) {
    static_cast<void>(input);
    static_cast<void>(other);
}

void ModelsPage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    static_cast<void>(scene);
    static_cast<void>(painter);
    static_cast<void>(area);
}

}  // namespace convscope
