#include "app/gui/panels/top_bar.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "app/document/network/network_commands.h"
#include "app/gui/panels/file_menu.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/workspace/workspace.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kIconWidth = 36;
constexpr float kIconGap = 4;
constexpr int kIcons = 9;
constexpr float kRow = 48;
constexpr float kMargin = 16;

void icon_button(Frame& frame, std::string_view name, Rect& rest, Icon icon, const Action& action,
                 const std::string& tooltip, std::string_view key, bool enabled = true) {
    Ui& ui = frame.ui;
    const Rect place = rest.cut_right(ui.px(kIconWidth), ui.px(kIconGap));
    if (button(ui, name, place, "", {.icon = icon, .tooltip = tooltip, .key = key, .quiet = true, .enabled = enabled}))
        frame.request(action);
}

/// The width of the tabs, the menu and the icons in one row.
float controls_width(const Frame& frame) {
    const Ui& ui = frame.ui;
    float width = ui.px(kIcons * (kIconWidth + kIconGap)) + file_menu_width(ui) + ui.px(8);
    for (const auto& workspace : frame.workspaces) width += ui.text_width(workspace->texts().title) + ui.px(36);
    return width;
}

bool fits_in_one_row(const Frame& frame, float width) {
    return width - 2 * frame.ui.px(kMargin) >= controls_width(frame);
}

/// Draws the program's name, unless the controls need its room.
void show_brand(const Frame& frame, Rect& rest) {
    Ui& ui = frame.ui;
    constexpr std::string_view kBrand = "convscope";
    const float width = ui.text_width(kBrand, Type::heading);
    if (rest.w < width + ui.px(24) + controls_width(frame)) return;
    ui.text(rest.cut_left(width, ui.px(24)), kBrand, Role::text, Type::heading);
}

void show_tabs(Frame& frame, Rect& rest, const Rect& bar) {
    Ui& ui = frame.ui;
    for (std::size_t i = 0; i < frame.workspaces.size(); ++i) {
        const Workspace& workspace = *frame.workspaces[i];
        const WorkspaceTexts& texts = workspace.texts();
        const bool on = &workspace == &frame.shown;
        const Rect tab = rest.cut_left(ui.text_width(texts.title) + ui.px(24), ui.px(4));
        const auto name = kWorkspaceNames.at(static_cast<std::size_t>(workspace.id()));
        const Item item =
            ui.item("tab." + std::string(name), tab, {.tooltip = texts.tooltip, .key = std::to_string(i + 1)});
        if (item.hovered && !on) ui.fill(tab, ui.colour(Role::hover), ui.px(6));
        ui.focus_ring(item, ui.px(6));
        ui.text(tab, texts.title, on ? Role::accent : Role::text, Type::text, Align::centre);
        if (on) ui.fill({tab.x, bar.bottom() - ui.px(3), tab.w, ui.px(3)}, ui.colour(Role::accent), ui.px(1));
        if (item.pressed) frame.perform(set_workspace(workspace.id()));
    }
    rest.cut_left(ui.px(12));
}

void show_open_file(Frame& frame, Rect rest) {
    Ui& ui = frame.ui;
    const auto [name, detail] = frame.shown.open_file(frame.document);
    if (name.empty()) return;
    const float width = ui.text_width(detail, Type::caption) + ui.px(2);
    if (rest.w < width + ui.px(80)) return;
    rest.cut_right(ui.px(12));
    ui.mark("top.picture", rest);
    ui.text(rest.cut_right(width, ui.px(8)), detail, Role::muted, Type::caption, Align::right);
    ui.text(rest, name, Role::text, Type::text, Align::right);
}

}  // namespace

float top_bar_height(const Frame& frame, float width) {
    return frame.ui.px(kRow) * (fits_in_one_row(frame, width) ? 1 : 2);
}

void top_bar(Frame& frame, Rect rect) {
    Ui& ui = frame.ui;
    ui.fill(rect, ui.colour(Role::surface));
    ui.fill({rect.x, rect.bottom() - ui.line_width(), rect.w, ui.line_width()}, ui.colour(Role::line));
    const Rect first{rect.x, rect.y, rect.w, ui.px(kRow)};
    Rect rest = first.inset(ui.px(kMargin), ui.px(8));
    const FocusGroup group(ui, "top.tools");
    show_brand(frame, rest);
    show_tabs(frame, rest, first);
    file_menu(frame, rest.cut_left(file_menu_width(ui), ui.px(8)));
    // Very large letters in a small window: the icons have a separate row.
    if (!fits_in_one_row(frame, rect.w))
        rest = Rect{rect.x, first.bottom(), rect.w, ui.px(kRow)}.inset(ui.px(kMargin), ui.px(8));

    const std::string undo = frame.history.undo_label();
    const std::string redo = frame.history.redo_label();
    icon_button(frame, "top.fullscreen", rest, Icon::fullscreen, ToggleFullscreen{}, tr("Full screen"), "F11");
    icon_button(frame, "top.presentation", rest, Icon::presentation, TogglePresentation{},
                tr("Presentation: pictures and arithmetic in the whole window"), "F10");
    icon_button(frame, "top.present", rest, Icon::cover, TogglePresentingTools{},
                tr("Presenting tools: cover and predict, pen, spotlight, hands, countdown"), "");
    icon_button(frame, "top.panels", rest, Icon::panels, TogglePanels{},
                frame.settings.panels_folded ? tr("Show the side panels") : tr("Fold the side panels"), "F9");
    icon_button(frame, "top.help", rest, Icon::help, ShowHelp{}, tr("Keys and gestures"), "F1");
    icon_button(frame, "top.theme", rest, Icon::theme, ToggleTheme{}, tr("Light or dark"), "T");
    icon_button(frame, "top.save", rest, Icon::save, SaveSession{}, tr("Save this session as a file"), "Ctrl+S");
    icon_button(frame, "top.redo", rest, Icon::redo, Redo{},
                redo.empty() ? tr("Nothing to redo") : tr("Redo the {}", redo), "Ctrl+Shift+Z", !redo.empty());
    const std::string_view no_undo =
        frame.history.is_undo_held() ? tr("Undo stops at the start of the lesson's step") : tr("Nothing to undo");
    icon_button(frame, "top.undo", rest, Icon::undo, Undo{},
                undo.empty() ? std::string(no_undo) : tr("Undo the {}", undo), "Ctrl+Z", !undo.empty());

    show_open_file(frame, rest);
}

}  // namespace convscope
