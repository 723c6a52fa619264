#include "app/gui/lab/lab_workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/document/lab_commands.h"
#include "app/gui/lab/inspector_panel.h"
#include "app/gui/lab/lab_player.h"
#include "app/gui/widgets/scrolled.h"

namespace convscope {

namespace {

constexpr float kSidePanel = 320;
constexpr float kMinMain = 440;

constexpr std::array<HelpLine, 4> kKeys{
    HelpLine{"C, F", "Compare two filters; the whole picture"}, HelpLine{"Space", "Slide the window: play, pause"},
    HelpLine{"Left, Right", "One step of the window"}, HelpLine{"Home, End", "First, last position"}};
constexpr std::array<HelpLine, 9> kPointer{HelpLine{"Point at a pixel", "See its window, output and pooling block"},
                                           HelpLine{"Click a pixel", "Pin it; click again to unpin it"},
                                           HelpLine{"Wheel on a view", "Zoom at the pointer"},
                                           HelpLine{"Drag a view", "Move it; all views follow"},
                                           HelpLine{"Right click a view", "Copy or export its values"},
                                           HelpLine{"Drag a value", "Change it; Shift: faster, Ctrl: finer"},
                                           HelpLine{"Click a value", "Type a number, or a fraction such as 1/9"},
                                           HelpLine{"Wheel on a value", "Change it by one step"},
                                           HelpLine{"Up, Down", "Change the value in focus"}};

}  // namespace

LabWorkspace::LabWorkspace(const std::filesystem::path& assets, std::function<void()> wake)
    : engine_(std::move(wake)), picture_panel_(assets / "pictures") {}

const WorkspaceTexts& LabWorkspace::texts() const {
    static constexpr WorkspaceTexts kTexts{.title = "Filter Lab",
                                           .tooltip = "One filter on a picture, and what pooling keeps of it",
                                           .computation = "filter",
                                           .keys = kKeys,
                                           .pointer_help = kPointer};
    return kTexts;
}

OpenFileTexts LabWorkspace::open_file(const Document& document) const {
    const Size size = document.picture.picture.size();
    if (size.area() == 0) return {};
    return {document.picture.name(), fmt::format("{} \u00d7 {}", size.cols, size.rows)};
}

void LabWorkspace::update(const Document& document) {
    if (document.picture != picture_) {
        picture_ = document.picture;
        views_panel_.forget();
    }
    if (document.picture.picture.planes.empty()) return;
    const Lab& lab = document.lab;
    engine_.update({.picture = document.picture.picture,
                    .channel = lab.channel,
                    .settings = {lab.settings(0), lab.settings(1)},
                    .count = lab.filter_count()});
}

void LabWorkspace::show(Frame& frame, Rect place) {
    Ui& ui = frame.ui;
    LabScene scene{.frame = frame,
                   .ui = ui,
                   .lab = frame.document.lab,
                   .view = frame.document.lab_view,
                   .results = results(),
                   .busy = engine_.busy()};
    // Very large letters in a small window: the workspace is wider than the window and scrolls.
    const Scrolled whole(ui, "workspace", place, ui.px(kSidePanel + kMinMain));
    Rect rest = whole.content;
    const Rect side = rest.cut_left(ui.px(kSidePanel));
    ui.fill(side, ui.colour(Role::surface));
    ui.fill({side.right() - ui.line_width(), side.y, ui.line_width(), side.h}, ui.colour(Role::line));
    // Keep this order: the views choose the selection from which the inspector and the player start, and the player
    // must take its keys before a focused number field of the side panel does.
    show_main(scene, rest);
    lab_player_keys(scene);
    show_side(scene, {side.x, side.y, side.w - ui.line_width(), side.h});
    use_keys(scene);
    selection_ = scene.selection;
}

void LabWorkspace::show_main(LabScene& scene, Rect place) {
    Ui& ui = scene.ui;
    const Scrolled area(ui, "main", place);
    Rect main = area.content.inset(ui.px(16), ui.px(10));
    const float inspector = inspector_height(scene, main.w);
    main.h = std::max(main.h, least_tools_height(ui, main.w) + least_views_height(ui) + inspector);
    const float end = main.bottom();
    views_panel_.show(scene, main, inspector);
    inspector_panel(scene, main);
    area.end_at(end + ui.px(10));
}

void LabWorkspace::show_side(LabScene& scene, Rect place) {
    Ui& ui = scene.ui;
    const Scrolled area(ui, "side", place);
    Rect column = area.content.inset(ui.px(16), ui.px(12));
    column.h = kUnboundedHeight;
    picture_panel_.show(scene, column);
    filter_panel_.show(scene, column);
    area.end_at(column.y + ui.px(4));
}

void LabWorkspace::use_keys(LabScene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&scene](const KeyPress& key) {
        if (key.is('f'))
            scene.frame.perform(fit_views());
        else if (key.is('c'))
            scene.frame.perform(set_compare(!scene.lab.compare));
        else
            return false;
        return true;
    });
    if (!ui.has_focus() && ui.take_key(Key::escape))
        scene.frame.perform(set_lab_view([](LabView& view) { view.pinned.reset(); }));
}

std::optional<Command> LabWorkspace::advance(const Document& document, double seconds) const {
    if (!document.lab_view.player.playing) return std::nullopt;
    const Player player = advance_player(document.lab_view.player, lab_course(results()), seconds);
    return set_lab_view([player](LabView& view) { view.player = player; });
}

Command LabWorkspace::use_picture(OpenPicture picture) const {
    return open_picture(std::move(picture));
}

Action LabWorkspace::copy_filter(const Document& document) const {
    const Lab& lab = document.lab;
    return CopyText{as_rows(lab.filters.at(static_cast<std::size_t>(lab.edited)).kernel),
                    "The filter's values are copied as text."};
}

Command LabWorkspace::paste_filter(const Document& document, const Kernel& kernel) const {
    return set_kernel(document.lab.edited, kernel, "pasting of a filter");
}

CodeTexts LabWorkspace::show_code(Frame& frame, Rect& head) {
    return {code_.show(frame, head), "Computes the arrays `filtered` and `pooled` that are on screen."};
}

}  // namespace convscope
