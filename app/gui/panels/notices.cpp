#include "app/gui/panels/notices.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/gui/widgets/buttons.h"

namespace convscope {

namespace {
constexpr double kSeconds = 5;
constexpr double kErrorSeconds = 20;
constexpr std::size_t kMost = 4;
}  // namespace

void Notices::add(std::string text, bool is_error) {
    std::erase_if(notices_, [&](const Notice& n) { return n.text == text; });
    notices_.push_back({std::move(text), is_error, 0});
    if (notices_.size() > kMost) notices_.erase(notices_.begin());
}

void Notices::show(Frame& frame, Rect window) {
    Ui& ui = frame.ui;
    std::erase_if(notices_, [&](const Notice& n) { return n.until != 0 && n.until <= ui.time(); });
    if (notices_.empty()) return;
    const float width = std::min(ui.px(640), window.w - ui.px(32));
    float y = window.bottom() - ui.px(16);
    for (std::size_t i = notices_.size(); i-- > 0;) {
        Notice& notice = notices_[i];
        if (notice.until == 0) notice.until = ui.time() + (notice.is_error ? kErrorSeconds : kSeconds);
        ui.wake_at(notice.until);
        const float text_width = width - ui.px(16 + 8 + 8 + 32);
        ImFont* font = ui.font(Type::text);
        const float text_height = font->CalcTextSizeA(font->FontSize, FLT_MAX, text_width, notice.text.c_str()).y;
        const float height = text_height + ui.px(20);
        y -= height;
        const Rect box{window.centre_x() - width / 2, y, width, height};
        ui.mark(fmt::format("notice.{}", i), box);
        ui.fill({box.x - ui.px(1), box.y - ui.px(1), box.w + ui.px(2), box.h + ui.px(2)}, ui.colour(Role::line), ui.px(9));
        ui.fill(box, ui.colour(Role::surface), ui.px(8));
        ui.fill({box.x, box.y, ui.px(6), box.h}, ui.colour(notice.is_error ? Role::warning : Role::winner), ui.px(3));
        ui.paragraph({box.x + ui.px(18), box.y + ui.px(10), text_width, text_height}, notice.text);
        if (button(ui, fmt::format("notice.{}.close", i), {box.right() - ui.px(38), box.y + ui.px(4), ui.px(32), ui.px(30)}, "",
                   {.icon = Icon::close, .tooltip = "Close", .quiet = true}))
            notice.until = ui.time();
        y -= ui.px(8);
    }
}

}  // namespace convscope
