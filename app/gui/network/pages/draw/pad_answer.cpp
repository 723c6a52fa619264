#include "app/gui/network/pages/draw/pad_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/gui/network/scene/answer_bar.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr float kMinRow = 27, kMaxRow = 44, kBar = 7;

void show_class(Scene& scene, Rect row, const nn::RankedClass& each, const AnswerSpan& span, bool is_winner) {
    Ui& ui = scene.ui;
    ui.mark(fmt::format("draw.answer.{}", each.index), row);
    const Rect bar = row.cut_bottom(ui.px(kBar), ui.px(1));
    const nn::AnswerUnit unit = nn::answer_unit(scene.model);
    const std::string value = nn::answer_text(each.value, unit);
    const Role role = is_winner ? Role::text : Role::muted;
    const float width = std::max(ui.text_width("100.0 %", Type::caption), ui.text_width(value, Type::caption));
    const Rect number = row.cut_right(width, ui.px(6));
    ui.text(row, each.label, role, is_winner ? Type::text : Type::caption);
    ui.text(number, value, role, Type::caption, Align::right);
    show_answer_bar(ui, bar, span, each.value, is_winner ? Role::accent : Role::muted);
}

}  // namespace

void show_pad_answer(Scene& scene, Rect area) {
    Ui& ui = scene.ui;
    ui.mark("draw.answer", area);
    const nn::Model& model = scene.model;
    const std::vector<float>& values = scene.now.layer(model.outputs().front()).values;
    if (const std::string note = nn::not_finite_note(values); !note.empty()) {
        ui.paragraph(area, note, Role::warning, Type::caption);
        return;
    }
    if (!nn::gives_ranking(model)) {
        ui.paragraph(area, tr("The model's output is no list of classes. It is shown at the end of the journey above."),
                     Role::muted, Type::caption);
        return;
    }
    std::vector<nn::RankedClass> classes = nn::ranked_classes(model, values);
    const std::size_t winner = classes.front().index;
    const bool is_score = nn::answer_unit(model) == nn::AnswerUnit::score;
    ui.text(area.cut_top(ui.px(20), ui.px(4)), is_score ? tr("Scores (logits)") : tr("Prediction"), Role::muted,
            Type::caption);
    const auto fitting = static_cast<std::size_t>(std::max(1.0F, area.h / ui.px(kMinRow)));
    // If not all classes fit, those with the largest values are shown.
    const bool shows_all = classes.size() < kManyClasses && classes.size() <= fitting;
    const std::size_t count = shows_all ? classes.size() : std::min(fitting, classes.size());
    classes.resize(count);
    if (shows_all) std::ranges::sort(classes, {}, &nn::RankedClass::index);
    const float height = std::clamp(area.h / static_cast<float>(count), ui.px(kMinRow), ui.px(kMaxRow));
    const AnswerSpan span = answer_span(nn::answer_unit(model), values);
    for (const nn::RankedClass& each : classes) {
        const Rect row = area.cut_top(height);
        show_class(scene, {row.x, row.y, row.w, height - ui.px(6)}, each, span, each.index == winner);
    }
}

}  // namespace convscope
