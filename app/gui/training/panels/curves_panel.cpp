#include "app/gui/training/panels/curves_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/film/training_film.h"
#include "app/gui/training/exports/run_exports.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/workspace/film_export.h"
#include "app/jobs/training/run_store.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"
#include "core/io/model_file.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxPoints = 120;
constexpr float kMinPlot = 130, kButton = 32;
constexpr std::int64_t kLargestReference = 1000;  ///< classes; with more, guessing is at the edge of the plot

/// The number of steps whose mean is one point of a curve.
std::size_t steps_per_point(std::size_t steps) {
    return std::max<std::size_t>(1, (steps + kMaxPoints - 1) / kMaxPoints);
}

/// The name of the training curve, which is not the value of a single step in a long run.
std::string training_name(std::size_t steps) {
    const std::size_t group = steps_per_point(steps);
    if (group == 1) return tr("training");
    return tr_count(static_cast<long long>(group), "training, mean of {} step", "training, mean of {} steps");
}

template <class Member>
std::vector<PlotPoint> thinned(const std::vector<nn::StepPoint>& steps, Member member) {
    std::vector<PlotPoint> points;
    const std::size_t group = steps_per_point(steps.size());
    points.reserve(steps.size() / group + 1);
    for (std::size_t first = 0; first < steps.size(); first += group) {
        const std::size_t end = std::min(first + group, steps.size());
        double sum = 0;
        for (std::size_t i = first; i < end; ++i) sum += static_cast<double>(steps[i].*member);
        points.push_back({static_cast<double>(end), sum / static_cast<double>(end - first)});
    }
    return points;
}

std::vector<PlotPoint> epoch_points(const std::vector<nn::EpochPoint>& epochs,
                                    std::optional<double> nn::EpochPoint::*member) {
    std::vector<PlotPoint> points;
    for (const nn::EpochPoint& epoch : epochs)
        if (epoch.*member) points.push_back({static_cast<double>(epoch.step), *(epoch.*member)});
    return points;
}

std::string number_text(std::optional<double> value, int decimals) {
    return value ? fmt::format("{:.{}f}", *value, decimals) : std::string("\u2013");
}

/// The number of epochs that have ended at or before the step.
std::size_t epochs_until(const nn::Curves& curves, std::int64_t step) {
    return static_cast<std::size_t>(
        std::ranges::count_if(curves.epochs, [step](const nn::EpochPoint& epoch) { return epoch.step <= step; }));
}

void show_line(Ui& ui, Rect& area, std::string_view name, std::string_view label, const std::string& value) {
    Rect line = area.cut_top(ui.px(22));
    ui.mark(name, line);
    ui.text(line.cut_right(ui.px(86)), value, Role::text, Type::text, Align::right);
    ui.text(line, label, Role::muted, Type::caption);
}

void show_results(TrainingScene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Curves& curves = scene.results.curves;
    const nn::Snapshot* const moment = scene.moment();
    const auto step = static_cast<std::size_t>(moment != nullptr ? moment->step : 0);
    const nn::StepPoint* const here = step > 0 && step <= curves.steps.size() ? &curves.steps[step - 1] : nullptr;
    const std::size_t epochs = epochs_until(curves, static_cast<std::int64_t>(step));
    const nn::EpochPoint* const epoch = epochs > 0 ? &curves.epochs[epochs - 1] : nullptr;
    const auto number = [here](float nn::StepPoint::*member) {
        return here != nullptr ? std::optional(static_cast<double>(here->*member)) : std::nullopt;
    };
    show_line(ui, area, "training.now.accuracy", tr("Accuracy of this step"),
              number_text(number(&nn::StepPoint::accuracy), 3));
    // Epochs end at steps of their own, so that the value is seldom that of the shown step.
    show_line(ui, area, "training.now.validation",
              epoch != nullptr ? tr("Validation accuracy, epoch {}", epochs) : std::string(tr("Validation accuracy")),
              number_text(epoch != nullptr ? epoch->validation_accuracy : std::nullopt, 3));
    if (epoch != nullptr && epoch->test_accuracy)
        show_line(ui, area, "training.now.test", tr("Test accuracy, epoch {}", epochs),
                  number_text(epoch->test_accuracy, 4));
    show_line(ui, area, "training.now.loss", tr("Loss of this step"), number_text(number(&nn::StepPoint::loss), 3));
    show_line(ui, area, "training.now.speed", tr("Pictures per second"),
              with_separators(std::llround(scene.results.images_per_second)));
    area.cut_top(ui.px(8));
}

SaveAs training_film_export(const TrainingScene& scene) {
    const nn::Model& model = *scene.snapshots().back().model;
    TrainingFilmSource source{.snapshots = scene.results.snapshots,
                              .curves = scene.results.curves,
                              .title = model.info().name,
                              .node = first_weighted_node(model).value_or(0)};
    return film_export("training", [source = std::move(source)] { return training_film(source); });
}

}  // namespace

std::vector<PlotPoint> thinned_losses(const std::vector<nn::StepPoint>& steps) {
    return thinned(steps, &nn::StepPoint::loss);
}

std::vector<PlotPoint> thinned_accuracies(const std::vector<nn::StepPoint>& steps) {
    return thinned(steps, &nn::StepPoint::accuracy);
}

void CurvesPanel::update(Lines& lines, std::uint64_t run, const nn::Curves& curves) {
    if (lines.run == run && lines.steps == curves.steps.size() && lines.epochs == curves.epochs.size()) return;
    lines = {.run = run,
             .steps = curves.steps.size(),
             .epochs = curves.epochs.size(),
             .loss = thinned_losses(curves.steps),
             .accuracy = thinned_accuracies(curves.steps),
             .validation_loss = epoch_points(curves.epochs, &nn::EpochPoint::validation_loss),
             .validation_accuracy = epoch_points(curves.epochs, &nn::EpochPoint::validation_accuracy),
             .test_accuracy = epoch_points(curves.epochs, &nn::EpochPoint::test_accuracy),
             .test_loss = epoch_points(curves.epochs, &nn::EpochPoint::test_loss)};
}

void CurvesPanel::show_plots(TrainingScene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const double end = static_cast<double>(std::max<std::int64_t>(1, scene.results.step));
    const auto classes = static_cast<double>(std::min(kLargestReference, scene.keeper.task().classes));
    const bool is_logarithmic = scene.view.is_logarithmic;
    LinePlot loss{.name = "training.loss",
                  .title = tr("Loss"),
                  .y_label = tr("loss"),
                  .x_end = end,
                  .is_logarithmic = is_logarithmic};
    loss.tooltip = tr("The mean of \u2212ln(probability of the true class). Click or drag to show that moment.");
    loss.reference = PlotReference{std::log(classes), tr("guessing")};
    if (!is_logarithmic) loss.low = 0;
    LinePlot accuracy{.name = "training.accuracy",
                      .title = tr("Accuracy"),
                      .y_label = tr("accuracy"),
                      .x_end = end,
                      .low = 0,
                      .high = 1};
    accuracy.tooltip = tr("The share of right answers. Click or drag to show that moment.");
    accuracy.reference = PlotReference{1 / classes, tr("guessing")};
    for (const nn::RateChange& change : scene.results.curves.rates)
        loss.marks.push_back({static_cast<double>(change.step), tr("rate {}", change.rate)});
    accuracy.marks = loss.marks;
    if (scene.moment() != nullptr) loss.marker = accuracy.marker = static_cast<double>(scene.moment()->step);
    if (const auto& former = scene.keeper.former()) {
        update(former_, scene.keeper.runs(), former->curves);
        loss.lines.push_back({tr("before"), former_.validation_loss.empty() ? former_.loss : former_.validation_loss,
                              Role::muted, true});
        accuracy.lines.push_back({tr("before"),
                                  former_.validation_accuracy.empty() ? former_.accuracy : former_.validation_accuracy,
                                  Role::muted, true});
        const std::size_t longest = former->curves.steps.size();
        if (scene.results.step == 0)
            loss.x_end = accuracy.x_end = static_cast<double>(std::max<std::size_t>(1, longest));
    }
    loss.lines.push_back({training_name(now_.steps), now_.loss, Role::accent});
    accuracy.lines.push_back({training_name(now_.steps), now_.accuracy, Role::accent});
    if (!now_.validation_loss.empty()) {
        loss.lines.push_back({tr("validation"), now_.validation_loss, Role::winner, false, true});
        accuracy.lines.push_back({tr("validation"), now_.validation_accuracy, Role::winner, false, true});
    }
    if (!now_.test_loss.empty()) {
        loss.lines.push_back({tr("test"), now_.test_loss, Role::positive, false, true});
        accuracy.lines.push_back({tr("test"), now_.test_accuracy, Role::positive, false, true});
    }
    const float height = std::max(ui.px(kMinPlot), (area.h - ui.px(24)) / 2);
    const Rect first = area.cut_top(height, ui.px(12));
    Rect head = first;
    head = head.cut_top(ui.px(24)).cut_right(ui.px(56));
    if (button(ui, "training.log", head, tr("log"),
               {.tooltip = tr("A logarithmic scale of the loss: each line of numbers is ten times the next"),
                .on = is_logarithmic,
                .type = Type::caption}))
        scene.change_view([](TrainingView& view) { view.is_logarithmic = !view.is_logarithmic; });
    const std::optional<double> at_loss = line_plot(ui, first, loss);
    const std::optional<double> at_accuracy = line_plot(ui, area.cut_top(height, ui.px(12)), accuracy);
    shown_ = {std::move(loss), std::move(accuracy)};
    if (const std::optional<double> at = at_loss ? at_loss : at_accuracy; at && !scene.snapshots().empty())
        show_snapshot(scene, static_cast<std::ptrdiff_t>(scene.results.snapshots.nearest(std::llround(*at))));
}

void CurvesPanel::show_buttons(TrainingScene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    const nn::Snapshot* const moment = scene.moment();
    if (button(ui, "training.open", area.cut_top(ui.px(kButton), ui.px(6)), tr("Open in Layers"),
               {.icon = Icon::arrow_right,
                .tooltip = tr("Step through the model of this moment in Layers"),
                .enabled = moment != nullptr}))
        scene.frame.request(OpenTrainedModel{moment->model, fmt::format("Step {}", moment->step)});
    const Rect row = area.cut_top(ui.px(kButton), ui.px(6));
    const std::vector<Choice> models{{.key = "h5", .label = "Keras (.h5)", .enabled = moment != nullptr},
                                     {.key = "onnx", .label = "ONNX (.onnx)", .enabled = moment != nullptr}};
    const auto model = dropdown(ui, "training.save", row.column(0, 2, ui.px(6)), tr("Save model"), models, -1,
                                tr("Save the model of this moment"));
    if (model && moment != nullptr)
        scene.frame.request(
            SaveAs{fmt::format("trained-{}.{}", moment->step, models.at(static_cast<std::size_t>(*model)).key),
                   [model = moment->model](const std::filesystem::path& file) { save_model(file, *model); }});
    if (button(ui, "training.film", area.cut_top(ui.px(kButton), ui.px(6)), tr("Animation\u2026"),
               {.icon = Icon::save,
                .tooltip = tr("Save the filters and curves of all moments as an animation (.gif)"),
                .enabled = scene.snapshots().size() > 1}))
        scene.frame.request(training_film_export(scene));
    const bool has_curves = !scene.results.curves.steps.empty();
    const std::vector<Choice> forms{{.key = "csv", .label = tr("Table (.csv)"), .enabled = has_curves},
                                    {.key = "png", .label = tr("Picture (.png)"), .enabled = has_curves}};
    const auto form = dropdown(ui, "training.curves", row.column(1, 2, ui.px(6)), tr("Save curves"), forms, -1,
                               tr("Save the curves as numbers or as a picture"));
    if (!form || !has_curves) return;
    if (*form == 1) return scene.frame.request(curves_picture_export(ui, shown_));
    scene.frame.request(
        SaveAs{"curves.csv", [text = curves_csv(scene.results.curves)](const std::filesystem::path& file) {
                   write_file_atomically(file, text);
               }});
}

float CurvesPanel::show(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    update(now_, scene.results.run, scene.results.curves);
    const float lines = 22 * (now_.test_loss.empty() ? 4.0F : 5.0F) + 8 + 3 * (kButton + 6);
    const float rest = ui.px(lines);
    Rect plots = area;
    plots.h = std::max(2 * ui.px(kMinPlot) + ui.px(24), area.h - rest);
    area = {area.x, plots.bottom(), area.w, kUnboundedHeight};
    show_plots(scene, plots);
    show_results(scene, area);
    show_buttons(scene, area);
    return area.y;
}

}  // namespace convscope
