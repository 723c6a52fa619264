#include "app/gui/widgets/maps/hatch.h"

#include <cmath>

namespace convscope {

void hatch(Ui& ui, Rect part) {
    if (part.w < ui.px(2) || part.h < ui.px(2)) return;
    const float step = ui.px(9);
    const float width = ui.px(2);
    ImDrawList& draw = ui.draw();
    draw.PushClipRect({part.x, part.y}, {part.right(), part.bottom()}, true);
    // Lines are counted from the window's corner, so that those of neighbouring parts meet.
    const int first = static_cast<int>(std::floor((part.x + part.y) / step));
    const int last = static_cast<int>(std::floor((part.right() + part.bottom()) / step));
    for (int line = first; line <= last; ++line) {
        const float sum = static_cast<float>(line) * step;
        const ImVec2 low{sum - part.y, part.y};
        const ImVec2 high{sum - part.bottom(), part.bottom()};
        draw.AddLine(low, high, IM_COL32(0, 0, 0, 150), width);
        draw.AddLine({low.x + width, low.y}, {high.x + width, high.y}, IM_COL32(255, 255, 255, 150), width);
    }
    draw.PopClipRect();
}

}  // namespace convscope
