#include "app/gui/panels/notices.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/overlay.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kSeconds = 5;
constexpr double kErrorSeconds = 20;
constexpr std::size_t kMax = 2;
constexpr double kForever = 1e18;
constexpr float kWidth = 460;

/// The length of the folder at the start of the text, with its last slash; 0 if the text does not start with a folder.
std::size_t folder_length(std::string_view text) {
    std::size_t longest = 0;
    for (std::size_t slash = text.find('/'); slash != std::string_view::npos; slash = text.find('/', slash + 1)) {
        const std::string folder(text.substr(0, slash + 1));
        std::error_code error;
        const bool one_word = folder.find_first_of(" \n") == std::string::npos;
        if (one_word || std::filesystem::is_directory(folder, error)) longest = slash + 1;
    }
    return longest;
}

}  // namespace

std::string without_folders(const std::string& text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        // A path starts at the start of the text or of a word, also in quotes or brackets.
        const bool begins = at == 0 || std::string_view(" \"'(\n").find(text[at - 1]) != std::string_view::npos;
        const std::size_t folder = begins && text[at] == '/' ? folder_length(std::string_view(text).substr(at)) : 0;
        // If a message names a folder itself, the folder's name is kept.
        const std::size_t end = at + folder;
        const bool has_name =
            end < text.size() && std::string_view(" .,;:)\n").find(text[end]) == std::string_view::npos;
        if (folder > 0 && has_name)
            at = end;
        else
            result += text[at++];
    }
    return result;
}

void Notices::add(Notice notice) {
    std::erase_if(notices_, [&](const Notice& n) { return n.text == notice.text; });
    notice.shown = without_folders(notice.text);
    notices_.push_back(std::move(notice));
    if (notices_.size() > kMax) notices_.erase(notices_.begin());
}

void Notices::offer(std::string text, std::string action, Action request) {
    add({.text = std::move(text), .until = kForever, .action = std::move(action), .request = std::move(request)});
}

void Notices::offer_briefly(std::string text, std::string action, Action request) {
    add({.text = std::move(text), .action = std::move(action), .request = std::move(request)});
}

namespace {

float action_width(const Ui& ui, const Notices::Notice& notice) {
    return notice.action.empty() ? 0.0F : ui.text_width(notice.action) + ui.px(24 + 8);
}

/// The width of everything but the text. Errors have a button that copies them.
float chrome_width(const Ui& ui, const Notices::Notice& notice) {
    return ui.px(16 + 8 + 8 + 32) + (notice.is_error ? ui.px(36) : 0) + action_width(ui, notice);
}

float text_width(const Ui& ui, const Notices::Notice& notice, float width) {
    return width - chrome_width(ui, notice);
}

/// The width that the text needs, up to `largest`.
float width_of(const Ui& ui, const Notices::Notice& notice, float largest) {
    return std::min(largest, ui.text_width(notice.shown) + ui.px(2) + chrome_width(ui, notice));
}

float height_of(const Ui& ui, const Notices::Notice& notice, float width) {
    return std::max(ui.px(38), ui.paragraph_size(notice.shown, text_width(ui, notice, width)).y + ui.px(18));
}

void show_notice(Frame& frame, Notices::Notice& notice, const std::string& name, Rect box) {
    Ui& ui = frame.ui;
    ui.fill(box, ui.colour(Role::surface), ui.px(8));
    ui.outline(box, ui.colour(Role::line), ui.px(8), ui.line_width());
    ui.fill({box.x, box.y, ui.px(6), box.h}, ui.colour(notice.is_error ? Role::warning : Role::winner), ui.px(3));
    if (!notice.action.empty()) {
        const float width = action_width(ui, notice) - ui.px(8);
        const float left = box.right() - ui.px(notice.is_error ? 78 : 42);
        const Rect place{left - width, box.y + ui.px(4), width, ui.px(30)};
        if (button(ui, name + ".action", place, notice.action, {.primary = true})) {
            frame.request(notice.request);
            notice.until = ui.time();
        }
    }
    const Rect cross{box.right() - ui.px(38), box.y + ui.px(4), ui.px(32), ui.px(30)};
    if (button(ui, name + ".close", cross, "", {.icon = Icon::close, .tooltip = tr("Close"), .quiet = true}))
        notice.until = ui.time();
    if (notice.is_error) {
        const Rect copy{cross.x - ui.px(36), cross.y, cross.w, cross.h};
        if (button(ui, name + ".copy", copy, "",
                   {.icon = Icon::copy, .tooltip = tr("Copy this message"), .quiet = true}))
            frame.request(CopyText{notice.text, tr("The message is copied.")});
    }
    const Rect text{box.x + ui.px(18), box.y + ui.px(9), text_width(ui, notice, box.w), box.h};
    const bool folded = notice.shown != notice.text;
    const std::string_view tooltip = folded ? std::string_view(notice.text) : std::string_view();
    const Item item = ui.item(name, box, {.tooltip = tooltip, .focusable = false});
    // A notice stays while it is read: its time starts again when the pointer leaves it.
    if (item.hovered && notice.until > ui.time() && notice.until != kForever) notice.until = 0;
    ui.paragraph(text, notice.shown);
}

}  // namespace

void Notices::show(Frame& frame, Rect place) {
    Ui& ui = frame.ui;
    std::erase_if(notices_, [&](const Notice& n) { return n.until != 0 && n.until <= ui.time(); });
    if (notices_.empty()) return;
    const float largest = std::min(ui.px(kWidth), place.w - ui.px(16));
    float total = 0;
    float width = 0;
    for (const Notice& notice : notices_) {
        total += height_of(ui, notice, width_of(ui, notice, largest)) + ui.px(8);
        width = std::max(width, width_of(ui, notice, largest));
    }
    Rect rest{place.right() - ui.px(8) - width, place.y + ui.px(6), width, total};
    const Overlay overlay("notices", rest, true);
    const FocusRegion region(ui, "notices", rest, 5);
    for (std::size_t i = 0; i < notices_.size(); ++i) {
        Notice& notice = notices_[i];
        if (notice.until == 0)
            notice.until = ui.time() + (notice.is_error || !notice.action.empty() ? kErrorSeconds : kSeconds);
        if (notice.until != kForever) ui.wake_at(notice.until);
        const float own = width_of(ui, notice, largest);
        Rect row = rest.cut_top(height_of(ui, notice, own), ui.px(8));
        show_notice(frame, notice, fmt::format("notice.{}", i), row.cut_right(own));
    }
}

}  // namespace convscope
