#include "app/gui/panels/top_bar.h"

#include <fmt/format.h>

#include "app/gui/widgets/buttons.h"

namespace convscope {

namespace {

void icon_request(Frame& frame, std::string_view name, Rect& rest, Icon icon, Request::Kind kind,
                  const std::string& tooltip, std::string_view key, bool enabled = true) {
    Ui& ui = frame.ui;
    const Rect place = rest.cut_right(ui.px(36), ui.px(4));
    if (button(ui, name, place, "", {.icon = icon, .tooltip = tooltip, .key = key, .quiet = true, .enabled = enabled}))
        frame.request(kind);
}

}  // namespace

void top_bar(Frame& frame, Rect rect) {
    Ui& ui = frame.ui;
    ui.fill(rect, ui.colour(Role::surface));
    ui.fill({rect.x, rect.bottom() - ui.line_width(), rect.w, ui.line_width()}, ui.colour(Role::line));
    Rect rest = rect.inset(ui.px(16), ui.px(8));
    ui.text(rest.cut_left(ui.text_width("convscope", Type::heading), ui.px(24)), "convscope", Role::text,
            Type::heading);

    const Rect tab = rest.cut_left(ui.text_width("Filter Lab") + ui.px(24), ui.px(16));
    ui.mark("tab.filter_lab", tab);
    ui.text(tab, "Filter Lab", Role::accent, Type::text, Align::centre);
    ui.fill({tab.x, rect.bottom() - ui.px(3), tab.w, ui.px(3)}, ui.colour(Role::accent), ui.px(1));

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

    const OpenPicture& picture = frame.document.picture;
    const Size size = picture.picture.size();
    if (size.area() == 0 || rest.w < ui.px(150)) return;
    const std::string shape = fmt::format("{} \u00d7 {}", size.cols, size.rows);
    rest.cut_right(ui.px(12));
    ui.text(rest.cut_right(ui.text_width(shape, Type::caption) + ui.px(2), ui.px(8)), shape, Role::muted, Type::caption,
            Align::right);
    ui.mark("top.picture", rest);
    ui.text(rest, picture.name(), Role::text, Type::text, Align::right);
}

}  // namespace convscope
