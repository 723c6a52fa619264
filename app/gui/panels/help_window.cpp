#include "app/gui/panels/help_window.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "app/gui/workspace/workspace.h"

namespace convscope {

namespace {

constexpr float kMinColumns = 640;
constexpr float kKeysWidth = 0.4F;  ///< part of a column

// The keys of all workspaces.
constexpr std::array<HelpLine, 16> kShared{
    HelpLine{"Ctrl+O, or drop a file", "Open a picture, model or session"},
    HelpLine{"Ctrl+Shift+O", "The File menu, with recent files"},
    HelpLine{"F5, Ctrl+R", "Read the model's file again"},
    HelpLine{"Ctrl+S", "Save the session"},
    HelpLine{"Ctrl+N", "Start afresh; undo restores everything"},
    HelpLine{"Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"},
    HelpLine{"Ctrl+C, Ctrl+V", "Copy, paste the filter as text; paste a picture"},
    HelpLine{"Tab, Shift+Tab, Enter", "To the next controls; press one"},
    HelpLine{"Arrow keys", "Inside a group that Tab has reached"},
    HelpLine{"F6, Shift+F6", "To the next part of the window"},
    HelpLine{"Ctrl +, Ctrl \u2212, Ctrl 0", "Larger, smaller, normal size"},
    HelpLine{"F9", "Fold the side panels; show them again"},
    HelpLine{"F10", "Presentation: large, without panels"},
    HelpLine{"F11, T", "Full screen; light or dark"},
    HelpLine{"Esc", "Unpin; stop the player"},
    HelpLine{"P, F1", "Computing times; this page"}};

constexpr std::array<HelpLine, 10> kPresenting{
    HelpLine{"F2, Shift+F2", "All lessons; fold the open lesson"},
    HelpLine{"Ctrl+Page Down, Up", "Next step of the lesson, last step; F5 reads its file again"},
    HelpLine{"Q", "Cover the thing under the pointer; press again to predict"},
    HelpLine{"Shift+Q", "Cover the whole panel under the pointer"},
    HelpLine{"V", "Reveal the cover under the pointer, or all"},
    HelpLine{"F3, Shift+F3", "Pen; wipe what it has drawn"},
    HelpLine{"F4, wheel", "Spotlight; its size"},
    HelpLine{"F7, A to F", "Count hands; with Shift one less"},
    HelpLine{"F8, Shift+F8", "Countdown: 30 s, 1, 2, 5 minutes; end it"},
    HelpLine{"Esc", "End the tool or the countdown"}};

struct WorkspaceKeys {
    std::string keys, titles;
};

/// "1, 2" and "Filter Lab, Layers".
WorkspaceKeys workspace_keys(const Frame& frame) {
    WorkspaceKeys line;
    for (std::size_t i = 0; i < frame.workspaces.size(); ++i) {
        const char* const comma = i == 0 ? "" : ", ";
        line.keys += comma + std::to_string(i + 1);
        line.titles += comma + std::string(frame.workspaces[i]->texts().title);
    }
    return line;
}

void section(Ui& ui, Rect& rest, std::string_view title, std::span<const HelpLine> lines) {
    ui.text(rest.cut_top(ui.px(26), ui.px(2)), title, Role::muted, Type::text);
    for (const HelpLine& line : lines) {
        Rect row = rest;
        const Rect keys = row.cut_left(row.w * kKeysWidth, ui.px(8));
        // Long lines are broken, so that nothing is cut off.
        const float height = std::max(ui.paragraph(keys, line.keys, Role::accent, Type::caption),
                                      ui.paragraph(row, line.effect, Role::text, Type::caption));
        rest.cut_top(height + ui.px(8));
    }
    rest.cut_top(ui.px(10));
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
               {.icon = Icon::close, .tooltip = "Close", .key = "Esc", .quiet = true}))
        ui.close_popup();
    if (button(ui, "help.tour", head.cut_right(ui.px(140), ui.px(8)), "Take the tour",
               {.tooltip = "One minute, step by step"})) {
        frame.request(StartTour{});
        ui.close_popup();
    }
    if (button(ui, "help.lessons", head.cut_right(ui.px(110), ui.px(8)), "Lessons",
               {.tooltip = "All lessons", .key = "F2"})) {
        frame.request(ShowLessons{});
        ui.close_popup();
    }
    ui.text(head, "Keys and gestures", Role::text, Type::heading);
    const WorkspaceTexts& texts = frame.shown.texts();
    const WorkspaceKeys choice = workspace_keys(frame);
    std::vector<HelpLine> shared{{choice.keys, choice.titles}};
    shared.insert(shared.end(), kShared.begin(), kShared.end());
    {
        const Scrolled area(ui, "help.keys", rest);
        Rect all = area.content;
        all.h = kUnboundedHeight;
        // With very large letters in a small window there is only one column.
        const bool one_column = all.w < ui.px(kMinColumns);
        Rect left = one_column ? all : all.column(0, 2, ui.px(24));
        section(ui, left, "Everywhere", shared);
        section(ui, left, texts.title, texts.keys);
        Rect right = one_column ? left : all.column(1, 2, ui.px(24));
        section(ui, right, "Pointer", texts.pointer_help);
        section(ui, right, "Predict and present", kPresenting);
        area.end_at(std::max(left.y, right.y) - ui.px(10));
    }
    ui.end_popup();
}

}  // namespace convscope
