#include "app/gui/lab/colour/colour_panel.h"

#include <algorithm>
#include <array>

#include "app/gui/lab/colour/colour_arithmetic.h"
#include "app/gui/lab/colour/colour_controls.h"
#include "app/gui/lab/fit_problem.h"
#include "app/gui/panels/panel_strip.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kControls = 320;
constexpr float kMinColourPage = 560;
constexpr float kArithmeticPart = .425F;  ///< share of the page's height, unless the numbers need more
constexpr Message kAnswer =
    tr("Three channels in, one map out: the three sums are added. Eight filters would give eight maps.");
constexpr Message kGrey = tr("This picture is grey: its three channels are equal.");
constexpr const char* kColourSample = "staircase";

/// Draws the page's main sentence, broken into lines if it is too long for one.
void show_answer(Ui& ui, Rect& rest) {
    const Type type = ui.text_width(kAnswer) <= rest.w ? Type::text : Type::caption;
    const bool breaks = ui.text_width(kAnswer, type) > rest.w;
    const Rect row = rest.cut_top(ui.px(breaks ? 38 : 22), ui.px(6));
    ui.mark("colour.answer", row);
    if (breaks)
        ui.paragraph(row, kAnswer, Role::text, type);
    else
        ui.text(row, kAnswer, Role::text, type);
}

void show_grey_note(ColourScene& scene, Rect& rest) {
    if (!scene.results.request.picture.is_grey()) return;
    Ui& ui = scene.ui;
    Rect row = rest.cut_top(ui.px(28), ui.px(6));
    const float words = ui.text_width(kGrey, Type::caption);
    const Rect note = row.cut_left(words + ui.px(2), ui.px(12));
    ui.mark("colour.grey", note);
    ui.text(note, kGrey, Role::text, Type::caption);
    if (button(ui, "colour.sample", row.cut_left(ui.px(170)), tr("Open one in colour"),
               {.tooltip = tr("The staircase: people in red, yellow, green and blue"), .type = Type::caption}))
        scene.frame.request(OpenSamplePicture{kColourSample});
}

/// Says why there is no map. The only remedy on this page is the border, because its slices have a fixed size and no
/// dilation.
void show_problem(ColourScene& scene, Rect& rest) {
    if (scene.results.problem.empty()) return;
    const std::string fit =
        fit_problem(scene.input(), slice_settings(scene.results.request.settings, 0), {.borders = true});
    const Rect place = rest.cut_top(scene.ui.px(44));
    scene.ui.mark("colour.problem", place);
    scene.ui.paragraph(place, fit.empty() ? scene.results.problem : fit, Role::warning);
}

}  // namespace

void ColourPanel::update(const Document& document, const Picture& picture) {
    if (document.lab_view.page != LabPage::colour) return engine_.drop_large();
    engine_.update({.picture = picture, .settings = document.colour.filter});
}

Command ColourPanel::paste(const Kernel& kernel) const {
    if (target_ == kAllSlices) return set_all_slices(kernel, tr("pasting of values into all slices"));
    constexpr std::array<Message, kColourChannels> kLabels{tr("pasting of values into the red slice"),
                                                           tr("pasting of values into the green slice"),
                                                           tr("pasting of values into the blue slice")};
    const auto slice = static_cast<std::size_t>(target_);
    return set_slice(slice, kernel, kLabels.at(slice));
}

void ColourPanel::show(Frame& frame, Rect place, PictureChoice& pictures) {
    Ui& ui = frame.ui;
    ColourScene scene{.frame = frame,
                      .ui = ui,
                      .colour = frame.document.colour,
                      .view = frame.document.lab_view,
                      .results = engine_.results(),
                      .pictures = pictures,
                      .busy = engine_.busy()};
    ui.mark("colour", place);
    const bool folded = frame.settings.hides_panels();
    const float side_width = folded ? panel_strip_width(ui) : ui.px(kControls);
    const Scrolled whole(ui, "colour", place, side_width + ui.px(kMinColourPage));
    Rect rest = whole.content;
    const Rect side = rest.cut_left(side_width);
    show_main(scene, rest);
    colour_pin_keys(scene);
    colour_keys(scene);
    const FocusRegion region(ui, "side", side, 1);
    if (folded) return panel_strip(frame, side, scene.results.map ? std::string_view() : kNoOutput);
    ui.fill(side, ui.colour(Role::surface));
    ui.fill({side.right() - ui.line_width(), side.y, ui.line_width(), side.h}, ui.colour(Role::line));
    colour_controls(scene, {side.x, side.y, side.w - ui.line_width(), side.h}, target_);
}

void ColourPanel::show_main(ColourScene& scene, Rect place) {
    Ui& ui = scene.ui;
    const Scrolled area(ui, "colour.main", place);
    Rect main = area.content.inset(ui.px(16), ui.px(10));
    if (scene.results.revision == 0) return;
    const float top = main.y;
    show_answer(ui, main);
    show_grey_note(scene, main);
    show_problem(scene, main);
    const float min_arithmetic = colour_arithmetic_height(scene, main.w);
    main.h = std::max(main.h, min_colour_views_height(ui) + ui.px(8) + min_arithmetic);
    const float end = main.bottom();
    {
        Rect views = main;
        const float arithmetic = std::max(min_arithmetic, (end - top) * kArithmeticPart);
        views.h = std::max(min_colour_views_height(ui), main.h - arithmetic - ui.px(8));
        const FocusRegion region(ui, "views", views, 2);
        views_.show(scene, views);
        main.cut_top(views.h, ui.px(8));
    }
    {
        const FocusRegion region(ui, "arithmetic", main, 3);
        show_colour_arithmetic(scene, main);
    }
    area.end_at(end + ui.px(10));
}

}  // namespace convscope
