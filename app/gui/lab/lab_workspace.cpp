#include "app/gui/lab/lab_workspace.h"
#include "app/gui/lab/fit_problem.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/document/colour/colour_commands.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/learning/learning_commands.h"
#include "app/document/picture_commands.h"
#include "app/gui/lab/inspector/inspector_panel.h"
#include "app/gui/lab/inspector/size_formula.h"
#include "app/gui/lab/lab_pages.h"
#include "app/gui/lab/lab_player.h"
#include "app/gui/lab/overlay/lens.h"
#include "app/gui/lab/overlay/pin.h"
#include "app/gui/lab/views/view_tools.h"
#include "app/gui/panels/panel_strip.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kSidePanel = 320;
constexpr float kMinMain = 440;

constexpr std::array<HelpLine, 13> kKeys{
    HelpLine{tr("E, Esc"), tr("Edit the pixels of a small picture; end")},
    HelpLine{tr("M"), tr("Move the picture by the arrow keys; add noise")},
    HelpLine{tr("C, F"), tr("Compare two filters; the whole picture")},
    HelpLine{tr("+, \u2212"), tr("Add a filter; remove the last one")},
    HelpLine{tr("L"), tr("A filter that learns")},
    HelpLine{tr("K"), tr("A chain of stages, as in a network")},
    HelpLine{tr("R"), tr("A filter with three slices on red, green and blue")},
    HelpLine{tr("Space"), tr("Slide the window: play, pause")},
    HelpLine{tr("Left, Right"), tr("One step of the window; also Page Up, Page Down")},
    HelpLine{tr("Home, End"), tr("First, last position")},
    HelpLine{tr("S"), tr("Add up one pixel, product by product")},
    HelpLine{tr("Arrow keys"), tr("Move the pinned pixel")},
    HelpLine{tr("Z"), tr("The lens: the window with its numbers")}};
constexpr std::array<HelpLine, 10> kPointer{
    HelpLine{tr("Point at a pixel"), tr("See its window, output and pooling block")},
    HelpLine{tr("Click a pixel"), tr("Pin it; click again to unpin it")},
    HelpLine{tr("Wheel on a view"), tr("Zoom at the pointer")},
    HelpLine{tr("Drag a view"), tr("Move it; all views follow")},
    HelpLine{tr("Right click anything"), tr("Copy, paste, export, reset")},
    HelpLine{tr("Drag the gain"), tr("Make faint lines brighter")},
    HelpLine{tr("Drag a value"), tr("Change it; Shift: faster, Ctrl: finer")},
    HelpLine{tr("Click a value"), tr("Type a number, or such as 1/9, 2*3")},
    HelpLine{tr("Wheel on a value in focus"), tr("Change it by one step")},
    HelpLine{tr("Up, Down"), tr("Change the value in focus")}};

}  // namespace

LabWorkspace::LabWorkspace(const std::filesystem::path& assets, const std::function<void()>& wake)
    : engine_(wake),
      picture_panel_(assets / "pictures", wake),
      chain_panel_(wake),
      colour_panel_(wake),
      learn_panel_(wake) {}

const WorkspaceTexts& LabWorkspace::texts() const {
    static constexpr WorkspaceTexts kTexts{.title = tr("Filter Lab"),
                                           .tooltip = tr("One filter on a picture, and what pooling keeps of it"),
                                           .computation = tr("filter"),
                                           .keys = kKeys,
                                           .pointer_help = kPointer};
    return kTexts;
}

OpenFileTexts LabWorkspace::open_file(const Document& document) const {
    // While a large picture is computed, the previous picture and its name stay on screen.
    const OpenPicture& picture = on_screen_.picture.planes.empty() ? document.picture : on_screen_;
    const Size size = picture.picture.size();
    if (size.area() == 0) return {};
    std::string name = picture.name();
    if (picture.is_sample) std::ranges::replace(name, '_', ' ');
    if (document.lab.motion != Motion{}) name = tr("{} (moved)", name);
    if (document.lab.noise.kind != NoiseKind::none) name = tr("{} (with noise)", name);
    return {name, size_in_words(size)};
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
                    .motion = lab.motion,
                    .noise = lab.noise,
                    .settings = lab.settings(),
                    .combination = lab.count == 2 ? document.lab_view.combination : std::nullopt});
    if (document.lab_view.page != LabPage::filter) engine_.free_unused();
    learn_panel_.update(document, results().input);
    picture_panel_.changer().update(document);
    chain_panel_.update(document, results().input);
    colour_panel_.update(document, results().picture);
    if (results().request.picture.same_storage(document.picture.picture)) on_screen_ = document.picture;
}

void LabWorkspace::show(Frame& frame, Rect place) {
    Ui& ui = frame.ui;
    lab_page_keys(frame);
    if (frame.document.lab_view.page == LabPage::learn) return learn_panel_.show(frame, place);
    if (frame.document.lab_view.page == LabPage::chain) return chain_panel_.show(frame, place, picture_panel_.choice());
    if (frame.document.lab_view.page == LabPage::colour)
        return colour_panel_.show(frame, place, picture_panel_.choice());
    LabScene scene{.frame = frame,
                   .ui = ui,
                   .lab = frame.document.lab,
                   .view = frame.document.lab_view,
                   .results = results(),
                   .busy = engine_.busy()};
    // Very large letters in a small window: the workspace is wider than the window and scrolls.
    const bool folded = frame.settings.hides_panels();
    const float side_width = folded ? panel_strip_width(ui) : ui.px(kSidePanel);
    const Scrolled whole(ui, "workspace", place, side_width + ui.px(kMinMain));
    Rect rest = whole.content;
    const Rect side = rest.cut_left(side_width);
    picture_panel_.changer().use_input(scene, rest);
    // Keep this order: the views choose the selection from which the inspector and the player start, and the player
    // must take its keys before a focused number field of the side panel does.
    show_main(scene, rest);
    pin_keys(scene, views_panel_.slots());
    lab_player_keys(scene);
    {
        const FocusRegion region(ui, "side", side, 1);
        if (folded)
            panel_strip(frame, side, results().problem.empty() ? std::string_view() : kNoOutput);
        else
            show_side(scene, side);
    }
    use_keys(scene);
    selection_ = scene.selection;
}

void LabWorkspace::show_main(LabScene& scene, Rect place) {
    Ui& ui = scene.ui;
    const Scrolled area(ui, "main", place);
    Rect main = area.content.inset(ui.px(16), ui.px(10));
    const float inspector = inspector_height(scene, main.w);
    main.h = std::max(main.h, min_tools_height(ui, main.w) + min_views_height(scene) + inspector);
    const float end = main.bottom();
    Rect views = main;
    views.h -= inspector;
    {
        const FocusRegion region(ui, "views", views, 2);
        views_panel_.show(scene, editor_, main, inspector);
    }
    // The views may need less than their share: then the arithmetic begins higher.
    views.h = std::min(views.h, main.y - views.y);
    ui.mark("panel.views", views);
    {
        const FocusRegion region(ui, "arithmetic", main, 3);
        inspector_panel(scene, main);
    }
    area.end_at(end + ui.px(10));
}

void LabWorkspace::show_side(LabScene& scene, Rect place) {
    Ui& ui = scene.ui;
    ui.fill(place, ui.colour(Role::surface));
    ui.fill({place.right() - ui.line_width(), place.y, ui.line_width(), place.h}, ui.colour(Role::line));
    place.w -= ui.line_width();
    const Scrolled area(ui, "side", place);
    Rect column = area.content.inset(ui.px(16), ui.px(12));
    column.h = kUnboundedHeight;
    show_lab_pages(scene.frame, column);
    picture_panel_.show(scene, editor_, column);
    filter_panel_.show(scene, column);
    area.end_at(column.y + ui.px(4));
}

void LabWorkspace::use_keys(LabScene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    filter_count_keys(scene);
    std::erase_if(ui.keys(), [this, &scene](const KeyPress& key) {
        if (key.is('e') && can_edit(scene.frame.document.picture.picture.size()))
            editor_.turn(scene.ui, !editor_.on());
        else if (key.is('f'))
            scene.frame.perform(fit_views());
        else if (key.is('m'))
            picture_panel_.turn_changer(scene.ui, editor_);
        else if (key.is('z'))
            scene.frame.perform(toggle_lens());
        else
            return false;
        return true;
    });
}

std::optional<Command> LabWorkspace::advance(const Document& document, double seconds) const {
    if (document.lab_view.page == LabPage::learn) return advance_learning(document);
    if (!document.lab_view.player.playing) return std::nullopt;
    const Player player =
        advance_player(document.lab_view.player, lab_passes(results(), document.lab_view.player), seconds);
    return set_lab_view([player](LabView& view) { view.player = player; });
}

Command LabWorkspace::use_picture(OpenPicture picture) const {
    return use_lab_picture(std::move(picture));
}

Action LabWorkspace::copy_filter(const Document& document) const {
    if (document.lab_view.page == LabPage::colour) {
        const auto& slices = document.colour.filter.slices;
        return CopyText{as_rows(slices[0]) + "\n\n" + as_rows(slices[1]) + "\n\n" + as_rows(slices[2]),
                        tr("The values of the three slices are copied as text.")};
    }
    if (document.lab_view.page == LabPage::chain)
        return CopyText{as_rows(chain_kernel(document.chain, chosen_chain_kernel(document))),
                        tr("The kernel's values are copied as text.")};
    const Lab& lab = document.lab;
    return CopyText{as_rows(lab.filters.at(static_cast<std::size_t>(lab.edited)).kernel),
                    tr("The filter's values are copied as text.")};
}

Command LabWorkspace::paste_filter(const Document& document, const Kernel& kernel) const {
    if (document.lab_view.page == LabPage::colour) return colour_panel_.paste(kernel);
    if (document.lab_view.page == LabPage::chain)
        return set_chain_kernel(chosen_chain_kernel(document), kernel, tr("pasting of values into a kernel"));
    return set_kernel(document.lab.edited, kernel, tr("pasting of values into the filter"));
}

CodeTexts LabWorkspace::show_code(Frame& frame, Rect& head) {
    return code_.show(frame, results().picture, head);
}

}  // namespace convscope
