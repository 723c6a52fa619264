#include "app/gui/panels/reading_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/overlay.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kPatience = 0.15;  ///< seconds of reading after which the panel is shown
constexpr double kPeriod = 1.2;     ///< seconds in which the indicator moves forwards and back
constexpr double kFrame = 1.0 / 30;
constexpr float kMaxWidth = 460;

}  // namespace

void ReadingPanel::show(Ui& ui, const FileWork& work, Rect& place) {
    if (work.file != file_) {
        file_ = work.file;
        since_ = ui.time();
    }
    if (file_.empty()) return;
    if (ui.time() - since_ < kPatience) {
        ui.wake_at(since_ + kPatience);
        return;
    }
    ui.wake_at(ui.time() + kFrame);
    std::string text = work.writes ? tr("Writing {}\u2026", file_) : tr("Reading {}\u2026", file_);
    if (work.done) text += fmt::format("  {:.0f} %", 100 * *work.done);
    const float width = std::min({ui.text_width(text) + ui.px(34), ui.px(kMaxWidth), place.w - ui.px(16)});
    const Rect box{place.right() - ui.px(8) - width, place.y + ui.px(6), width, ui.px(40)};
    place.cut_top(box.h + ui.px(8));
    const Overlay overlay("reading", box, false);
    ui.mark("reading", box);
    ui.fill(box, ui.colour(Role::surface), ui.px(8));
    ui.outline(box, ui.colour(Role::line), ui.px(8), ui.line_width());
    Rect inside = box.inset(ui.px(16), ui.px(4));
    const Rect track = inside.cut_bottom(ui.px(4));
    ui.text(inside, text);
    ui.fill(track, ui.colour(Role::line), ui.px(2));
    const double phase = std::fmod(ui.time() - since_, kPeriod) / kPeriod;
    const auto there = static_cast<float>(0.5 - 0.5 * std::cos(2 * 3.14159265358979 * phase));
    const float length = track.w * 0.3F;
    const Rect mark = work.done ? Rect{track.x, track.y, track.w * static_cast<float>(*work.done), track.h}
                                : Rect{track.x + there * (track.w - length), track.y, length, track.h};
    ui.mark("reading.indicator", mark);
    ui.fill(mark, ui.colour(Role::accent), ui.px(2));
}

}  // namespace convscope
