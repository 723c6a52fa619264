#include "app/gui/panels/help_window.h"

#include <algorithm>
#include <array>

#include "app/gui/widgets/buttons.h"

namespace convscope {

namespace {

struct Line {
    std::string_view keys, what;
};

constexpr std::array<Line, 14> kLeft{Line{"Ctrl+O", "Open a picture or a session"},
                                     Line{"Drop a file", "Open it"},
                                     Line{"Ctrl+S", "Save the session"},
                                     Line{"Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"},
                                     Line{"Ctrl+C, Ctrl+V", "Copy, paste the filter as text"},
                                     Line{"C", "Compare two filters"},
                                     Line{"Space", "Slide the window: play, pause"},
                                     Line{"Left, Right", "One step of the window"},
                                     Line{"Home, End", "First, last position"},
                                     Line{"Esc", "Let go: player, pin, focus"},
                                     Line{"Tab, Shift+Tab, Enter", "Reach and press every control"},
                                     Line{"Ctrl +, Ctrl \u2212, Ctrl 0", "Larger, smaller, usual size"},
                                     Line{"F11, T", "Full screen, light or dark"},
                                     Line{"P", "How long things take"}};

constexpr std::array<Line, 11> kRight{Line{"Point at a pixel", "Its window, output and block"},
                                      Line{"Click a pixel", "Pin it; click again to let go"},
                                      Line{"Wheel on a view", "Zoom about the pointer"},
                                      Line{"Drag a view", "Move it; all views follow"},
                                      Line{"F", "The whole picture"},
                                      Line{"Right click a view", "Copy or export its values"},
                                      Line{"Drag a value", "Change it; Shift: more, Ctrl: less"},
                                      Line{"Click a value", "Type it; 1/9 is a number too"},
                                      Line{"Wheel on a value", "Change it by one step"},
                                      Line{"Up, Down", "Change the value in focus"},
                                      Line{"F1", "This page"}};

void column(Ui& ui, Rect rest, std::string_view title, std::span<const Line> lines) {
    ui.text(rest.cut_top(ui.px(28), ui.px(4)), title, Role::muted, Type::text);
    for (const Line& line : lines) {
        Rect row = rest.cut_top(ui.px(28));
        ui.text(row.cut_left(ui.px(168), ui.px(8)), line.keys, Role::accent, Type::caption);
        ui.text(row, line.what, Role::text, Type::caption);
    }
}

}  // namespace

void HelpWindow::show(Frame& frame, Rect window) const {
    Ui& ui = frame.ui;
    const float width = std::min(ui.px(880), window.w - ui.px(16));
    const float height = std::min(ui.px(520), window.h - ui.px(16));
    const Rect box{window.centre_x() - width / 2, window.centre_y() - height / 2, width, height};
    if (!ui.begin_popup("help", box, true)) return;
    Rect rest = box.inset(ui.px(20), ui.px(16));
    Rect head = rest.cut_top(ui.px(32), ui.px(8));
    if (button(ui, "help.close", head.cut_right(ui.px(32)), "",
               {.icon = Icon::close, .tooltip = "Close", .key = "Esc", .quiet = true}))
        ui.close_popup();
    ui.text(head, "Keys and gestures", Role::text, Type::heading);
    column(ui, rest.column(0, 2, ui.px(24)), "Keys", kLeft);
    column(ui, rest.column(1, 2, ui.px(24)), "Pointer", kRight);
    ui.end_popup();
}

}  // namespace convscope
