#include "app/gui/network/why/why_maximum.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/network/why/why_texts.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMaxRate = 0.2F, kMaxSmoothness = 0.3F, kMaxBlur = 0.5F;

/// The target of the search as text: "Map 17 of Conv2D 64", "Ankle boot".
std::string target_text(const WhyScene& why) {
    if (why.view().maximises_class) return why.class_name();
    const nn::Node& node = why.scene.node();
    return node.shape.is_image() ? tr("Map {} of {}", why.scene.channel, display_name(node))
                                 : tr("Value {} of {}", why.scene.channel, display_name(node));
}

void show_option(const WhyScene& why, std::string_view name, std::string_view label, float nn::MaximumOptions::*option,
                 float most, std::string_view tooltip, Rect& column) {
    Ui& ui = why.ui();
    Rect row = column.cut_top(ui.px(26), ui.px(2));
    ui.text(row.cut_left(ui.px(84), ui.px(4)), label, Role::muted, Type::caption);
    const float value = why.view().maximum.*option;
    ui.text(row.cut_right(ui.px(34), ui.px(2)), fmt::format("{:.2f}", value), Role::text, Type::caption, Align::right);
    if (const auto part = slider(ui, name, row, double{value / most}, tooltip))
        why.change(
            [option, chosen = static_cast<float>(*part) * most](WhyView& view) { view.maximum.*option = chosen; });
}

/// The values of the steps as a curve, from the first to the present one.
void show_values(const WhyScene& why, Rect place) {
    Ui& ui = why.ui();
    const std::vector<float>& values = why.jobs.maximum.values();
    ui.mark("why.maximum.curve", place);
    ui.fill(place, ui.colour(Role::raised), ui.px(3));
    if (values.size() < 2) return;
    const auto [low, high] = std::ranges::minmax(values);
    const Rect inside = place.inset(ui.px(4), ui.px(4));
    std::vector<ImVec2> points;
    const std::size_t step = std::max<std::size_t>(1, values.size() / 400);
    for (std::size_t i = 0; i < values.size(); i += step)
        points.emplace_back(inside.x + inside.w * static_cast<float>(i) / static_cast<float>(values.size() - 1),
                            inside.bottom() - inside.h * (values[i] - low) / std::max(high - low, 1e-6F));
    ui.draw().AddPolyline(points.data(), static_cast<int>(points.size()), ui.colour(Role::accent), 0, ui.px(2));
}

void show_buttons(const WhyScene& why, Rect& column) {
    Ui& ui = why.ui();
    MaximumRunner& maximum = why.jobs.maximum;
    const Rect row = column.cut_top(ui.px(30), ui.px(6));
    const bool can_start = maximum.steps() < MaximumRunner::kMaxSteps;
    if (button(ui, "why.maximum.start", row.column(0, 2, ui.px(8)), maximum.running() ? tr("Stop") : tr("Start"),
               {.tooltip = tr("Change the input step by step"), .primary = true, .enabled = can_start})) {
        if (maximum.running())
            maximum.stop();
        else
            maximum.start();
    }
    if (button(ui, "why.maximum.reset", row.column(1, 2, ui.px(8)), tr("Reset"),
               {.tooltip = tr("Back to the noise")})) {
        maximum.stop();
        maximum.reset();
    }
}

}  // namespace

MaximumRequest maximum_request(const WhySubject& subject, const NetworkView& view) {
    const nn::Model& model = *subject.model;
    MaximumRequest request{.model = subject.model, .edits = subject.edits, .options = view.why.maximum};
    request.options.seed = static_cast<std::uint64_t>(view.why.seed);
    const int layer = std::clamp(view.layer, 0, model.size() - 1);
    if (view.why.maximises_class || model.node(layer).inputs.empty()) {
        request.node = nn::score_node(model);
        request.channel = subject.index;
    } else {
        request.node = layer;
        request.channel = std::clamp<std::int64_t>(view.channel, 0, model.node(layer).shape.channels() - 1);
    }
    return request;
}

float WhyMaximum::show(const WhyScene& why, Rect area) {
    Ui& ui = why.ui();
    const std::string text = why_sentence(why);
    const WhyPlaces places =
        why_places(ui, area, 1, ui.px(420), ui.paragraph_size(text, area.w - ui.px(224), Type::caption).y);
    const MaximumRunner& maximum = why.jobs.maximum;
    const auto count = static_cast<std::size_t>(why.input_shape().count());
    const bool has_input = maximum.input().size() == count;
    if (!has_input && first_.size() != count) first_.assign(count, 0);
    picture_.show(why.scene,
                  {.name = "why.maximum.picture",
                   .title = tr("Illustration: {}", target_text(why)),
                   .file = "maximum",
                   .picture = has_input ? std::span<const float>(maximum.input()) : std::span<const float>(first_),
                   .grid = {},
                   .revision = has_input ? 2 * static_cast<std::uint64_t>(maximum.steps()) + 1 : 0,
                   .tooltip = {}},
                  places.pictures);
    Rect column = places.column;
    show_column(why, column);
    const Rect below{places.pictures.x, places.pictures.bottom() + ui.px(4), places.pictures.w, ui.px(80)};
    ui.mark("why.sentence", below);
    const float used = ui.paragraph(below, text, Role::muted, Type::caption);
    return std::max(below.y + used, column.y);
}

void WhyMaximum::show_column(const WhyScene& why, Rect& column) {
    Ui& ui = why.ui();
    const MaximumRunner& maximum = why.jobs.maximum;
    show_caption(ui, column, tr("Excite"));
    const std::array<Segment, 2> segments{
        Segment{"map", tr("Selected map"), tr("The map that is selected in the journey")},
        Segment{"class", tr("Class"), tr("The score of the explained class")}};
    if (const auto chosen = segmented(ui, "why.maximum.target", column.cut_top(ui.px(28), ui.px(6)), segments,
                                      why.view().maximises_class ? 1 : 0))
        why.change([chosen](WhyView& view) { view.maximises_class = *chosen == 1; });
    show_buttons(why, column);
    if (!maximum.problem().empty())
        column.cut_top(ui.paragraph(column, maximum.problem(), Role::warning, Type::caption), ui.px(6));
    show_figure(ui, "why.maximum.steps", column, tr("Steps"), std::to_string(maximum.steps()));
    const std::vector<float>& values = maximum.values();
    show_figure(ui, "why.maximum.value", column, tr("Mean value"),
                values.empty() ? "\u2013" : figure_text(double{values.back()}, 3));
    show_values(why, column.cut_top(ui.px(60), ui.px(8)));
    show_option(why, "why.maximum.rate", tr("Step size"), &nn::MaximumOptions::rate, kMaxRate,
                tr("Part of the range from black to white in each step"), column);
    show_option(why, "why.maximum.smoothness", tr("Smoothness"), &nn::MaximumOptions::smoothness, kMaxSmoothness,
                tr("Pulls each pixel to its neighbours (total variation)"), column);
    show_option(why, "why.maximum.blur", tr("Blur"), &nn::MaximumOptions::blur, kMaxBlur,
                tr("Part of each pixel that its neighbourhood replaces in each step"), column);
    Rect row = column.cut_top(ui.px(28), ui.px(6));
    ui.text(row.cut_left(ui.px(36), ui.px(4)), tr("Jitter"), Role::muted, Type::caption);
    if (const auto jitter = whole_number(ui, "why.maximum.jitter", row.cut_left(ui.px(46), ui.px(10)),
                                         static_cast<int>(why.view().maximum.jitter), 0, 16,
                                         tr("Each step moves the input by up to so many pixels first")))
        why.change([jitter](WhyView& view) { view.maximum.jitter = *jitter; });
    ui.text(row.cut_left(ui.px(34), ui.px(4)), tr("Seed"), Role::muted, Type::caption);
    if (const auto seed = whole_number(ui, "why.seed", row.cut_left(ui.px(56)), why.view().seed, 0, kMaxWhySeed,
                                       tr("Another seed gives another first input")))
        why.change([seed](WhyView& view) { view.seed = *seed; });
}

}  // namespace convscope
