#include "app/gui/network/dataset/answers_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/train/mistakes.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxListed = 500;
constexpr float kToolHeight = 28;

std::string probability_text(float value) {
    return nn::answer_text(static_cast<double>(value), nn::AnswerUnit::probability);
}

std::string answer_name(const Scene& scene, std::int64_t predicted) {
    return predicted == nn::kNoAnswer ? tr("no answer") : class_name(scene, predicted);
}

/// Draws a switch as wide as its label. Returns true if it was pressed.
bool tool_switch(Ui& ui, std::string_view name, Rect& line, std::string_view label, std::string_view tooltip, bool on) {
    const float width = ui.text_width(label, Type::caption) + ui.px(20);
    return button(ui, name, line.cut_right(width, ui.px(8)), label,
                  {.tooltip = tooltip, .on = on, .type = Type::caption});
}

}  // namespace

void AnswersView::show(Scene& scene, const SharedEvaluation& evaluation, const SharedEvaluation& other,
                       const std::string& other_state, Rect& area) {
    Ui& ui = scene.ui;
    evaluation_ = evaluation;
    other_ = other;
    show_tools(scene, area.cut_top(ui.px(kToolHeight), ui.px(6)));
    const float bottom = area.bottom();
    Rect matrix = area;
    // Leave room for the list below, with its controls and one line of pictures.
    matrix.h = std::max(ui.px(200), area.h - ui.px(184));
    show_matrix(scene, matrix);
    area.y = matrix.y + ui.px(10);
    area.h = std::max(0.0F, bottom - area.y);
    show_lists(scene, other_state, area);
}

void AnswersView::show_matrix(Scene& scene, Rect& area) {
    const DatasetView& view = scene.view.dataset;
    ConfusionInput input{.name = "data",
                         .evaluation = evaluation_,
                         .data = scene.dataset.data,
                         .class_name = [&scene](std::int64_t number) { return class_name(scene, number); },
                         .mistakes_only = view.mistakes_only,
                         .percent = view.percent};
    if (view.list == AnswerList::cell) input.chosen = ConfusionCell{view.truth, view.predicted};
    const std::optional<ConfusionCell> chosen = matrix_.show(scene.ui, input, area);
    if (!chosen) return;
    scene.change_view([cell = *chosen](NetworkView& v) {
        v.dataset.list = AnswerList::cell;
        v.dataset.truth = cell.truth;
        v.dataset.predicted = cell.predicted;
        v.dataset.page = 0;
    });
}

void AnswersView::show_tools(Scene& scene, Rect line) const {
    Ui& ui = scene.ui;
    const DatasetView& view = scene.view.dataset;
    if (tool_switch(ui, "data.mistakes_only", line, tr("Mistakes only"), tr("Show only the classes with mistakes"),
                    view.mistakes_only))
        scene.change_view([on = !view.mistakes_only](NetworkView& v) { v.dataset.mistakes_only = on; });
    if (tool_switch(ui, "data.percent", line, tr("Per cent"),
                    tr("Show per cent of each true class instead of numbers of pictures; each row adds up to 100"),
                    view.percent))
        scene.change_view([on = !view.percent](NetworkView& v) { v.dataset.percent = on; });
    const nn::LossSum& sum = evaluation_->sum;
    const std::string right = with_separators(sum.correct), all = with_separators(sum.examples);
    const std::string text = scene.edited
                                 ? tr("{} of {} right: {:.2f} %, with your changes", right, all, 100 * sum.accuracy())
                                 : tr("{} of {} right: {:.2f} %", right, all, 100 * sum.accuracy());
    ui.mark("data.accuracy", line);
    ui.text(line, text);
}

void AnswersView::find_examples(const Scene& scene) {
    const DatasetView& view = scene.view.dataset;
    const Found wanted{evaluation_, other_, view.list, view.truth, view.predicted};
    if (wanted == found_) return;
    found_ = wanted;
    const nn::Dataset& data = *scene.dataset.data;
    switch (view.list) {
        case AnswerList::cell:
            examples_ = nn::examples_of_cell(*evaluation_, data, view.truth, view.predicted);
            break;
        case AnswerList::hardest:
            examples_ = nn::hardest_examples(*evaluation_, kMaxListed);
            break;
        case AnswerList::surest:
            examples_ = nn::surest_mistakes(*evaluation_, data, kMaxListed);
            break;
        case AnswerList::disagree:
            examples_ = other_ ? nn::disagreements(*evaluation_, *other_) : std::vector<std::int64_t>();
            break;
    }
}

std::string AnswersView::heading_of(const Scene& scene) const {
    const DatasetView& view = scene.view.dataset;
    switch (view.list) {
        case AnswerList::cell:
            if (view.truth < 0) return tr("Click a cell of the matrix to see its pictures.");
            return tr("{}, answered {}: the surest answers first", class_name(scene, view.truth),
                      answer_name(scene, view.predicted));
        case AnswerList::hardest:
            return tr("The true class has the lowest probability on these");
        case AnswerList::surest:
            return tr("Wrong answers with the highest probability");
        case AnswerList::disagree:
            break;
    }
    return tr("{} and {} answer differently", scene.network.model.name(), scene.view.other.name());
}

PictureTexts AnswersView::texts_of(const Scene& scene, std::int64_t example) const {
    const auto index = static_cast<std::size_t>(example);
    const nn::ExampleAnswer& answer = evaluation_->answers[index];
    const std::string truth = class_name(scene, scene.dataset.data->labels[index]);
    const std::string predicted = answer_name(scene, answer.predicted);
    const std::string probability = probability_text(answer.probability);
    const std::string of_truth = probability_text(answer.true_probability);
    PictureTexts texts{
        .first = truth,
        .second = predicted + " " + probability,
        .tooltip = tr("Picture {}: {}, answered {} ({}); the true class has {}. Click to make it the input.", example,
                      truth, predicted, probability, of_truth)};
    switch (scene.view.dataset.list) {
        case AnswerList::cell:
            texts.first = probability;
            texts.second = tr("no. {}", example);
            break;
        case AnswerList::hardest:
            texts.second = tr("only {}", of_truth);
            break;
        case AnswerList::surest:
            break;
        case AnswerList::disagree: {
            const nn::ExampleAnswer& second = other_->answers[index];
            texts.first = predicted;
            texts.second = answer_name(scene, second.predicted);
            texts.tooltip =
                tr("Picture {}: {}, answered {} ({}); the true class has {}. {} answers {} ({}). Click to make it the "
                   "input.",
                   example, truth, predicted, probability, of_truth, scene.view.other.name(), texts.second,
                   probability_text(second.probability));
            break;
        }
    }
    return texts;
}

void AnswersView::show_lists(Scene& scene, const std::string& other_state, Rect& area) {
    Ui& ui = scene.ui;
    const DatasetView& view = scene.view.dataset;
    const std::array<Segment, 4> lists{
        Segment{"cell", tr("Cell"), tr("The pictures of the chosen cell")},
        Segment{"hardest", tr("Hardest"), tr("The pictures whose true class has the lowest probability")},
        Segment{"surest", tr("Surely wrong"), tr("The wrong answers with the highest probability")},
        Segment{"disagree", tr("Models disagree"),
                tr("The pictures that this model and the second one answer differently")}};
    if (const auto chosen =
            segmented(ui, "data.lists", area.cut_top(ui.px(30), ui.px(6)), lists, static_cast<int>(view.list)))
        scene.change_view([chosen](NetworkView& v) {
            v.dataset.list = static_cast<AnswerList>(*chosen);
            v.dataset.page = 0;
        });
    if (view.list == AnswerList::disagree && !other_) {
        const float height = ui.paragraph(area, other_state, Role::muted);
        ui.mark("data.no_second", area.cut_top(height, ui.px(8)));
        if (!scene.view.other.model &&
            button(ui, "data.open_second", area.cut_top(ui.px(32)).cut_left(ui.px(180)), tr("Open a second model"),
                   {.tooltip = tr("Go to the page Two models, which opens one")}))
            scene.change_view([](NetworkView& v) { v.page = NetworkPage::models; });
        examples_.clear();
        found_ = {};
        return;
    }
    find_examples(scene);
    list_.show(
        scene, heading_of(scene), examples_, [&](std::int64_t example) { return texts_of(scene, example); }, area, 1);
}

}  // namespace convscope
