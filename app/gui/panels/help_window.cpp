#include "app/gui/panels/help_window.h"

#include <algorithm>
#include <array>
#include <span>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"

namespace convscope {

namespace {

constexpr float kMinColumns = 640;

struct Line {
    std::string_view keys, what;
};

// The keys of all workspaces; then those of the Filter Lab and of Layers.
constexpr std::array<Line, 12> kShared{Line{"1, 2", "Filter Lab, Layers"},
                                       Line{"Ctrl+O, or drop a file", "Open a picture, model or session"},
                                       Line{"Ctrl+Shift+O", "The File menu, with recent files"},
                                       Line{"F5, Ctrl+R", "Read the model's file again"},
                                       Line{"Ctrl+S", "Save the session"},
                                       Line{"Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"},
                                       Line{"Ctrl+C, Ctrl+V", "Copy, paste the filter as text"},
                                       Line{"Tab, Shift+Tab, Enter", "Go to the next control; press it"},
                                       Line{"Ctrl +, Ctrl \u2212, Ctrl 0", "Larger, smaller, normal size"},
                                       Line{"F11, T", "Full screen; light or dark"},
                                       Line{"Esc", "Stop the player; unpin"},
                                       Line{"P, F1", "Computing times; this page"}};
constexpr std::array<Line, 4> kLabKeys{
    Line{"C, F", "Compare two filters; the whole picture"}, Line{"Space", "Slide the window: play, pause"},
    Line{"Left, Right", "One step of the window"}, Line{"Home, End", "First, last position"}};
constexpr std::array<Line, 9> kLabPointer{Line{"Point at a pixel", "See its window, output and pooling block"},
                                          Line{"Click a pixel", "Pin it; click again to unpin it"},
                                          Line{"Wheel on a view", "Zoom at the pointer"},
                                          Line{"Drag a view", "Move it; all views follow"},
                                          Line{"Right click a view", "Copy or export its values"},
                                          Line{"Drag a value", "Change it; Shift: more, Ctrl: less"},
                                          Line{"Click a value", "Type a number, or a fraction such as 1/9"},
                                          Line{"Wheel on a value", "Change it by one step"},
                                          Line{"Up, Down", "Change the value in focus"}};
constexpr std::array<Line, 8> kLayersKeys{Line{"Left, Right", "Change layer; also Page Up, Down"},
                                          Line{"Up, Down", "Change map"},
                                          Line{"Home, End", "First layer (input), last layer (answer)"},
                                          Line{"M, E", "All maps; one map enlarged"},
                                          Line{"S, G, B", "Summary; figure; two models"},
                                          Line{"D", "Draw the input"},
                                          Line{"Space", "Slide the window: play, pause"},
                                          Line{"Shift+Left, Right", "One step of the window"}};
constexpr std::array<Line, 7> kLayersPointer{Line{"Point at a value", "See how it is computed"},
                                             Line{"Click a map", "Select it; click again to enlarge"},
                                             Line{"Shift+click a map", "Compare it with the selected one"},
                                             Line{"Click an enlarged value", "Pin it; click again to unpin it"},
                                             Line{"Click the input", "Pin a pixel; see the values it affects"},
                                             Line{"Drag a weight", "Change it; all layers follow"},
                                             Line{"Wheel, drag on a map", "Zoom, move"}};

void section(Ui& ui, Rect& rest, std::string_view title, std::span<const Line> lines) {
    ui.text(rest.cut_top(ui.px(26), ui.px(2)), title, Role::muted, Type::text);
    for (const Line& line : lines) {
        Rect row = rest.cut_top(ui.px(25));
        ui.text(row.cut_left(ui.px(168), ui.px(8)), line.keys, Role::accent, Type::caption);
        ui.text(row, line.what, Role::text, Type::caption);
    }
    rest.cut_top(ui.px(10));
}

}  // namespace

void HelpWindow::show(Frame& frame, Rect window) const {
    Ui& ui = frame.ui;
    const float width = std::min(ui.px(880), window.w - ui.px(16));
    const float height = std::min(ui.px(690), window.h - ui.px(16));
    const Rect box{window.centre_x() - width / 2, window.centre_y() - height / 2, width, height};
    if (!ui.begin_popup("help", box, true)) return;
    Rect rest = box.inset(ui.px(20), ui.px(16));
    Rect head = rest.cut_top(ui.px(32), ui.px(8));
    if (button(ui, "help.close", head.cut_right(ui.px(32)), "",
               {.icon = Icon::close, .tooltip = "Close", .key = "Esc", .quiet = true}))
        ui.close_popup();
    ui.text(head, "Keys and gestures", Role::text, Type::heading);
    const bool layers = frame.document.workspace == Workspace::layers;
    {
        const Scrolled area(ui, "help.keys", rest);
        Rect all = area.content;
        all.h = kUnboundedHeight;
        // With very large letters in a small window there is only one column.
        const bool one_column = all.w < ui.px(kMinColumns);
        Rect left = one_column ? all : all.column(0, 2, ui.px(24));
        section(ui, left, "Everywhere", kShared);
        section(ui, left, layers ? "Layers" : "Filter Lab",
                layers ? std::span<const Line>(kLayersKeys) : std::span<const Line>(kLabKeys));
        Rect right = one_column ? left : all.column(1, 2, ui.px(24));
        section(ui, right, "Pointer",
                layers ? std::span<const Line>(kLayersPointer) : std::span<const Line>(kLabPointer));
        area.end_at(std::max(left.y, right.y) - ui.px(10));
    }
    ui.end_popup();
}

}  // namespace convscope
