// `convscope train`: trains a model on a data set in IDX files, as MNIST is distributed.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "core/base/files.h"
#include "core/base/text/printable.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/io/keras/read/config.h"
#include "core/io/model_file.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/trainer.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxArchitectureBytes = 16 << 20;
constexpr double kSecondsBetweenBars = 0.1;

struct TrainArguments {
    std::string architecture, data, output, optimizer = "adam", augmentation = "none";
    nn::TrainingOptions options;
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

nn::Model load_architecture(const TrainArguments& a) {
    const auto named = std::ranges::find(nn::kArchitectures, a.architecture, &nn::Architecture::name);
    if (named != nn::kArchitectures.end()) return named->build(a.options.seed);
    // A model with weights is trained on from these.
    const std::string ending = std::filesystem::path(a.architecture).extension().string();
    if (ending == ".h5" || ending == ".keras" || ending == ".onnx") return load_model(a.architecture);
    const std::vector<std::uint8_t> bytes = read_file(
        a.architecture, kMaxArchitectureBytes, "give course, plain, a model file or a file with a Keras model's JSON");
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const nn::Model model = initialised(keras::model_from_json(text, a.architecture), a.options.seed);
    nn::ModelInfo info = model.info();
    info.preprocessing_known = true;  // the model is trained with this preprocessing
    return model.with_info(std::move(info));
}

std::string time_text(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds);
    return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{}:{:02} min", whole / 60, whole % 60);
}

std::string bar_text(const nn::TrainingProgress& p, int epochs) {
    constexpr int kWidth = 24;
    const auto done = static_cast<std::size_t>(kWidth * p.step / std::max<std::int64_t>(1, p.steps));
    return fmt::format("\repoch {}/{} [{}{}] loss {:.4f}  accuracy {:.4f}  {:.0f} images/s  {} left \x1b[K", p.epoch,
                       epochs, std::string(done, '='), std::string(kWidth - done, ' '), p.loss, p.accuracy,
                       p.images_per_second, time_text(p.seconds_left));
}

std::string epoch_text(const nn::EpochReport& r, int epochs) {
    std::string text = fmt::format("epoch {}/{}  loss {:.4f}  accuracy {:.4f}", r.epoch, epochs, r.loss, r.accuracy);
    if (r.validation_loss)
        text += fmt::format("  validation loss {:.4f}  accuracy {:.4f}", *r.validation_loss, *r.validation_accuracy);
    return text + fmt::format("  {:.0f} images/s  {:.1f} s\n", r.images_per_second, r.seconds);
}

std::string epoch_json(const nn::EpochReport& r) {
    Json json{{"epoch", r.epoch}, {"loss", r.loss},       {"accuracy", r.accuracy},
              {"rate", r.rate},   {"seconds", r.seconds}, {"images_per_second", r.images_per_second}};
    if (r.validation_loss) {
        json["validation_loss"] = *r.validation_loss;
        json["validation_accuracy"] = *r.validation_accuracy;
    }
    return json.dump() + "\n";
}

/// Prints epochs to standard output and, on a terminal, a bar to standard error.
class Reporter {
  public:
    explicit Reporter(const TrainArguments& a)
        : epochs_(a.options.epochs), json_(a.json), bar_(isatty(STDERR_FILENO) == 1) {}

    void show(const nn::TrainingProgress& progress) {
        for (; shown_ < progress.epochs.size(); ++shown_) {
            const nn::EpochReport& report = progress.epochs[shown_];
            if (bar_) std::cerr << "\r\x1b[K" << std::flush;
            std::cout << (json_ ? epoch_json(report) : epoch_text(report, epochs_)) << std::flush;
        }
        const auto now = std::chrono::steady_clock::now();
        if (!bar_ || std::chrono::duration<double>(now - last_bar_time_).count() < kSecondsBetweenBars) return;
        last_bar_time_ = now;
        std::cerr << bar_text(progress, epochs_) << std::flush;
    }

    void end() const {
        if (bar_) std::cerr << "\r\x1b[K" << std::flush;
    }

  private:
    int epochs_;
    bool json_, bar_;
    std::size_t shown_ = 0;
    std::chrono::steady_clock::time_point last_bar_time_;
};

void run_train(const TrainArguments& a) {
    const nn::Model model = load_architecture(a);
    // Report an output that cannot be written now, not after hours of training.
    check_saving(a.output, model);
    const auto data = std::make_shared<const nn::Dataset>(load_dataset(a.data, DatasetPart::train));
    nn::Trainer trainer(model, data, a.options);
    const InterruptGuard guard;
    Reporter reporter(a);
    std::size_t saved_epochs = 0;
    while (trainer.step()) {
        const nn::TrainingProgress progress = trainer.progress();
        reporter.show(progress);
        // Save after every epoch, so that students can watch the training in the window.
        if (progress.epochs.size() > saved_epochs) save_model(a.output, trainer.snapshot());
        saved_epochs = progress.epochs.size();
        if (interrupted != 0) trainer.cancel();
    }
    reporter.show(trainer.progress());
    reporter.end();
    save_model(a.output, trainer.best());
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

void add_options(CLI::App& command, TrainArguments& a) {
    nn::TrainingOptions& o = a.options;
    command
        .add_option("--arch", a.architecture,
                    "course, plain, a file with a Keras model's JSON, or a model file whose training goes on")
        ->required()
        ->type_name("course|plain|FILE");
    command
        .add_option("--data", a.data, "the folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, .gz or not")
        ->required()
        ->type_name("DIR");
    command.add_option("-o,--output", a.output, "the model file to write: .h5 or .onnx")
        ->required()
        ->type_name("MODEL");
    command.add_option("--epochs", o.epochs, "number of epochs: passes over all images [5]")
        ->type_name("N")
        ->check(CLI::Range(1, 100'000));
    command.add_option("--batch", o.batch, "images per step [32]")->type_name("N")->check(CLI::Range(1, 100'000));
    command.add_option("--rate", o.rate, "learning rate [0.001]")->type_name("R")->check(CLI::Range(1e-9, 10.0));
    command
        .add_option("--seed", o.seed,
                    "random seed for weights, validation split, image order, augmentation and dropout [1]")
        ->type_name("N");
    command.add_option("--optimizer", a.optimizer, "adam or sgd [adam]")->check(CLI::IsMember({"adam", "sgd"}));
    command.add_option("--momentum", o.momentum, "momentum of sgd [0.9]")
        ->type_name("M")
        ->check(CLI::Range(0.0, 0.9999));
    command.add_option("--decay", o.decay, "multiply the learning rate by D after every epoch [1]")
        ->type_name("D")
        ->check(CLI::Range(1e-3, 1.0));
    command.add_option("--validation", o.validation_split, "share of the images kept for choosing the best epoch [0]")
        ->type_name("SHARE")
        ->check(CLI::Range(0.0, 0.9));
    command.add_option("--patience", o.patience, "stop after N epochs without a lower validation loss [never]")
        ->type_name("N")
        ->check(CLI::Range(1, 100'000));
    command.add_option("--stop-loss", o.stop_loss, "stop after an epoch with a loss below L [never]")->type_name("L");
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
    add_options(*command, *arguments);
    command->callback([arguments, &action] {
        arguments->options.optimizer = arguments->optimizer == "sgd" ? nn::OptimizerKind::sgd : nn::OptimizerKind::adam;
        arguments->options.augmentation = augmentation_named(arguments->augmentation);
        if (arguments->options.patience > 0 && arguments->options.validation_split == 0)
            throw CLI::ValidationError("--patience needs --validation");
        action = [arguments] { run_train(*arguments); };
    });
}

}  // namespace convscope
