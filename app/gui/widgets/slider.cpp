#include "app/gui/widgets/slider.h"

#include <algorithm>

namespace convscope {

namespace {
constexpr float kFaint = 0.55F;  ///< opacity of a slider that is not enabled
}

std::optional<double> slider(Ui& ui, std::string_view name, Rect rect, double value, std::string_view tooltip,
                             bool enabled) {
    const Item item =
        ui.item(name, rect,
                {.tooltip = tooltip, .enabled = enabled, .wants_wheel = ui.focused() == name, .uses_up_down = true});
    const float knob = ui.px(8);
    const Rect track{rect.x + knob, rect.centre_y() - ui.px(2), rect.w - 2 * knob, ui.px(4)};
    const auto place = static_cast<float>(std::clamp(value, 0.0, 1.0));
    const float x = track.x + place * track.w;
    ui.fill(track, ui.colour(Role::line), ui.px(2));
    const ImU32 colour = enabled ? ui.colour(Role::accent) : faded(ui.colour(Role::muted), kFaint);
    ui.fill({track.x, track.y, x - track.x, track.h}, colour, ui.px(2));
    ui.draw().AddCircleFilled({x, rect.centre_y()}, enabled && (item.hovered || item.held) ? knob : knob - ui.px(1),
                              colour);
    ui.draw().AddCircleFilled({x, rect.centre_y()}, knob - ui.px(3), ui.colour(Role::surface));
    ui.focus_ring(item, ui.px(6));
    if (!enabled) return std::nullopt;

    constexpr double kNudge = 0.02;
    if (item.held && track.w > 0)
        return std::clamp(static_cast<double>((ImGui::GetIO().MousePos.x - track.x) / track.w), 0.0, 1.0);
    double change = item.wheel * kNudge;
    while (item.focused && ui.take_key(Key::up)) change += kNudge;
    while (item.focused && ui.take_key(Key::down)) change -= kNudge;
    if (change == 0) return std::nullopt;
    return std::clamp(value + change, 0.0, 1.0);
}

}  // namespace convscope
