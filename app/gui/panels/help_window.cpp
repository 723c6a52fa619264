#include "app/gui/panels/help_window.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "app/gui/workspace/workspace.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMinColumns = 640;
constexpr float kKeysWidth = 0.4F;  ///< part of a column

// The keys of all workspaces.
constexpr std::array<HelpLine, 16> kShared{
    HelpLine{tr("Ctrl+O, or drop a file"), tr("Open a picture, model or session")},
    HelpLine{tr("Ctrl+Shift+O"), tr("The File menu, with recent files")},
    HelpLine{tr("F5, Ctrl+R"), tr("Read the model's file again")},
    HelpLine{tr("Ctrl+S"), tr("Save the session")},
    HelpLine{tr("Ctrl+N"), tr("Start afresh; undo restores everything")},
    HelpLine{tr("Ctrl+Z, Ctrl+Shift+Z"), tr("Undo, redo")},
    HelpLine{tr("Ctrl+C, Ctrl+V"), tr("Copy, paste the filter as text; paste a picture")},
    HelpLine{tr("Tab, Shift+Tab, Enter"), tr("To the next controls; press one")},
    HelpLine{tr("Arrow keys"), tr("Inside a group that Tab has reached")},
    HelpLine{tr("F6, Shift+F6"), tr("To the next part of the window")},
    HelpLine{tr("Ctrl +, Ctrl \u2212, Ctrl 0"), tr("Larger, smaller, normal size")},
    HelpLine{tr("F9"), tr("Fold the side panels; show them again")},
    HelpLine{tr("F10"), tr("Presentation: large, without panels")},
    HelpLine{tr("F11, T"), tr("Full screen; light or dark")},
    HelpLine{tr("Esc"), tr("Unpin; stop the player")},
    HelpLine{tr("P, F1"), tr("Computing times; this page")}};

constexpr std::array<HelpLine, 10> kPresenting{
    HelpLine{tr("F2, Shift+F2"), tr("All lessons; fold the open lesson")},
    HelpLine{tr("Ctrl+Page Down, Up"), tr("Next step of the lesson, last step; F5 reads its file again")},
    HelpLine{tr("Q"), tr("Cover the thing under the pointer; press again to predict")},
    HelpLine{tr("Shift+Q"), tr("Cover the whole panel under the pointer")},
    HelpLine{tr("V"), tr("Reveal the cover under the pointer, or all")},
    HelpLine{tr("F3, Shift+F3"), tr("Pen; wipe what it has drawn")},
    HelpLine{tr("F4, wheel"), tr("Spotlight; its size")},
    HelpLine{tr("F7, A to F"), tr("Count hands; with Shift one less")},
    HelpLine{tr("F8, Shift+F8"), tr("Countdown: 30 s, 1, 2, 5 minutes; end it")},
    HelpLine{tr("Esc"), tr("End the tool or the countdown")}};

struct WorkspaceKeys {
    std::string keys, titles;
};

/// "1, 2" and "Filter Lab, Layers".
WorkspaceKeys workspace_keys(const Frame& frame) {
    WorkspaceKeys line;
    for (std::size_t i = 0; i < frame.workspaces.size(); ++i) {
        const std::string key = std::to_string(i + 1);
        const Message title = frame.workspaces[i]->texts().title;
        line.keys = i == 0 ? key : tr("{}, {}", line.keys, key);
        line.titles = i == 0 ? std::string(title) : tr("{}, {}", line.titles, title);
    }
    return line;
}

void show_title(Ui& ui, Rect& rest, std::string_view title) {
    ui.text(rest.cut_top(ui.px(26), ui.px(2)), title, Role::muted, Type::text);
}

void show_line(Ui& ui, Rect& rest, std::string_view keys, std::string_view effect) {
    Rect row = rest;
    const Rect left = row.cut_left(row.w * kKeysWidth, ui.px(8));
    // Long lines are broken, so that nothing is cut off.
    const float height = std::max(ui.paragraph(left, keys, Role::accent, Type::caption),
                                  ui.paragraph(row, effect, Role::text, Type::caption));
    rest.cut_top(height + ui.px(8));
}

void show_lines(Ui& ui, Rect& rest, std::span<const HelpLine> lines) {
    for (const HelpLine& line : lines) show_line(ui, rest, line.keys, line.effect);
    rest.cut_top(ui.px(10));
}

void section(Ui& ui, Rect& rest, std::string_view title, std::span<const HelpLine> lines) {
    show_title(ui, rest, title);
    show_lines(ui, rest, lines);
}

}  // namespace

void HelpWindow::show(Frame& frame, Rect window) const {
    Ui& ui = frame.ui;
    const float width = std::min(ui.px(960), window.w - ui.px(16));
    const float height = std::min(ui.px(690), window.h - ui.px(16));
    const Rect box{window.centre_x() - width / 2, window.centre_y() - height / 2, width, height};
    if (!ui.begin_popup("help", box, true)) return;
    Rect rest = box.inset(ui.px(20), ui.px(16));
    Rect head = rest.cut_top(ui.px(32), ui.px(8));
    if (button(ui, "help.close", head.cut_right(ui.px(32)), "",
               {.icon = Icon::close, .tooltip = tr("Close"), .key = "Esc", .quiet = true}))
        ui.close_popup();
    if (button(ui, "help.tour", head.cut_right(ui.px(140), ui.px(8)), tr("Take the tour"),
               {.tooltip = tr("One minute, step by step")})) {
        frame.request(StartTour{});
        ui.close_popup();
    }
    if (button(ui, "help.lessons", head.cut_right(ui.px(110), ui.px(8)), tr("Lessons"),
               {.tooltip = tr("All lessons"), .key = "F2"})) {
        frame.request(ShowLessons{});
        ui.close_popup();
    }
    ui.text(head, tr("Keys and gestures"), Role::text, Type::heading);
    const WorkspaceTexts& texts = frame.shown.texts();
    const WorkspaceKeys choice = workspace_keys(frame);
    {
        const Scrolled area(ui, "help.keys", rest);
        Rect all = area.content;
        all.h = kUnboundedHeight;
        // With very large letters in a small window there is only one column.
        const bool one_column = all.w < ui.px(kMinColumns);
        Rect left = one_column ? all : all.column(0, 2, ui.px(24));
        show_title(ui, left, tr("Everywhere"));
        show_line(ui, left, choice.keys, choice.titles);
        show_lines(ui, left, kShared);
        section(ui, left, texts.title, texts.keys);
        Rect right = one_column ? left : all.column(1, 2, ui.px(24));
        section(ui, right, tr("Pointer"), texts.pointer_help);
        section(ui, right, tr("Predict and present"), kPresenting);
        area.end_at(std::max(left.y, right.y) - ui.px(10));
    }
    ui.end_popup();
}

}  // namespace convscope
