#include "app/gui/panels/notices.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/overlay.h"

namespace convscope {

namespace {
constexpr double kSeconds = 5;
constexpr double kErrorSeconds = 20;
constexpr std::size_t kMax = 4;
constexpr double kForever = 1e18;
}  // namespace

void Notices::add(Notice notice) {
    std::erase_if(notices_, [&](const Notice& n) { return n.text == notice.text; });
    notices_.push_back(std::move(notice));
    if (notices_.size() > kMax) notices_.erase(notices_.begin());
}

void Notices::offer(std::string text, std::string action, Action request) {
    add({.text = std::move(text), .until = kForever, .action = std::move(action), .request = std::move(request)});
}

namespace {

float action_width(const Ui& ui, const Notices::Notice& notice) {
    return notice.action.empty() ? 0.0F : ui.text_width(notice.action) + ui.px(24 + 8);
}

float text_width(const Ui& ui, const Notices::Notice& notice, float width) {
    return width - ui.px(16 + 8 + 8 + 32) - action_width(ui, notice);
}

float height_of(const Ui& ui, const Notices::Notice& notice, float width) {
    ImFont* font = ui.font(Type::text);
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, text_width(ui, notice, width), notice.text.c_str()).y +
           ui.px(20);
}

void show_notice(Frame& frame, Notices::Notice& notice, const std::string& name, Rect box) {
    Ui& ui = frame.ui;
    ui.mark(name, box);
    ui.fill(box, ui.colour(Role::surface), ui.px(8));
    ui.outline(box, ui.colour(Role::line), ui.px(8), ui.line_width());
    ui.fill({box.x, box.y, ui.px(6), box.h}, ui.colour(notice.is_error ? Role::warning : Role::winner), ui.px(3));
    ui.paragraph({box.x + ui.px(18), box.y + ui.px(10), text_width(ui, notice, box.w), box.h}, notice.text);
    if (!notice.action.empty()) {
        const float width = action_width(ui, notice) - ui.px(8);
        const Rect place{box.right() - ui.px(42) - width, box.y + ui.px(4), width, ui.px(30)};
        if (button(ui, name + ".action", place, notice.action, {.primary = true})) {
            frame.request(notice.request);
            notice.until = ui.time();
        }
    }
    const Rect cross{box.right() - ui.px(38), box.y + ui.px(4), ui.px(32), ui.px(30)};
    if (button(ui, name + ".close", cross, "", {.icon = Icon::close, .tooltip = "Close", .quiet = true}))
        notice.until = ui.time();
}

}  // namespace

void Notices::show(Frame& frame, Rect window) {
    Ui& ui = frame.ui;
    std::erase_if(notices_, [&](const Notice& n) { return n.until != 0 && n.until <= ui.time(); });
    if (notices_.empty()) return;
    const float width = std::min(ui.px(640), window.w - ui.px(32));
    float total = 0;
    for (const Notice& notice : notices_) total += height_of(ui, notice, width) + ui.px(8);
    Rect rest{window.centre_x() - width / 2, window.bottom() - ui.px(8) - total, width, total};
    const Overlay overlay("notices", rest, true);
    for (std::size_t i = 0; i < notices_.size(); ++i) {
        Notice& notice = notices_[i];
        if (notice.until == 0) notice.until = ui.time() + (notice.is_error ? kErrorSeconds : kSeconds);
        if (notice.until != kForever) ui.wake_at(notice.until);
        show_notice(frame, notice, fmt::format("notice.{}", i), rest.cut_top(height_of(ui, notice, width), ui.px(8)));
    }
}

}  // namespace convscope
