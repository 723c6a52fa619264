// `convscope train`: trains a model on labelled pictures, from files or drawn by the program.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/options/architecture_argument.h"
#include "app/cli/options/number_checks.h"
#include "app/cli/options/training_data.h"
#include "app/cli/output.h"
#include "app/cli/reports/training_reporter.h"
#include "app/jobs/training/run_store.h"
#include "core/base/files.h"
#include "core/base/text/printable.h"
#include "core/io/model_file.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "core/nn/train/trainer.h"

namespace convscope {

namespace {

constexpr double kMaxStopLoss = 1e6;

struct TrainArguments {
    std::string output, optimizer = "adam", augmentation = "none";
    ArchitectureArgument architecture;
    DataOption data;  ///< without images and seed, which are those of `options`
    nn::TrainingOptions options;
    std::string curves, runs;
    bool json = false;
};

volatile std::sig_atomic_t interrupted = 0;

/// During its lifetime, the first Ctrl-C sets `interrupted`; a second one ends the program.
class InterruptGuard {
  public:
    InterruptGuard() {
        interrupted = 0;
        struct sigaction action {};
        action.sa_handler = [](int) { interrupted = 1; };
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        sigaction(SIGINT, &action, &previous_action_);
    }
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;
    ~InterruptGuard() { sigaction(SIGINT, &previous_action_, nullptr); }

  private:
    struct sigaction previous_action_ {};
};

/// Writes the curves and the run, as far as they are wanted, after every epoch.
class TrainingRecorder {
  public:
    /// `pictures` is the number of examples that it learns from.
    TrainingRecorder(const TrainArguments& arguments, std::int64_t parameters, std::int64_t pictures)
        : arguments_(arguments), store_(arguments.runs) {
        if (arguments.runs.empty()) return;
        id_ = store_.new_id();
        row_ = {.title = arguments.architecture.title(),
                .settings = settings(),
                .parameters = parameters,
                .pictures = pictures,
                .rate = arguments.options.rate,
                .seed = static_cast<std::int64_t>(arguments.options.seed)};
    }

    void add_step(const nn::StepRecord& record) {
        curves_.steps.push_back({static_cast<float>(record.loss), static_cast<float>(record.accuracy)});
    }
    /// Adds the epochs that are new. Returns true if there were any.
    bool add_epochs(const std::vector<nn::EpochReport>& epochs) {
        const std::size_t known = curves_.epochs.size();
        for (std::size_t i = known; i < epochs.size(); ++i) {
            curves_.epochs.push_back(epoch_point(epochs[i], std::ssize(curves_.steps)));
            row_.seconds += epochs[i].seconds;
        }
        return curves_.epochs.size() > known;
    }
    void save(const nn::Model& model) {
        if (!arguments_.curves.empty()) write_file_atomically(arguments_.curves, curves_csv(curves_));
        if (arguments_.runs.empty() || curves_.epochs.empty()) return;
        const nn::EpochPoint& last = curves_.epochs.back();
        row_.steps = std::ssize(curves_.steps);
        row_.epochs = last.epoch;
        row_.loss = last.loss;
        row_.accuracy = last.accuracy;
        row_.validation_loss = last.validation_loss;
        row_.validation_accuracy = last.validation_accuracy;
        nn::Snapshots moment;
        moment.add({row_.steps, std::make_shared<const nn::Model>(model)});
        store_.save(id_, row_, curves_, moment);
    }

  private:
    std::string settings() const {
        const auto& [name, filters, convolutions] = arguments_.architecture;
        Json json{{"architecture", name}, {"data", arguments_.data.name}};
        if (filters) json["filters"] = *filters;
        if (convolutions) json["convolutions"] = *convolutions;
        return json_line(json);
    }

    const TrainArguments& arguments_;
    RunStore store_;
    std::string id_;
    RunRow row_;
    nn::Curves curves_;
};

/// Trains until the end or Ctrl-C; saves the model after every epoch, so that students can watch in the window.
void train(nn::Trainer& trainer, const TrainArguments& a, TrainingRecorder& recorder) {
    TrainingReporter reporter(a.options.epochs, a.json);
    nn::StepRecord record;
    while (trainer.step({}, record)) {
        recorder.add_step(record);
        const nn::TrainingProgress progress = trainer.progress();
        reporter.show(progress);
        if (recorder.add_epochs(progress.epochs)) {
            const nn::Model model = trainer.snapshot();
            save_model(a.output, model);
            recorder.save(model);
        }
        if (interrupted != 0) trainer.cancel();
    }
    reporter.show(trainer.progress());
    reporter.end();
}

/// Throws LoadError for data that is missing and for outputs that cannot be written or would replace other files. The
/// model whose training goes on may be replaced.
void check_files(const TrainArguments& a) {
    a.data.check();
    refuse_overwriting({.inputs = {}, .outputs = {a.output, a.curves, a.runs}});
    if (!a.architecture.is_named()) refuse_same_file(a.curves, a.architecture.name);
    if (!a.curves.empty()) check_writable(a.curves);
    for (const std::string& file : {a.output, a.curves}) a.data.refuse_replacing(file);
    if (!a.runs.empty()) check_folder(a.runs);
}

void run_train(const TrainArguments& a) {
    check_files(a);
    std::optional<nn::Model> given;
    if (!a.architecture.is_named()) given = a.architecture.load(a.options.seed);
    // Report an output that cannot be written now, not after hours of training. All named networks can be saved.
    check_saving(a.output, given ? *given : nn::plain_model(a.options.seed));
    const DataOption drawn{a.data.name, a.options.images, a.options.seed};
    const auto data = std::make_shared<const nn::Dataset>(drawn.load_training().train);
    const nn::Model model = given ? *given : a.architecture.build(*data, a.options.seed);
    nn::Trainer trainer(model, data, a.options);
    TrainingRecorder recorder(a, parameter_count(model), nn::split_of(data->size(), a.options).training);
    const InterruptGuard guard;
    train(trainer, a, recorder);
    save_model(a.output, trainer.best());
    recorder.save(trainer.best());
    if (interrupted == 0) return;
    const auto epochs = trainer.progress().epochs;
    const bool validated = !epochs.empty() && epochs.front().validation_loss;
    std::cerr << "Training was interrupted. " << printable(a.output) << " holds the model "
              << (validated ? "with the lowest validation loss so far" : "of the last step") << ".\n";
}

/// Of `--augment`; without a value it is shift.
nn::Augmentation augmentation_named(const std::string& name) {
    if (name == "none") return nn::Augmentation::none;
    return name == "drawing" ? nn::Augmentation::drawing : nn::Augmentation::shift;
}

void add_subject_options(CLI::App& command, TrainArguments& a) {
    a.architecture.add_options(command);
    command.add_option("--data", a.data.name, kDataHelp)->required()->type_name("DIR|drawn:NAME");
    command.add_option("--images", a.options.images, "train with at most N images [all, 10000 drawn ones]")
        ->type_name("N")
        ->check(CLI::Range(std::int64_t{1}, nn::kMaxDrawnExamples));
    command.add_option("--curves", a.curves, "write loss and accuracy of every step and epoch as CSV")
        ->type_name("FILE");
    command.add_option("--runs", a.runs, "keep the run, with its curves and model, in a folder of its own in DIR")
        ->type_name("DIR");
    command.add_option("-o,--output", a.output, "the model file to write: .h5 or .onnx")
        ->required()
        ->type_name("MODEL");
}

void add_training_options(CLI::App& command, TrainArguments& a) {
    nn::TrainingOptions& o = a.options;
    command.add_option("--epochs", o.epochs, "number of epochs: passes over all images [5]")
        ->type_name("N")
        ->check(CLI::Range(1, 100'000));
    command.add_option("--batch", o.batch, "images per step [32]")->type_name("N")->check(CLI::Range(1, 100'000));
    require_between(*command.add_option("--rate", o.rate, "learning rate [0.001]")->type_name("R"), 1e-9, 10);
    require_seed(*command
                      .add_option("--seed", o.seed,
                                  "random seed for weights, validation split, image order, augmentation and dropout "
                                  "[1]")
                      ->type_name("N"));
    command.add_option("--optimizer", a.optimizer, "adam or sgd [adam]")->check(CLI::IsMember({"adam", "sgd"}));
    require_between(*command.add_option("--momentum", o.momentum, "momentum of sgd [0.9]")->type_name("M"), 0, 0.9999);
    require_between(*command.add_option("--decay", o.decay, "multiply the learning rate by D after every epoch [1]")
                         ->type_name("D"),
                    1e-3, 1);
    require_between(
        *command
             .add_option("--validation", o.validation_split, "share of the images kept for choosing the best epoch [0]")
             ->type_name("SHARE"),
        0, 0.9);
    command.add_option("--patience", o.patience, "stop after N epochs without a lower validation loss [never]")
        ->type_name("N")
        ->check(CLI::Range(1, 100'000));
    require_between(*command.add_option("--stop-loss", o.stop_loss, "stop after an epoch with a loss below L [never]")
                         ->type_name("L"),
                    0, kMaxStopLoss);
    require_between(*command
                         .add_option("--stop-accuracy", o.stop_accuracy,
                                     "stop after an epoch with an accuracy of at least A [never]")
                         ->type_name("A"),
                    0, 1);
    command
        .add_option("--augment", a.augmentation,
                    "change training images at random: shift (the default: flip them and shift them by up to two "
                    "pixels) or drawing (also scale, rotate, bend, thicken and redraw them as careless drawings)")
        ->type_name("KIND")
        ->expected(0, 1)
        ->check(CLI::IsMember({"none", "shift", "drawing"}));
    command.add_flag("--json", a.json, "print a line of JSON per epoch");
}

}  // namespace

void add_train_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("train", "Train a model on labelled pictures");
    const auto arguments = std::make_shared<TrainArguments>();
    add_subject_options(*command, *arguments);
    add_training_options(*command, *arguments);
    command->callback([arguments, &action] {
        arguments->options.optimizer = arguments->optimizer == "sgd" ? nn::OptimizerKind::sgd : nn::OptimizerKind::adam;
        arguments->options.augmentation = augmentation_named(arguments->augmentation);
        if (arguments->options.patience > 0 && arguments->options.validation_split == 0)
            throw CLI::ValidationError("--patience needs --validation");
        arguments->architecture.validate();
        action = [arguments] { run_train(*arguments); };
    });
}

}  // namespace convscope
