#include "app/gui/network/panels/answer_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/gui/network/exports/answer_exports.h"
#include "app/gui/network/panels/class_names.h"
#include "app/gui/network/scene/answer_bar.h"
#include "app/gui/network/scene/true_class.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr int kAnswersShown = 3;
constexpr float kSettingsHeight = 24;

const nn::LayerTrace& output_of(const nn::Trace& trace, const nn::Model& model) {
    return trace.layer(model.outputs().front());
}

/// The values shown as black and white: 0 and 1, or -1 and 1, if all values lie between them; otherwise the range's
/// ends.
Range picture_ends(Range range) {
    if (range.low >= 0 && range.high <= 1) return {0, 1};
    if (range.low >= -1 && range.high <= 1) return {-1, 1};
    return {range.low, std::max(range.high, range.low + 1e-6F)};
}

/// The largest rectangle for a picture of this size in the area.
Rect fitted_in(Rect area, Size size) {
    const float unit = std::min(area.w / static_cast<float>(size.cols), area.h / static_cast<float>(size.rows));
    const float w = std::max(1.0F, unit * static_cast<float>(size.cols));
    const float h = std::max(1.0F, unit * static_cast<float>(size.rows));
    return {area.x + (area.w - w) / 2, area.y + (area.h - h) / 2, w, h};
}

void show_title(Scene& scene, const std::string& title, Rect& area) {
    scene.ui.text(area.cut_top(scene.ui.px(18), scene.ui.px(2)), scene.edited ? tr("{}, changed", title) : title,
                  scene.edited ? Role::warning : Role::muted, Type::caption);
}

/// Shows the value of a regression, or the probability of a classifier with one output.
void show_value(Scene& scene, Rect area) {
    Ui& ui = scene.ui;
    const nn::AnswerUnit unit = nn::answer_unit(scene.model);
    const auto text = [&](const nn::Trace& trace) {
        return nn::answer_text(output_of(trace, scene.model).values.front(), unit);
    };
    show_title(scene, unit == nn::AnswerUnit::probability ? tr("Probability") : tr("Value"), area);
    const Rect value = area.cut_top(ui.px(34), ui.px(4));
    ui.mark("journey.answer.0", value);
    ui.text(value, text(scene.now), Role::text, Type::heading);
    if (scene.edited)
        ui.text(area.cut_top(ui.px(18)), tr("as trained {}", text(scene.trained)), Role::muted, Type::caption);
}

/// The title of the ranking; it says if the answer is right, unless the input's true class is unknown.
std::string ranking_title(const Scene& scene, const std::vector<nn::RankedClass>& classes, bool are_scores) {
    const std::optional<std::size_t> truth = true_class(scene.network.input, scene.model);
    if (!truth || *truth >= classes.size()) return are_scores ? tr("Scores (logits)") : tr("Prediction");
    if (classes.front().index == *truth) return are_scores ? tr("Scores (logits), right") : tr("Prediction, right");
    return are_scores ? tr("Scores (logits), wrong") : tr("Prediction, wrong");
}

void show_ranking(Scene& scene, Rect area) {
    Ui& ui = scene.ui;
    const std::vector<float>& values = output_of(scene.now, scene.model).values;
    const std::vector<float>& before = output_of(scene.trained, scene.model).values;
    const std::vector<nn::RankedClass> classes = nn::ranked_classes(scene.model, values);
    const nn::AnswerUnit unit = nn::answer_unit(scene.model);
    const AnswerSpan span = answer_span(unit, values, before);
    show_title(scene, ranking_title(scene, classes, unit == nn::AnswerUnit::score), area);
    for (int i = 0; i < std::min<int>(kAnswersShown, static_cast<int>(classes.size())); ++i) {
        const nn::RankedClass& c = classes[static_cast<std::size_t>(i)];
        Rect row = area.cut_top(ui.px(21));
        const std::string value = nn::answer_text(c.value, unit);
        const std::string tooltip = scene.edited ? tr("{}: {}, as trained {} (the mark on the bar)", c.label, value,
                                                      nn::answer_text(before[c.index], unit))
                                                 : std::string();
        ui.item("journey.answer." + std::to_string(i), row, {.tooltip = tooltip, .focusable = false});
        const Role role = i == 0 ? Role::text : Role::muted;
        const Type type = i == 0 ? Type::text : Type::caption;
        ui.text(row.cut_right(std::max(ui.text_width("100.0 %", type), ui.text_width(value, type)), ui.px(6)), value,
                role, type, Align::right);
        ui.text(row, c.label, role, type);
        const Rect bar = area.cut_top(ui.px(7), ui.px(6));
        show_answer_bar(ui, bar, span, c.value, i == 0 ? Role::accent : Role::muted);
        if (!scene.edited) continue;
        // Mark the end of the bar before the edits.
        const float mark = bar.x + bar.w * span.fraction(before[c.index]);
        ui.fill({mark - ui.px(1), bar.y - ui.px(3), ui.px(3), bar.h + ui.px(6)}, ui.colour(Role::warning));
    }
}

/// Shows the choice of the class names and, for scores, the switch that adds a softmax.
void show_settings(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    const OpenModel& open = scene.network.model;
    const bool can_have_softmax = open.notes.softmax || nn::gives_scores(*open.model);
    if (can_have_softmax &&
        button(ui, "answer.softmax", row.cut_right(ui.text_width(tr("Softmax"), Type::caption) + ui.px(16), ui.px(6)),
               tr("Softmax"),
               {.tooltip = open.notes.softmax ? tr("Show the scores of the model again")
                                              : tr("Show probabilities: put a softmax layer on the scores"),
                .on = open.notes.softmax,
                .type = Type::caption}))
        scene.frame.perform(set_softmax(!open.notes.softmax));
    show_class_names(scene, row);
}

}  // namespace

void AnswerPanel::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    ui.mark("journey.answer", area);
    const nn::AnswerKind kind = nn::answer_kind(scene.model);
    const bool has_classes = kind == nn::AnswerKind::classes;
    const Rect settings = has_classes ? area.cut_bottom(ui.px(kSettingsHeight), ui.px(3)) : Rect{};
    answer_menu(scene, area);
    show_answer(scene, painter, kind, area);
    if (has_classes) show_settings(scene, settings);
}

void AnswerPanel::show_answer(Scene& scene, gl::TilePainter& painter, nn::AnswerKind kind, Rect area) {
    Ui& ui = scene.ui;
    const nn::LayerTrace& output = output_of(scene.now, scene.model);
    if (const std::string note = nn::not_finite_note(output.values); !note.empty()) {
        ui.paragraph(
            area,
            kind == nn::AnswerKind::classes ? note : tr("Not all values of the model's output are finite numbers."),
            Role::warning, Type::caption);
        return;
    }
    switch (kind) {
        case nn::AnswerKind::classes:
            return show_ranking(scene, area);
        case nn::AnswerKind::value:
            return show_value(scene, area);
        case nn::AnswerKind::picture:
            return show_picture(scene, painter, area);
        case nn::AnswerKind::regions:
            return show_regions(scene, painter, area);
        case nn::AnswerKind::values:
            break;
    }
    ui.paragraph(area,
                 tr("The model's output is {}. It is not a list of classes. Its values lie between {} and {}.",
                    shape_text(scene.model.node(scene.model.outputs().front()).shape), short_number(output.range.low),
                    short_number(output.range.high)),
                 Role::muted, Type::caption);
}

void AnswerPanel::show_picture(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    const nn::LayerTrace& output = output_of(scene.now, scene.model);
    const nn::Shape shape = nn::answer_shape(scene.model);
    const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    show_title(scene, tr("The model's picture"), area);
    const Rect caption = area.cut_bottom(ui.px(18), ui.px(4));
    const Rect place = fitted_in(area, size);
    ui.mark("journey.answer.picture", place);
    const Range ends = picture_ends(output.range);
    if (shape.channels() == 3) {
        colours_.show(ui, {.values = output.values, .size = size, .shown = {ends, ends, ends}}, scene.results.revision,
                      place);
    } else {
        canvas_.begin(area, scene.results.revision);
        canvas_.add(place, {output.values.data(), size, 1}, ColourMap::grey, ends);
        canvas_.paint(ui, painter);
    }
    ui.text(caption,
            tr("{}, values {} to {}", shape_text({shape.rows(), shape.cols()}), short_number(output.range.low),
               short_number(output.range.high)),
            Role::muted, Type::caption);
}

void AnswerPanel::show_regions(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    const nn::Shape shape = nn::answer_shape(scene.model);
    const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    if (revision_ != scene.results.revision) {
        regions_ = nn::largest_channels(shape, output_of(scene.now, scene.model).values);
        revision_ = scene.results.revision;
    }
    show_title(scene, tr("Largest channel of each pixel"), area);
    const Rect caption = area.cut_bottom(ui.px(18), ui.px(4));
    const Rect place = fitted_in(area, size);
    ui.mark("journey.answer.picture", place);
    canvas_.begin(area, scene.results.revision);
    canvas_.add(place, {regions_.data(), size, 1}, ColourMap::viridis,
                {0, static_cast<float>(std::max<std::int64_t>(1, shape.channels() - 1))});
    canvas_.paint(ui, painter);
    std::vector<std::int64_t> counts(static_cast<std::size_t>(shape.channels()));
    for (const float channel : regions_) ++counts[static_cast<std::size_t>(channel)];
    const auto most = std::ranges::max_element(counts);
    ui.text(caption, tr("channel {}: {} of {} pixels", most - counts.begin(), *most, regions_.size()), Role::muted,
            Type::caption);
}

}  // namespace convscope
