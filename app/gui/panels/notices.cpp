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

void Notices::show(Frame& frame, Rect window) {
    Ui& ui = frame.ui;
    std::erase_if(notices_, [&](const Notice& n) { return n.until != 0 && n.until <= ui.time(); });
    if (notices_.empty()) return;
    const float width = std::min(ui.px(640), window.w - ui.px(32));
    ImFont* font = ui.font(Type::text);
    const auto action_width = [&](const Notice& n) {
        return n.action.empty() ? 0.0F : ui.text_width(n.action) + ui.px(24 + 8);
    };
    const auto text_width = [&](const Notice& n) { return width - ui.px(16 + 8 + 8 + 32) - action_width(n); };
    const auto height_of = [&](const Notice& n) {
        return font->CalcTextSizeA(font->FontSize, FLT_MAX, text_width(n), n.text.c_str()).y + ui.px(20);
    };
    float total = 0;
    for (const Notice& notice : notices_) total += height_of(notice) + ui.px(8);
    Rect rest{window.centre_x() - width / 2, window.bottom() - ui.px(8) - total, width, total};
    const Overlay overlay("notices", rest, true);
    for (std::size_t i = 0; i < notices_.size(); ++i) {
        Notice& notice = notices_[i];
        if (notice.until == 0) notice.until = ui.time() + (notice.is_error ? kErrorSeconds : kSeconds);
        if (notice.until != kForever) ui.wake_at(notice.until);
        const Rect box = rest.cut_top(height_of(notice), ui.px(8));
        ui.mark(fmt::format("notice.{}", i), box);
        ui.fill(box, ui.colour(Role::surface), ui.px(8));
        ui.outline(box, ui.colour(Role::line), ui.px(8), ui.line_width());
        ui.fill({box.x, box.y, ui.px(6), box.h}, ui.colour(notice.is_error ? Role::warning : Role::winner), ui.px(3));
        ui.paragraph({box.x + ui.px(18), box.y + ui.px(10), text_width(notice), box.h}, notice.text);
        if (!notice.action.empty()) {
            const float button_width = action_width(notice) - ui.px(8);
            if (button(ui, fmt::format("notice.{}.action", i),
                       {box.right() - ui.px(42) - button_width, box.y + ui.px(4), button_width, ui.px(30)},
                       notice.action, {.primary = true})) {
                frame.request(notice.request);
                notice.until = ui.time();
            }
        }
        if (button(ui, fmt::format("notice.{}.close", i),
                   {box.right() - ui.px(38), box.y + ui.px(4), ui.px(32), ui.px(30)}, "",
                   {.icon = Icon::close, .tooltip = "Close", .quiet = true}))
            notice.until = ui.time();
    }
}

}  // namespace convscope
