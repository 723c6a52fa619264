#include "app/gui/training/panels/options_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/training/panels/setting_rows.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// A number of the edit as an int; numbers that are far too large stay too large.
int whole(double value) {
    return static_cast<int>(std::lround(std::clamp(value, -1e6, 1e6)));
}

void show_rate(TrainingScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const double rate = scene.training.options.rate;
    number_setting(scene, column,
                   {"training.rate", tr("Learning rate"),
                    tr("How far a step goes. It can be changed while training runs"), tr("learning rate")},
                   rate, rate / 10, [](Training& t, double value) { t.options.rate = value; });
    const double span = std::log(kMaxTrainingRate / kMinTrainingRate);
    const double place = std::log(rate / kMinTrainingRate) / span;
    const auto moved = slider(ui, "training.rate.slider", column.cut_top(ui.px(24), ui.px(6)), place,
                              tr("The learning rate, from 0.000001 to 1. It can be changed while training runs"));
    if (!moved) return;
    // Two significant digits are enough, and easy to read.
    const double wanted = kMinTrainingRate * std::exp(*moved * span);
    const double unit = std::pow(10.0, std::floor(std::log10(wanted)) - 1);
    const double rounded = std::round(wanted / unit) * unit;
    if (rounded == rate) return;
    scene.change(
        tr("learning rate"), [rounded](Training& t) { t.options.rate = rounded; }, ui.gesture("training.rate.slider"));
}

void show_length(TrainingScene& scene, Rect& column) {
    const nn::TrainingOptions& options = scene.training.options;
    number_setting(scene, column,
                   {"training.epochs", tr("Epochs"), tr("How often all pictures are seen"), tr("number of epochs")},
                   options.epochs, 1, [](Training& t, double value) { t.options.epochs = whole(value); });
    number_setting(scene, column,
                   {"training.batch", tr("Batch"), tr("The number of pictures of one step"), tr("size of a batch")},
                   options.batch, 8, [](Training& t, double value) { t.options.batch = whole(value); });
    number_setting(
        scene, column,
        {"training.stop_accuracy", tr("Stop at accuracy"),
         tr("Ends after an epoch with at least this training accuracy, as the course's callback does; 0: never"),
         tr("accuracy to stop at")},
        options.stop_accuracy, .01, [](Training& t, double value) { t.options.stop_accuracy = value; });
    number_setting(scene, column,
                   {"training.stop_loss", tr("Stop at loss"),
                    tr("Ends after an epoch with a training loss below this; 0: never"), tr("loss to stop at")},
                   options.stop_loss, .01, [](Training& t, double value) { t.options.stop_loss = value; });
}

void show_optimizer(TrainingScene& scene, Rect& column) {
    const nn::TrainingOptions& options = scene.training.options;
    const std::array<Segment, 2> optimizers{
        Segment{"adam", tr("Adam"), tr("Each weight has a rate of its own, from the means of its gradients")},
        Segment{"sgd", tr("SGD"), tr("Gradient descent with momentum")}};
    choice_setting(scene, column, {"training.optimizer", tr("Optimizer"), "", tr("choice of the optimizer")},
                   optimizers, static_cast<int>(options.optimizer), false,
                   [](Training& t, int index) { t.options.optimizer = static_cast<nn::OptimizerKind>(index); });
    show_rate(scene, column);
    number_setting(scene, column,
                   {"training.decay", tr("Decay"), tr("The rate is multiplied by this after every epoch; 1: it stays"),
                    tr("decay of the rate")},
                   options.decay, .05, [](Training& t, double value) { t.options.decay = value; });
}

void show_start(TrainingScene& scene, Rect& column) {
    const bool has_model = scene.frame.document.network.model.model != nullptr;
    const std::array<Segment, 5> starts{
        Segment{"glorot", tr("random"), tr("Glorot: random numbers of the right size")},
        Segment{"zeros", tr("all 0"), tr("All weights are 0")},
        Segment{"twins", tr("twins"), tr("All filters of a layer have equal numbers")},
        Segment{"small", tr("small"),
                tr("Random, but ten times smaller in the first layer: what the filters learn is seen sooner")},
        // Translators: the weights of the open model
        Segment{"open", tr("open"),
                has_model ? tr("The weights of the model that is open in Layers, in layers that are equal")
                          : tr("No model is open in Layers"),
                has_model}};
    choice_setting(scene, column, {"training.start", tr("First weights"), "", tr("choice of the first weights")},
                   starts, static_cast<int>(scene.training.start), true,
                   [](Training& t, int index) { t.start = static_cast<TrainingStart>(index); });
    number_setting(scene, column,
                   {"training.frozen", tr("Frozen layers"),
                    tr("The first layers with weights that keep them while training"), tr("number of frozen layers")},
                   scene.training.frozen, 1,
                   [](Training& t, double value) { t.frozen = std::clamp(whole(value), 0, 1000); });
    number_setting(
        scene, column,
        {"training.seed", tr("Seed"), tr("The random numbers: equal seeds give equal runs"), tr("random seed")},
        static_cast<double>(scene.training.options.seed), 1, [](Training& t, double value) {
            t.options.seed = static_cast<std::uint64_t>(std::clamp(whole(value), 0, kMaxTrainingSeed));
        });
    const std::array<Segment, 3> augmentations{
        Segment{"none", tr("none"), tr("The pictures as they are")},
        Segment{"shift", tr("shift"), tr("Mirrored and moved by up to two pixels, at random")},
        Segment{"drawing", tr("draw"), tr("Also scaled, turned, bent and redrawn, as careless drawings are")}};
    choice_setting(scene, column, {"training.augmentation", tr("Augmentation"), "", tr("choice of the augmentation")},
                   augmentations, static_cast<int>(scene.training.options.augmentation), true,
                   [](Training& t, int index) { t.options.augmentation = static_cast<nn::Augmentation>(index); });
}

}  // namespace

void show_options(TrainingScene& scene, Rect& column) {
    show_length(scene, column);
    show_optimizer(scene, column);
    show_start(scene, column);
}

void show_experiments(TrainingScene& scene, Rect row) {
    std::vector<Choice> choices;
    for (const TrainingExperiment& experiment : training_experiments())
        choices.push_back({.key = std::string(experiment.key),
                           .label = std::string(experiment.title),
                           .tooltip = std::string(experiment.sentences)});
    const auto chosen = dropdown(scene.ui, "training.experiment", row, tr("Experiments\u2026"), choices, -1,
                                 tr("One click each, and one undo step; most of them fail on purpose"));
    if (!chosen) return;
    scene.frame.perform(start_experiment(training_experiments()[static_cast<std::size_t>(*chosen)].key));
    // A new rate alone would go on with the trained network.
    scene.keeper.start_anew();
}

void show_experiment_note(TrainingScene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const auto experiments = training_experiments();
    const auto found =
        std::ranges::find(experiments, std::string_view(scene.view.experiment), &TrainingExperiment::key);
    if (found == experiments.end()) return;
    Rect text = area.inset(ui.px(12), ui.px(8));
    Rect close = text.cut_right(ui.px(28), ui.px(8));
    close.h = ui.px(28);
    Rect below = text;
    ui.text(below.cut_top(ui.px(22), ui.px(2)), found->title);
    const float height = ui.px(24) + ui.paragraph(below, found->sentences, Role::text, Type::caption) + ui.px(16);
    const Rect box{area.x, area.y, area.w, height};
    ui.mark("training.note", box);
    ui.outline(box, ui.colour(Role::accent), ui.px(6), ui.line_width());
    if (button(ui, "training.note.close", close, "",
               {.icon = Icon::close,
                .tooltip = tr("Close these sentences; undo takes the experiment back"),
                .quiet = true}))
        scene.change_view([](TrainingView& view) { view.experiment.clear(); });
    area.cut_top(height, ui.px(10));
}

}  // namespace convscope
