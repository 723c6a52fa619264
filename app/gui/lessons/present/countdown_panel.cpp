#include "app/gui/lessons/present/countdown_panel.h"

#include <string>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/overlay.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kWidth = 190, kHeight = 64;
constexpr Type kDigits = Type::digits_5;

}  // namespace

void show_countdown(Ui& ui, PresentState& state, Rect place) {
    if (!state.countdown) return;
    const int seconds = state.countdown->remaining(ui.time());
    if (const double next = state.countdown->next_change(ui.time()); next > 0) ui.wake_at(next);
    const Rect box{place.centre_x() - ui.px(kWidth) / 2, place.y + ui.px(6), ui.px(kWidth), ui.px(kHeight)};
    const Overlay overlay("countdown", box, true);
    ui.mark("countdown", box);
    ui.fill(box, ui.colour(Role::surface), ui.px(8));
    ui.outline(box, ui.colour(seconds == 0 ? Role::warning : Role::line), ui.px(8), ui.px(2));
    Rect rest = box.inset(ui.px(12), ui.px(8));
    if (button(ui, "countdown.close", rest.cut_right(ui.px(32), ui.px(4)), "",
               {.icon = Icon::close, .tooltip = tr("End the countdown"), .key = "Esc", .quiet = true})) {
        state.countdown.reset();
        return;
    }
    ui.text(rest, countdown_text(seconds), seconds == 0 ? Role::warning : Role::text, kDigits, Align::centre);
}

}  // namespace convscope
