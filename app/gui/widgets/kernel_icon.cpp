#include "app/gui/widgets/kernel_icon.h"

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/numbers/signed_tint.h"

namespace convscope {

void kernel_icon(const Ui& ui, Rect rect, const Kernel& kernel) {
    const auto size = static_cast<float>(kernel.size);
    const float cell = std::max(1.0F, std::floor(std::min(rect.w, rect.h) / size));
    const float gap = cell >= 6 ? 1 : 0;
    const float left = std::round(rect.centre_x() - cell * size / 2);
    const float top = std::round(rect.centre_y() - cell * size / 2);
    float largest = 0;
    for (const float value : kernel.values) largest = std::max(largest, std::fabs(value));
    for (int r = 0; r < kernel.size; ++r)
        for (int c = 0; c < kernel.size; ++c)
            ui.fill({left + static_cast<float>(c) * cell, top + static_cast<float>(r) * cell, cell - gap, cell - gap},
                    signed_tint(ui, static_cast<double>(kernel.at(r, c)), static_cast<double>(largest)));
    ui.outline({left - 1, top - 1, cell * size + 2 - gap, cell * size + 2 - gap}, ui.colour(Role::line), 0, 1);
}

}  // namespace convscope
