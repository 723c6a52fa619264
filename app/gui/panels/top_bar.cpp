#include "app/gui/panels/top_bar.h"

#include <fmt/format.h>

#include <array>

#include "app/gui/panels/file_menu.h"
#include "app/gui/widgets/buttons.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

constexpr float kIconWidth = 36;
constexpr float kIconGap = 4;
constexpr int kIcons = 6;
constexpr float kRow = 48;
constexpr float kMargin = 16;

void icon_request(Frame& frame, std::string_view name, Rect& rest, Icon icon, Request::Kind kind,
                  const std::string& tooltip, std::string_view key, bool enabled = true) {
    Ui& ui = frame.ui;
    const Rect place = rest.cut_right(ui.px(kIconWidth), ui.px(kIconGap));
    if (button(ui, name, place, "", {.icon = icon, .tooltip = tooltip, .key = key, .quiet = true, .enabled = enabled}))
        frame.request(kind);
}

constexpr std::array<std::string_view, kWorkspaceNames.size()> kTitles{"Filter Lab", "Layers"};

/// What tabs, the menu and icons take side by side.
float controls_width(const Ui& ui) {
    float width = ui.px(kIcons * (kIconWidth + kIconGap)) + file_menu_width(ui) + ui.px(8);
    for (const std::string_view title : kTitles) width += ui.text_width(title) + ui.px(36);
    return width;
}

bool fits_in_one_row(const Ui& ui, float width) {
    return width - 2 * ui.px(kMargin) >= controls_width(ui);
}

/// The program's name, unless controls need its room.
void show_brand(Ui& ui, Rect& rest) {
    constexpr std::string_view kBrand = "convscope";
    const float width = ui.text_width(kBrand, Type::heading);
    if (rest.w < width + ui.px(24) + controls_width(ui)) return;
    ui.text(rest.cut_left(width, ui.px(24)), kBrand, Role::text, Type::heading);
}

void show_tabs(Frame& frame, Rect& rest, const Rect& bar) {
    Ui& ui = frame.ui;
    constexpr std::array<std::string_view, kWorkspaceNames.size()> kTips{
        "One filter on a picture, and what pooling keeps of it", "Step through a trained model"};
    for (std::size_t i = 0; i < kTitles.size(); ++i) {
        const bool on = frame.document.workspace == static_cast<Workspace>(i);
        const Rect tab = rest.cut_left(ui.text_width(kTitles.at(i)) + ui.px(24), ui.px(4));
        const Item item = ui.item("tab." + std::string(kWorkspaceNames.at(i)), tab,
                                  {.tooltip = kTips.at(i), .key = std::to_string(i + 1)});
        if (item.hovered && !on) ui.fill(tab, ui.colour(Role::hover), ui.px(6));
        ui.focus_ring(item, ui.px(6));
        ui.text(tab, kTitles.at(i), on ? Role::accent : Role::text, Type::text, Align::centre);
        if (on) ui.fill({tab.x, bar.bottom() - ui.px(3), tab.w, ui.px(3)}, ui.colour(Role::accent), ui.px(1));
        if (item.pressed) frame.perform(set_workspace(static_cast<Workspace>(i)));
    }
    rest.cut_left(ui.px(12));
}

void show_what_is_open(Frame& frame, Rect rest) {
    Ui& ui = frame.ui;
    const bool layers = frame.document.workspace == Workspace::layers;
    const OpenPicture& picture = frame.document.picture;
    const Network& network = frame.document.network;
    const Size size = picture.picture.size();
    if (layers ? !network.model.model : size.area() == 0) return;
    const std::string name = layers ? network.model.name() : picture.name();
    const std::string detail = layers ? nn::with_commas(nn::parameter_count(*network.model.model)) + " parameters"
                                      : fmt::format("{} \u00d7 {}", size.cols, size.rows);
    const float width = ui.text_width(detail, Type::caption) + ui.px(2);
    if (rest.w < width + ui.px(80)) return;
    rest.cut_right(ui.px(12));
    ui.text(rest.cut_right(width, ui.px(8)), detail, Role::muted, Type::caption, Align::right);
    ui.mark("top.picture", rest);
    ui.text(rest, name, Role::text, Type::text, Align::right);
}

}  // namespace

float top_bar_height(const Ui& ui, float width) {
    return ui.px(kRow) * (fits_in_one_row(ui, width) ? 1 : 2);
}

void top_bar(Frame& frame, Rect rect) {
    Ui& ui = frame.ui;
    ui.fill(rect, ui.colour(Role::surface));
    ui.fill({rect.x, rect.bottom() - ui.line_width(), rect.w, ui.line_width()}, ui.colour(Role::line));
    const Rect first{rect.x, rect.y, rect.w, ui.px(kRow)};
    Rect rest = first.inset(ui.px(kMargin), ui.px(8));
    show_brand(ui, rest);
    show_tabs(frame, rest, first);
    file_menu(frame, rest.cut_left(file_menu_width(ui), ui.px(8)));
    // Very large letters in a small window: the icons have a row of their own.
    if (!fits_in_one_row(ui, rect.w))
        rest = Rect{rect.x, first.bottom(), rect.w, ui.px(kRow)}.inset(ui.px(kMargin), ui.px(8));

    const std::string undo = frame.history.undo_label();
    const std::string redo = frame.history.redo_label();
    using Kind = Request::Kind;
    icon_request(frame, "top.fullscreen", rest, Icon::fullscreen, Kind::fullscreen, "Full screen", "F11");
    icon_request(frame, "top.help", rest, Icon::help, Kind::help, "Keys and what can be done", "F1");
    icon_request(frame, "top.theme", rest, Icon::theme, Kind::theme, "Light or dark", "T");
    icon_request(frame, "top.save", rest, Icon::save, Kind::save_session, "Save this session as a file", "Ctrl+S");
    icon_request(frame, "top.redo", rest, Icon::redo, Kind::redo, redo.empty() ? "Nothing to redo" : "Redo the " + redo,
                 "Ctrl+Shift+Z", !redo.empty());
    icon_request(frame, "top.undo", rest, Icon::undo, Kind::undo, undo.empty() ? "Nothing to undo" : "Undo the " + undo,
                 "Ctrl+Z", !undo.empty());

    show_what_is_open(frame, rest);
}

}  // namespace convscope
