#include "app/document/training/training_commands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/text/translation.h"
#include "core/nn/train/build/model_settings.h"

namespace convscope {

namespace {

constexpr int kFewPictures = 500;
constexpr int kLongTraining = 30;  ///< epochs until a small training set is known by heart
constexpr double kFastFactor = 30;

void limit(nn::TrainingOptions& options) {
    const auto within = [](double value, double low, double high, double fallback) {
        return std::isfinite(value) ? std::clamp(value, low, high) : fallback;
    };
    const nn::TrainingOptions defaults;
    options.epochs = std::clamp(options.epochs, 1, kMaxTrainingEpochs);
    options.batch = std::clamp(options.batch, 1, kMaxTrainingBatch);
    options.rate = within(options.rate, kMinTrainingRate, kMaxTrainingRate, defaults.rate);
    options.decay = within(options.decay, kMinTrainingDecay, 1, defaults.decay);
    options.validation_split = within(options.validation_split, 0, kMaxTrainingSplit, defaults.validation_split);
    options.stop_accuracy = within(options.stop_accuracy, 0, 1, 0);
    options.stop_loss = within(options.stop_loss, 0, 10, 0);
    options.images = std::clamp<std::int64_t>(options.images, 1, kMaxTrainingImages);
    options.seed = std::min<std::uint64_t>(options.seed, kMaxTrainingSeed);
}

void limit_side(int& side) {
    // 0 has a meaning of its own.
    if (side != 0) side = std::clamp(side, kMinPictureSide, kMaxPictureSide);
}

void limit(nn::NetworkSettings& network) {
    network.convolutions = std::clamp(network.convolutions, 0, nn::kMaxConvolutions);
    network.filters = std::clamp(network.filters, nn::kMinFilters, nn::kMaxFilters);
    network.kernel = std::clamp(network.kernel, nn::kMinKernel, nn::kMaxKernel);
    network.dropout = std::isfinite(network.dropout) ? std::clamp(network.dropout, 0.0, nn::kMaxDropout) : 0;
    if (network.dense.size() > nn::kMaxDenseLayers) network.dense.resize(nn::kMaxDenseLayers);
    for (int& units : network.dense) units = std::clamp(units, nn::kMinUnits, nn::kMaxUnits);
}

void train_longer(Training& training) {
    training.options.epochs = std::max(training.options.epochs, kLongTraining);
    training.options.images = kFewPictures;
    training.options.validation_split = .5;  // as many for validation, so that its curve is smooth
    training.options.augmentation = nn::Augmentation::none;
}

constexpr std::array kExperiments{
    TrainingExperiment{
        "zeros", tr("Start from zeros"),
        tr("All weights start at 0, so every filter gets the gradient 0 and stays 0. Only the bias of the "
           "last layer learns, and the accuracy stays at guessing."),
        [](Training& t) { t.start = TrainingStart::zeros; }},
    TrainingExperiment{"twins", tr("Start as twins"),
                       tr("All filters of a layer start with equal numbers, so all get equal gradients and stay equal. "
                          "Many filters then see no more than one: random starts are what makes them different."),
                       [](Training& t) { t.start = TrainingStart::twins; }},
    TrainingExperiment{"fast", tr("Rate times 30"),
                       tr("Every step goes 30 times as far, and the loss jumps instead of falling. ReLU maps that are "
                          "pushed below 0 for every picture turn black and never come back."),
                       [](Training& t) { t.options.rate *= kFastFactor; }},
    TrainingExperiment{"few", tr("500 pictures"),
                       tr("The network learns 500 pictures by heart: the training loss falls to 0. On pictures that it "
                          "has never seen, the loss stops falling and rises again, so the two curves part."),
                       train_longer},
    TrainingExperiment{"shuffled", tr("Shuffled labels"),
                       tr("Every picture has the label of another one, so there is nothing to understand. The network "
                          "still learns the training set by heart; on other pictures it guesses."),
                       [](Training& t) {
                           train_longer(t);
                           t.options.shuffled_labels = true;
                       }},
    TrainingExperiment{"linear", tr("No activation"),
                       tr("Without an activation, several layers can do no more than a single one: sums of sums are "
                          "sums. Compare the accuracy with the run before."),
                       [](Training& t) { t.network.activation = nn::ActivationKind::linear; }},
    TrainingExperiment{"plain", tr("Without convolution"),
                       tr("The plain network sees pixels only, each at its own place. Compare its validation accuracy "
                          "with that of the convolutional network, which is drawn faintly."),
                       [](Training& t) {
                           t.origin = NetworkOrigin::settings;
                           t.network.convolutions = 0;
                       }}};

}  // namespace

Training limited(Training training) {
    limit(training.options);
    limit(training.network);
    limit_side(training.side);
    return training;
}

Command set_training(std::string label, std::function<void(Training&)> change, std::uint64_t gesture) {
    return {std::move(label),
            [change = std::move(change)](Document& document) {
                const Training before = document.training;
                change(document.training);
                document.training = limited(std::move(document.training));
                if (document.training.is_same_run(before)) return;
                document.training_view.moment.reset();
                document.training_view.plays_back = false;
                document.training_view.experiment.clear();
            },
            gesture};
}

Command choose_training_folder(std::filesystem::path folder) {
    return set_training(tr("data set"), [folder = std::move(folder)](Training& training) {
        training.source = TrainingSource::open_dataset;
        training.folder = folder;
    });
}

Command set_training_view(std::function<void(TrainingView&)> change) {
    return {"view", [change = std::move(change)](Document& document) { change(document.training_view); }};
}

std::span<const TrainingExperiment> training_experiments() {
    return kExperiments;
}

Command start_experiment(std::string_view key) {
    const auto* const found = std::ranges::find(kExperiments, key, &TrainingExperiment::key);
    if (found == kExperiments.end()) return set_training_view([](TrainingView&) {});
    // An early stop would end the run before it shows what it is for.
    const Command change = set_training(tr("experiment"), [apply = found->apply](Training& training) {
        training.options.stop_accuracy = training.options.stop_loss = 0;
        apply(training);
    });
    return {change.label, [change, key = std::string(key)](Document& document) {
                TrainingView& view = document.training_view;
                Training& training = document.training;
                if (!view.experiment.empty() && view.before_experiment) {
                    const Training& before = *view.before_experiment;
                    training.origin = before.origin;
                    training.network = before.network;
                    training.start = before.start;
                    training.options = before.options;
                }
                view.before_experiment = std::make_shared<const Training>(training);
                change.apply(document);
                view.experiment = key;
                view.page = TrainingPage::watch;
            }};
}

Command change_open_network() {
    return {tr("change of the network"), [](Document& document) {
                document.workspace = WorkspaceId::training;
                document.training_view.section = TrainingSection::network;
                const auto& model = document.network.model.model;
                if (!model) return;
                const std::optional<nn::NetworkSettings> settings = nn::settings_of(*model);
                document.training.origin = settings ? NetworkOrigin::settings : NetworkOrigin::open_model;
                if (settings) document.training.network = *settings;
                document.training.frozen = 0;
                document.training_view.moment.reset();
            }};
}

}  // namespace convscope
