#include "app/gui/panels/panel_strip.h"

#include <string>
#include <string_view>

#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kWidth = 44;
constexpr float kButton = 36;

void strip_button(Frame& frame, std::string_view name, Rect& rest, const Action& action, const ButtonOptions& options) {
    Ui& ui = frame.ui;
    if (button(ui, name, rest.cut_top(ui.px(kButton), ui.px(4)), "", options)) frame.request(action);
}

}  // namespace

float panel_strip_width(const Ui& ui) {
    return ui.px(kWidth);
}

void panel_strip(Frame& frame, Rect place, std::string_view no_code) {
    Ui& ui = frame.ui;
    ui.fill(place, ui.colour(Role::surface));
    ui.fill({place.right() - ui.line_width(), place.y, ui.line_width(), place.h}, ui.colour(Role::line));
    Rect rest = place.inset((place.w - ui.px(kButton)) / 2, ui.px(8));
    strip_button(frame, "strip.panels", rest, TogglePanels{},
                 {.icon = Icon::panels, .tooltip = tr("Show the side panels"), .key = "F9", .quiet = true});
    strip_button(frame, "strip.open", rest, ShowOpenDialog{},
                 {.icon = Icon::folder, .tooltip = tr("Open a file"), .key = "Ctrl+O", .quiet = true});
    strip_button(frame, "strip.code", rest, ShowCode{},
                 {.icon = Icon::code,
                  .tooltip = no_code.empty() ? tr("Show the code") : no_code,
                  .quiet = true,
                  .enabled = no_code.empty()});
    if (!frame.settings.presentation) return;
    strip_button(
        frame, "strip.presentation", rest, TogglePresentation{},
        {.icon = Icon::presentation, .tooltip = tr("End the presentation"), .key = "F10", .on = true, .quiet = true});
    strip_button(frame, "strip.present", rest, TogglePresentingTools{},
                 {.icon = Icon::cover,
                  .tooltip = tr("Presenting tools: cover, pen, spotlight, hands, countdown"),
                  .quiet = true});
    const std::string undo = frame.history.undo_label();
    const std::string redo = frame.history.redo_label();
    strip_button(frame, "strip.undo", rest, Undo{},
                 {.icon = Icon::undo,
                  .tooltip = undo.empty() ? tr("Nothing to undo") : tr("Undo"),
                  .key = "Ctrl+Z",
                  .quiet = true,
                  .enabled = !undo.empty()});
    strip_button(frame, "strip.redo", rest, Redo{},
                 {.icon = Icon::redo,
                  .tooltip = redo.empty() ? tr("Nothing to redo") : tr("Redo"),
                  .key = "Ctrl+Shift+Z",
                  .quiet = true,
                  .enabled = !redo.empty()});
    strip_button(frame, "strip.help", rest, ShowHelp{},
                 {.icon = Icon::help, .tooltip = tr("Keys and gestures"), .key = "F1", .quiet = true});
}

}  // namespace convscope
