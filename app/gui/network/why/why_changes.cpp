#include "app/gui/network/why/why_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/network/scene/answer_bar.h"
#include "app/gui/network/why/why_texts.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

struct ChangeWords {
    Message title, tooltip;
    float unit;  ///< factor from the amount to the written number
    std::string_view unit_text;
};
constexpr std::array<ChangeWords, 3> kWords{
    ChangeWords{tr("Noise"), tr("Standard deviation of normal noise, in per cent of black to white"), 100, " %"},
    ChangeWords{tr("Brightness"), tr("Added to all pixels, in per cent of black to white"), 100, " %"},
    ChangeWords{tr("Rotation"), tr("Clockwise around the middle, in degrees"), 1, "\u00b0"}};
constexpr float kSlider = 26, kLabel = 22, kBelowCurve = 8;
constexpr float kMinCurve = 60, kMaxCurve = 112, kNames = 18;
constexpr float kMinName = 36;  ///< in a narrower part of the curve the class is not named

std::string amount_text(std::size_t which, float amount) {
    const ChangeWords& words = kWords.at(which);
    return figure_text(double{amount * words.unit}, 0) + std::string(words.unit_text);
}

/// Draws a line in `place` at each change of the winning class, and the names of the classes below, between the lines.
void show_winners(const WhyScene& why, const std::vector<nn::CurvePoint>& curve, Rect place, Rect inside) {
    Ui& ui = why.ui();
    const auto x_between = [&](std::size_t i) {
        return inside.x + inside.w * (static_cast<float>(i) - 0.5F) / static_cast<float>(curve.size() - 1);
    };
    std::size_t first = 0;
    for (std::size_t i = 1; i <= curve.size(); ++i) {
        if (i < curve.size() && curve[i].winner == curve[first].winner) continue;
        const float left = first == 0 ? place.x : x_between(first);
        const float right = i == curve.size() ? place.right() : x_between(i);
        if (first > 0) ui.fill({left - ui.px(1), place.y, ui.px(2), place.h}, ui.colour(Role::warning));
        const Rect name{left + ui.px(4), place.bottom(), right - left - ui.px(6), ui.px(kNames)};
        if (name.w >= ui.px(kMinName)) ui.text(name, why.class_name(curve[first].winner), Role::muted, Type::caption);
        first = i;
    }
}

/// The curve of the class's answer, with the winning classes and a line at the present amount.
void show_curve(const WhyScene& why, std::size_t which, const std::vector<nn::CurvePoint>& curve, Rect place) {
    Ui& ui = why.ui();
    place.cut_bottom(ui.px(kNames));
    ui.fill(place, ui.colour(Role::raised), ui.px(3));
    std::vector<float> answers;
    answers.reserve(curve.size());
    for (const nn::CurvePoint& point : curve) answers.push_back(point.answer);
    const AnswerSpan span = answer_span(why.unit(), answers);
    const Rect inside = place.inset(ui.px(8), ui.px(5));  // aligned with the slider's track
    const auto x_of = [&](std::size_t i) {
        return inside.x + inside.w * static_cast<float>(i) / static_cast<float>(curve.size() - 1);
    };
    const auto y_of = [&](float value) { return inside.bottom() - inside.h * span.fraction(value); };
    std::vector<ImVec2> points;
    points.reserve(curve.size());
    for (std::size_t i = 0; i < curve.size(); ++i) points.emplace_back(x_of(i), y_of(curve[i].answer));
    show_winners(why, curve, place, inside);
    ui.draw().AddPolyline(points.data(), static_cast<int>(points.size()), ui.colour(Role::accent), 0, ui.px(2));
    const auto [low, high] = nn::kChangeRanges.at(which);
    const float now = (why.view().amounts.at(which) - low) / (high - low);
    ui.fill({inside.x + inside.w * now - ui.line_width() / 2, place.y, ui.line_width(), place.h},
            ui.colour(Role::muted));
    const float part = std::clamp((ImGui::GetIO().MousePos.x - inside.x) / inside.w, 0.0F, 1.0F);
    const auto under = static_cast<std::size_t>(std::lround(part * static_cast<float>(curve.size() - 1)));
    const float amount = std::lerp(low, high, static_cast<float>(under) / static_cast<float>(curve.size() - 1));
    const std::string tooltip = tr("At {}: {} {}; the answer is {}", amount_text(which, amount), why.class_name(),
                                   why.answer_text(curve[under].answer), why.class_name(curve[under].winner));
    ui.item(fmt::format("why.curve.{}", nn::kInputChangeNames.at(which)), place,
            {.tooltip = tooltip, .focusable = false});
}

void show_change(const WhyScene& why, std::size_t which, float height, Rect& area) {
    Ui& ui = why.ui();
    const ChangeWords& words = kWords.at(which);
    const auto [low, high] = nn::kChangeRanges.at(which);
    const float amount = why.view().amounts.at(which);
    const std::string name(nn::kInputChangeNames.at(which));
    Rect label = area.cut_top(ui.px(kLabel));
    ui.mark("why.amount." + name, label);
    ui.text(label.cut_right(ui.px(72)), amount_text(which, amount), Role::text, Type::caption, Align::right);
    ui.text(label, words.title, Role::muted, Type::caption);
    if (const auto part = slider(ui, "why.change." + name, area.cut_top(ui.px(kSlider)),
                                 double{(amount - low) / (high - low)}, words.tooltip)) {
        // Near 0, snap the amount to 0: no change at all.
        float chosen = std::lerp(low, high, static_cast<float>(*part));
        if (std::abs(chosen) < (high - low) / 100) chosen = 0;
        why.change([which, chosen](WhyView& view) { view.amounts.at(which) = chosen; });
    }
    const Rect place = area.cut_top(height, ui.px(kBelowCurve));
    const CurvesAnswer* answer = why.jobs.curves.result();
    if (answer != nullptr) show_curve(why, which, answer->curves.at(which), place);
}

}  // namespace

float WhyChanges::show(const WhyScene& why, Rect area) {
    Ui& ui = why.ui();
    const std::string text = why_sentence(why);
    const float height = ui.paragraph_size(text, area.w - ui.px(224), Type::caption).y;
    const WhyPlaces places = why_places(ui, area, 2, ui.px(22 * 6 + 70), height);
    const CurvesAnswer* answer = why.jobs.curves.result();
    Rect pictures = places.pictures;
    const std::uint64_t revision =
        answer != nullptr ? 2 * why.jobs.curves.revision() + 1 : 2 * why.scene.results.revision;
    picture_.show(why.scene,
                  {.name = "why.changes.picture",
                   .title = tr("Changed picture"),
                   .file = "changed",
                   .picture = answer != nullptr ? std::span<const float>(answer->picture)
                                                : std::span<const float>(why.subject.input->values),
                   .grid = {},
                   .revision = revision,
                   .tooltip = {}},
                  pictures.column(0, 2, ui.px(16)));
    Rect right = pictures.column(1, 2, ui.px(16));
    const float controls = ui.px(kLabel + kSlider + kBelowCurve);
    const float curve = std::clamp(right.h / 3 - controls, ui.px(kMinCurve), ui.px(kMaxCurve));
    right.h = std::max(right.h, 3 * (controls + curve));
    Rect rest = right;
    for (std::size_t i = 0; i < kWords.size(); ++i) show_change(why, i, curve, rest);
    Rect column = places.column;
    show_column(why, column);
    const float bottom = std::max(pictures.bottom(), right.bottom());
    const Rect below{pictures.x, bottom + ui.px(4), pictures.w, ui.px(80)};
    ui.mark("why.sentence", below);
    const float used = ui.paragraph(below, text, Role::muted, Type::caption);
    return std::max(below.y + used, column.y);
}

void WhyChanges::show_column(const WhyScene& why, Rect& column) {
    Ui& ui = why.ui();
    show_job(ui, "why.curves", why.jobs.curves, column);
    if (const CurvesAnswer* answer = why.jobs.curves.result(); answer != nullptr && !answer->outputs.empty()) {
        const auto index = static_cast<std::size_t>(why.subject.index);
        const auto winner = std::ranges::max_element(answer->outputs) - answer->outputs.begin();
        if (index < answer->outputs.size())
            show_figure(ui, "why.changes.answer", column, why.class_name(), why.answer_text(answer->outputs[index]));
        show_figure(ui, "why.changes.winner", column, tr("Answer now"), why.class_name(winner),
                    winner == why.subject.index ? Role::text : Role::warning);
        show_figure(ui, "why.changes.winner_answer", column, tr("its value"),
                    why.answer_text(answer->outputs[static_cast<std::size_t>(winner)]));
    }
    column.cut_top(ui.px(8));
    if (button(ui, "why.changes.reset", column.cut_top(ui.px(28), ui.px(8)), tr("No change"),
               {.tooltip = tr("Set all three to no change"),
                .enabled = why.view().amounts != std::array<float, 3>{},
                .type = Type::caption}))
        why.change([](WhyView& view) { view.amounts = {}; });
    Rect row = column.cut_top(ui.px(28), ui.px(6));
    ui.text(row.cut_left(ui.px(84), ui.px(6)), tr("Noise seed"), Role::muted, Type::caption);
    if (const auto seed = whole_number(ui, "why.seed", row.cut_left(ui.px(64)), why.view().seed, 0, kMaxWhySeed,
                                       tr("Another seed gives other noise")))
        why.change([seed](WhyView& view) { view.seed = *seed; });
}

}  // namespace convscope
