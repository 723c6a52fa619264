#include "app/gui/panels/performance_panel.h"

#include <fmt/format.h>

#include <array>

#include "app/gui/widgets/overlay.h"
#include "app/gui/workspace/workspace.h"

namespace convscope {

void performance_panel(Frame& frame, Rect window) {
    Ui& ui = frame.ui;
    const FrameTimes& times = frame.times;
    const std::array<std::pair<std::string_view, double>, 3> rows{
        std::pair{frame.shown.texts().computation, times.computation},
        std::pair{std::string_view("upload"), times.upload}, std::pair{std::string_view("frame"), times.frame}};
    const Rect box{window.right() - ui.px(196), window.bottom() - ui.px(104), ui.px(180), ui.px(24 * 3 + 16)};
    const Overlay overlay("performance", box, false);
    ui.mark("performance", box);
    ui.fill(box, faded(ui.colour(Role::surface), 0.94F), ui.px(6));
    ui.outline(box, ui.colour(Role::line), ui.px(6), ui.line_width());
    Rect rest = box.inset(ui.px(12), ui.px(8));
    for (const auto& [name, milliseconds] : rows) {
        const Rect row = rest.cut_top(ui.px(24));
        ui.text(row, name, Role::muted);
        ui.text(row, fmt::format("{:.2f} ms", milliseconds), Role::text, Type::text, Align::right);
    }
}

}  // namespace convscope
