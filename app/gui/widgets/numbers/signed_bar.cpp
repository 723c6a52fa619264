#include "app/gui/widgets/numbers/signed_bar.h"

#include <algorithm>
#include <cmath>

namespace convscope {

void signed_bar(const Ui& ui, Rect rect, double value, double largest) {
    const float middle = rect.centre_x();
    ui.fill(rect, ui.colour(Role::raised), ui.px(2));
    const double part = largest > 0 && std::isfinite(value) ? std::fabs(value) / largest : 0;
    const float length = rect.w / 2 * static_cast<float>(std::min(1.0, part));
    ui.fill({value < 0 ? middle - length : middle, rect.y, length, rect.h},
            ui.colour(value < 0 ? Role::negative : Role::positive), ui.px(2));
    ui.fill({middle - ui.line_width() / 2, rect.y - ui.px(2), ui.line_width(), rect.h + ui.px(4)},
            ui.colour(Role::muted));
}

}  // namespace convscope
