#include "app/gui/training/pages/answers_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/panels/dataset/picture_tiles.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"
#include "core/nn/train/mistakes.h"

namespace convscope {

namespace {

constexpr float kHead = 28, kTile = 76, kTileLine = 18, kTileGap = 10;
constexpr float kListPart = .3F;  ///< of the page's height, for the pictures of a cell
constexpr std::size_t kMaxListed = 200;

std::string percent(float probability) {
    return fmt::format("{:.0f} %", 100 * probability);
}

/// "1,800 of 2,000 training pictures right: 90.0 %, at step 251, epoch 4". The moment of the answers may be behind that
/// of the window while training runs.
std::string share_text(const TrainingScene& scene, const SnapshotAnswers& answers) {
    const nn::LossSum& sum = answers.evaluation.sum;
    const std::string right = with_separators(sum.correct), all = with_separators(sum.examples);
    const double percent = 100 * sum.accuracy();
    std::string share = scene.keeper.studies_validation()
                            ? tr("{} of {} validation pictures right: {:.1f} %", right, all, percent)
                            : tr("{} of {} training pictures right: {:.1f} %", right, all, percent);
    const std::vector<nn::Snapshot>& snapshots = scene.snapshots();
    const auto found = std::ranges::find(snapshots, answers.model, &nn::Snapshot::model);
    if (found == snapshots.end()) return share;
    const std::string moment = moment_text(scene, found->step);
    // Translators: {0} is "90 of 100 pictures right", {1} is "step 12, epoch 3" or "before training"
    return found->step > 0 ? tr("{0}, at {1}", share, moment) : tr("{0}, {1}", share, moment);
}

}  // namespace

bool AnswersPages::has_answers(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const std::string& problem = scene.keeper.study_problem();
    if (scene.keeper.answers() && problem.empty()) return true;
    ui.paragraph(area, problem.empty() ? std::string(tr("Computing the answers\u2026")) : problem,
                 problem.empty() ? Role::muted : Role::warning);
    return false;
}

void AnswersPages::show_head(TrainingScene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    Rect line = area.cut_top(ui.px(kHead), ui.px(6));
    if (scene.view.page == TrainingPage::confusion &&
        button(ui, "training.percent", line.cut_right(ui.px(88), ui.px(8)), tr("Per cent"),
               {.tooltip = tr("Per cent of each true class instead of numbers of pictures"),
                .on = scene.view.percent,
                .type = Type::caption}))
        scene.change_view([](TrainingView& view) { view.percent = !view.percent; });
    ui.mark("training.right", line);
    ui.text(line, share_text(scene, *scene.keeper.answers()));
}

void AnswersPages::show_confusion(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (!has_answers(scene, area)) return;
    show_head(scene, area);
    const std::shared_ptr<const SnapshotAnswers> answers = scene.keeper.answers();
    if (answers_ != answers) {
        answers_ = answers;
        evaluation_ = std::shared_ptr<const nn::Evaluation>(answers, &answers->evaluation);
    }
    ConfusionInput input{.name = "training",
                         .evaluation = evaluation_,
                         .data = scene.keeper.study(),
                         .class_name = [&scene](std::int64_t number) { return class_name(scene, number); },
                         .percent = scene.view.percent,
                         .is_large = true};
    if (scene.view.truth >= 0) input.chosen = ConfusionCell{scene.view.truth, scene.view.answer};
    const float bottom = area.bottom();
    Rect matrix = area;
    matrix.h = area.h * (1 - kListPart);
    const std::optional<ConfusionCell> chosen = matrix_.show(ui, input, matrix);
    if (chosen)
        scene.change_view([cell = *chosen](TrainingView& view) {
            view.truth = cell.truth;
            view.answer = cell.predicted;
        });
    const Rect below{area.x, matrix.y + ui.px(12), area.w, std::max(0.0F, bottom - matrix.y - ui.px(12))};
    if (scene.view.truth < 0) {
        ui.text({below.x, below.y, below.w, ui.px(24)}, tr("Click a cell to see its pictures."), Role::muted);
        return;
    }
    Rect list = below;
    ui.text(list.cut_top(ui.px(24), ui.px(4)),
            tr("{}, answered {}", class_name(scene, scene.view.truth), class_name(scene, scene.view.answer)));
    show_list(scene, nn::examples_of_cell(*evaluation_, *scene.keeper.study(), scene.view.truth, scene.view.answer),
              list);
}

void AnswersPages::show_hardest(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (!has_answers(scene, area)) return;
    show_head(scene, area);
    ui.text(area.cut_top(ui.px(24), ui.px(6)), tr("The true class has the lowest probability on these"), Role::muted,
            Type::caption);
    const std::vector<std::size_t>& hardest = scene.keeper.answers()->hardest;
    show_list(scene, {hardest.begin(), hardest.end()}, area);
}

void AnswersPages::show_list(TrainingScene& scene, std::vector<std::int64_t> examples, Rect area) {
    Ui& ui = scene.ui;
    const auto& study = scene.keeper.study();
    const nn::Evaluation& evaluation = scene.keeper.answers()->evaluation;
    const float side = ui.px(kTile), step_x = side + ui.px(kTileGap);
    const float step_y = side + ui.px(2 * kTileLine + 8);
    const auto columns = static_cast<std::size_t>(std::max(1.0F, (area.w + ui.px(kTileGap)) / step_x));
    const auto lines = static_cast<std::size_t>(std::max(1.0F, area.h / step_y));
    const std::size_t all = examples.size();
    examples.resize(std::min({all, columns * lines, kMaxListed}));
    listed_ = examples;
    if (examples.empty()) ui.text(area.cut_top(ui.px(24)), tr("There are none at this moment."), Role::muted);
    std::vector<nn::PicturePart> parts;
    parts.reserve(examples.size());
    for (const std::int64_t example : examples) parts.push_back(nn::whole_picture(*study, example));
    sheet_.prepare(study, std::move(parts), static_cast<int>(side));
    const FocusGroup group(ui, "training.list");
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const auto index = static_cast<std::size_t>(examples[i]);
        const nn::ExampleAnswer& answer = evaluation.answers.at(index);
        const std::string truth = class_name(scene, study->labels[index]);
        const std::string given =
            answer.predicted < 0 ? std::string(tr("no answer")) : class_name(scene, answer.predicted);
        const Rect tile = grid_place(area, i, columns, step_x, step_y, side, side);
        const Item item = picture_tile(ui, fmt::format("training.list.{}", i), tile,
                                       tr("{}: answered {} ({}); the true class has {}", truth, given,
                                          percent(answer.probability), percent(answer.true_probability)));
        sheet_.show(ui, i, tile);
        finish_tile(ui, item, false);
        Rect texts{tile.x - ui.px(4), tile.bottom() + ui.px(2), tile.w + ui.px(8), ui.px(2 * kTileLine)};
        ui.text(texts.cut_top(ui.px(kTileLine)), truth, Role::muted, Type::caption, Align::centre);
        ui.text(texts, given + " " + percent(answer.probability),
                answer.predicted == study->labels[index] ? Role::text : Role::warning, Type::caption, Align::centre);
    }
}

}  // namespace convscope
