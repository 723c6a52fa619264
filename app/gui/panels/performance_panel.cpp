#include "app/gui/panels/performance_panel.h"

#include <fmt/format.h>

#include <array>

#include "app/gui/workspace/workspace.h"
#include "core/base/text/translation.h"

namespace convscope {

float performance_panel_height(const Ui& ui) {
    return ui.px(28);
}

void performance_panel(Frame& frame, Rect row) {
    Ui& ui = frame.ui;
    const FrameTimes& times = frame.times;
    const std::array<std::pair<std::string_view, double>, 3> parts{
        std::pair{std::string_view(frame.shown.texts().computation), times.computation},
        std::pair{std::string_view(tr("upload")), times.upload}, std::pair{std::string_view(tr("frame")), times.frame}};
    ui.mark("performance", row);
    ui.fill(row, ui.colour(Role::raised));
    Rect rest = row.inset(ui.px(16), 0);
    for (const auto& [name, milliseconds] : parts) {
        ui.text(rest.cut_left(ui.text_width(name), ui.px(8)), name, Role::muted);
        // Fixed places, because the numbers change all the time.
        ui.text(rest.cut_left(ui.px(88), ui.px(24)), fmt::format("{:.2f} ms", milliseconds));
    }
}

}  // namespace convscope
