#include "app/gui/network/why/why_occlusion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/network/why/why_maps.h"
#include "app/gui/network/why/why_texts.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

namespace {

const FloatImage& shown_map(const WhyScene& why, const nn::OcclusionMap& map) {
    return why.view().change == WhyChange::score ? map.score : map.answer;
}

bool is_fed_by(const OcclusionRequest* request, const WhyScene& why) {
    return request != nullptr && request->subject.model == why.subject.model;
}

void show_fill(const WhyScene& why, Rect& column) {
    Ui& ui = why.ui();
    const std::array<Choice, 5> fills{Choice{"black", tr("Hide with: black")}, Choice{"grey", tr("Hide with: grey")},
                                      Choice{"mean", tr("Hide with: mean")}, Choice{"blur", tr("Hide with: blur")},
                                      Choice{"noise", tr("Hide with: noise")}};
    const auto fill = static_cast<std::size_t>(why.view().fill);
    if (const auto chosen =
            dropdown(ui, "why.fill", column.cut_top(ui.px(30), ui.px(6)), fills.at(fill).label, fills,
                     static_cast<int>(fill), tr("The values inside the patch: the answer depends on them")))
        why.change([chosen](WhyView& view) { view.fill = static_cast<nn::OcclusionFill>(*chosen); });
}

void show_sizes(const WhyScene& why, Rect& column) {
    Ui& ui = why.ui();
    const nn::Occlusion occlusion = occlusion_of(why.view(), why.suggested);
    Rect row = column.cut_top(ui.px(28), ui.px(6));
    const auto number = [&](std::string_view name, std::string_view label, std::int64_t value,
                            std::string_view tooltip) {
        ui.text(row.cut_left(ui.text_width(label, Type::caption), ui.px(6)), label, Role::muted, Type::caption);
        return whole_number(ui, name, row.cut_left(ui.px(46), ui.px(10)), static_cast<int>(value), 1, kMaxOcclusionSide,
                            tooltip);
    };
    if (const auto side = number("why.side", tr("Side"), occlusion.side, tr("The patch's side in pixels")))
        why.change([side](WhyView& view) { view.side = *side; });
    if (const auto stride =
            number("why.stride", tr("Step"), occlusion.stride, tr("The distance between neighbouring patches")))
        why.change([stride](WhyView& view) { view.stride = *stride; });
}

void show_change(const WhyScene& why, Rect& column) {
    const std::array<Segment, 2> segments{Segment{"score", tr("Score"), tr("The map shows the drop of the score")},
                                          Segment{"answer", tr("Answer"), tr("The map shows the drop of the answer")}};
    if (const auto chosen = segmented(why.ui(), "why.change", column.cut_top(why.ui().px(28), why.ui().px(6)), segments,
                                      static_cast<int>(why.view().change)))
        why.change([chosen](WhyView& view) { view.change = static_cast<WhyChange>(*chosen); });
}

/// Shows the score and the answer without and with the patch, and the differences of the written numbers.
void show_patch_figures(const WhyScene& why, Rect& column) {
    Ui& ui = why.ui();
    const PatchAnswer* answer = why.jobs.patch.result();
    if (!why.view().patch || answer == nullptr) {
        column.cut_top(
            ui.paragraph(column, tr("Drag a patch over the picture to hide a part of it."), Role::muted, Type::caption),
            ui.px(8));
        return;
    }
    const std::vector<double> score = {double{answer->score}, double{answer->hidden_score}};
    const auto written = [](double value) { return std::round(value * 1000) / 1000; };
    show_figure(ui, "why.patch.score", column, tr("Score, whole"), figure_text(score[0], 3));
    show_figure(ui, "why.patch.hidden_score", column, tr("Score, hidden"), figure_text(score[1], 3));
    show_figure(ui, "why.patch.change", column, tr("Change"),
                figure_text(written(score[1]) - written(score[0]), 3, true));
    show_figure(ui, "why.patch.answer", column,
                why.unit() == nn::AnswerUnit::probability ? tr("Probability") : tr("Answer"),
                why.answer_text(answer->answer) + " \u2192 " + why.answer_text(answer->hidden_answer));
    if (answer->winner != answer->hidden_winner)
        show_figure(ui, "why.patch.winner", column, tr("Answer now"), why.class_name(answer->hidden_winner),
                    Role::warning);
    column.cut_top(ui.px(8));
}

}  // namespace

nn::Occlusion occlusion_of(const WhyView& view, const nn::Occlusion& suggested) {
    nn::Occlusion occlusion = suggested;
    if (view.side > 0) occlusion.side = view.side;
    if (view.stride > 0) occlusion.stride = view.stride;
    occlusion.fill = view.fill;
    occlusion.seed = static_cast<std::uint64_t>(view.seed);
    return occlusion;
}

float WhyOcclusion::show(const WhyScene& why, Rect area) {
    Ui& ui = why.ui();
    const std::string text = why_sentence(why);
    const WhyPlaces places = why_places(ui, area, 2, ui.px(36 + 34 + 34 + 120 + 34) + overlay_controls_height(ui),
                                        ui.paragraph_size(text, area.w - ui.px(224), Type::caption).y);
    show_patch(why, places.pictures.column(0, 2, ui.px(16)));
    show_map(why, places.pictures.column(1, 2, ui.px(16)));
    Rect column = places.column;
    show_job(ui, "why.occlusion", why.jobs.occlusion, column);
    show_patch_figures(why, column);
    show_fill(why, column);
    show_sizes(why, column);
    show_change(why, column);
    show_overlay_controls(why, column);
    const Rect below{places.pictures.x, places.pictures.bottom() + ui.px(4), places.pictures.w, ui.px(80)};
    ui.mark("why.sentence", below);
    const float used = ui.paragraph(below, text, Role::muted, Type::caption);
    return std::max(below.y + used, column.y);
}

void WhyOcclusion::show_patch(const WhyScene& why, Rect area) {
    const PatchAnswer* answer = why.view().patch ? why.jobs.patch.result() : nullptr;
    const Item item =
        patch_.show(why.scene,
                    {.name = "why.patch",
                     .title = tr("Drag a patch"),
                     .file = "patch",
                     .picture = answer != nullptr ? std::span<const float>(answer->picture)
                                                  : std::span<const float>(why.subject.input->values),
                     .grid = {},
                     .revision = answer != nullptr ? 2 * why.jobs.patch.revision() + 1 : 2 * why.scene.results.revision,
                     .tooltip = tr("Drag the patch; with the focus, arrow keys move it"),
                     .focusable = true},
                    area);
    move_patch(why, item);
    if (!why.view().patch) return;
    const std::int64_t side = occlusion_of(why.view(), why.suggested).side;
    const nn::Position at = *why.view().patch;
    const std::int64_t before = (side - 1) / 2;  // pixels of the patch before its centre
    const Rect place = patch_.place_of(static_cast<double>(at.row - before), static_cast<double>(at.col - before),
                                       static_cast<double>(side), static_cast<double>(side));
    Ui& ui = why.ui();
    const Rect& picture = patch_.picture();
    ui.mark("why.patch.outline", place);
    ui.draw().PushClipRect({picture.x, picture.y}, {picture.right(), picture.bottom()}, true);
    mark(ui, place, ui.colour(Role::accent), ui.px(2));
    ui.draw().PopClipRect();
}

void WhyOcclusion::move_patch(const WhyScene& why, const Item& item) const {
    const nn::Shape& shape = why.input_shape();
    std::optional<nn::Position> at;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const Rect& picture = patch_.picture();
    if (item.held)
        at = patch_.pixel_at(std::clamp(mouse.x, picture.x, picture.right() - 1),
                             std::clamp(mouse.y, picture.y, picture.bottom() - 1));
    if (item.focused) {
        nn::Position moved = why.view().patch.value_or(nn::Position{shape.rows() / 2, shape.cols() / 2, 0});
        const nn::Position before = moved;
        Ui& ui = why.ui();
        while (ui.take_key(Key::up)) --moved.row;
        while (ui.take_key(Key::down)) ++moved.row;
        while (ui.take_key(Key::left)) --moved.col;
        while (ui.take_key(Key::right)) ++moved.col;
        if (!(moved == before)) at = moved;
    }
    if (!at) return;
    at->row = std::clamp<std::int64_t>(at->row, 0, shape.rows() - 1);
    at->col = std::clamp<std::int64_t>(at->col, 0, shape.cols() - 1);
    if (why.view().patch && *why.view().patch == *at) return;
    why.change([at](WhyView& view) { view.patch = at; });
}

void WhyOcclusion::show_map(const WhyScene& why, Rect area) {
    const nn::OcclusionMap* map = why.jobs.occlusion.result();
    const bool is_score = why.view().change == WhyChange::score;
    PictureOverlay over{.name = "why.occlusion.map",
                        .title = is_score ? tr("Drop of the score") : tr("Drop of the answer"),
                        .file = "occlusion",
                        .picture = why.subject.input->values,
                        .grid = {},
                        .opacity = why.view().opacity,
                        .smooth = why.view().smooth,
                        .revision = 2 * why.jobs.occlusion.revision() + (is_score ? 0 : 1),
                        .tooltip = {}};
    const OcclusionRequest* request = why.jobs.occlusion.request();
    if (map != nullptr && is_fed_by(request, why)) {
        over.picture = request->subject.input->values;
        over.map = &shown_map(why, *map);
        over.largest = std::max(ValueHistogram(*over.map).largest(kClippedShare),
                                is_score ? nn::kLeastScoreChange : nn::kLeastAnswerChange);
        const auto stride = static_cast<double>(request->occlusion.stride);
        // A place of the map is the square around the centre of its patch.
        const double first = 0.5 - stride / 2;
        over.grid = {{first, stride}, {first, stride}};
    }
    map_.show(why.scene, over, area);
}

}  // namespace convscope
