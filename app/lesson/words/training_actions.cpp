// The words of Training.
#include <algorithm>
#include <array>
#include <vector>

#include "app/document/training/training_commands.h"
#include "app/lesson/words/actions.h"

namespace convscope {

namespace {

constexpr auto kDatasets = std::span(kTrainingSourceNames).first<4>();
constexpr std::array<std::string_view, 2> kArchitectureNames{"course", "plain"};
constexpr std::array<std::string_view, 2> kPaddings{"valid", "same"};
constexpr std::array<std::string_view, 4> kHiddenNames{"linear", "relu", "tanh", "sigmoid"};
constexpr std::array<std::string_view, 3> kAugmentations{"none", "shift", "drawing"};
constexpr auto kStartNames = std::span(kTrainingStartNames).first<3>();

void change(SettingScene& scene, const std::function<void(Training&)>& edit) {
    set_training("lesson", edit).apply(scene.document);
}

void apply_dataset(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change(scene, [source = scene.arguments.choice<TrainingSource>(0, kDatasets)](Training& training) {
        training.source = source;
        training.folder.clear();
    });
}

void apply_architecture(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const bool is_plain = scene.arguments.one_of(0, kArchitectureNames) == 1;
    change(scene, [is_plain](Training& training) {
        training.origin = NetworkOrigin::settings;
        training.network = is_plain ? nn::plain_settings() : nn::NetworkSettings();
    });
}

/// A change of the network's switches, which are then used in place of the open model.
void change_network(SettingScene& scene, const std::function<void(nn::NetworkSettings&)>& edit) {
    change(scene, [&edit](Training& training) {
        training.origin = NetworkOrigin::settings;
        edit(training.network);
    });
}

/// A word with one whole number that sets a switch of the network.
template <int nn::NetworkSettings::*member, int low, int high>
void apply_switch(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const auto value = static_cast<int>(scene.arguments.integer(0, low, high));
    change_network(scene, [value](nn::NetworkSettings& network) { network.*member = value; });
}

void apply_pool(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_network(scene, [pooling = scene.arguments.choice<nn::PoolingChoice>(0, nn::kPoolingChoiceNames)](
                              nn::NetworkSettings& network) { network.pooling = pooling; });
}

void apply_padding(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_network(scene, [same = scene.arguments.one_of(0, kPaddings) == 1](nn::NetworkSettings& network) {
        network.same_padding = same;
    });
}

void apply_activation(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const std::size_t which = scene.arguments.one_of(0, kHiddenNames);
    change_network(scene,
                   [which](nn::NetworkSettings& network) { network.activation = nn::kHiddenActivations.at(which); });
}

void apply_dense(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, nn::kMaxDenseLayers);
    std::vector<int> dense;
    for (std::size_t i = 0; i < a.size() && a.text(0) != "none"; ++i)
        dense.push_back(static_cast<int>(a.integer(i, nn::kMinUnits, nn::kMaxUnits)));
    change_network(scene, [dense](nn::NetworkSettings& network) { network.dense = dense; });
}

void apply_dropout(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_network(scene, [share = scene.arguments.number(0, 0, nn::kMaxDropout)](nn::NetworkSettings& network) {
        network.dropout = share;
    });
}

void apply_batch_normalization(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_network(scene,
                   [on = scene.arguments.on(0)](nn::NetworkSettings& network) { network.batch_normalization = on; });
}

/// A word with one number that sets an option.
template <double nn::TrainingOptions::*member>
void apply_number(SettingScene& scene, double low, double high) {
    scene.arguments.expect(1, 1);
    change(scene,
           [value = scene.arguments.number(0, low, high)](Training& training) { training.options.*member = value; });
}
void apply_rate(SettingScene& scene) {
    apply_number<&nn::TrainingOptions::rate>(scene, kMinTrainingRate, kMaxTrainingRate);
}
void apply_decay(SettingScene& scene) {
    apply_number<&nn::TrainingOptions::decay>(scene, kMinTrainingDecay, 1);
}
void apply_validation(SettingScene& scene) {
    apply_number<&nn::TrainingOptions::validation_split>(scene, 0, kMaxTrainingSplit);
}
void apply_stop_accuracy(SettingScene& scene) {
    apply_number<&nn::TrainingOptions::stop_accuracy>(scene, 0, 1);
}
void apply_stop_loss(SettingScene& scene) {
    apply_number<&nn::TrainingOptions::stop_loss>(scene, 0, 10);
}

/// A word with one whole number that sets an option.
template <auto member>
void apply_count(SettingScene& scene, std::int64_t low, std::int64_t high) {
    scene.arguments.expect(1, 1);
    change(scene, [value = scene.arguments.integer(0, low, high)](Training& training) {
        auto& option = training.options.*member;
        option = static_cast<std::remove_reference_t<decltype(option)>>(value);
    });
}
void apply_images(SettingScene& scene) {
    apply_count<&nn::TrainingOptions::images>(scene, 1, kMaxTrainingImages);
}
void apply_epochs(SettingScene& scene) {
    apply_count<&nn::TrainingOptions::epochs>(scene, 1, kMaxTrainingEpochs);
}
void apply_batch(SettingScene& scene) {
    apply_count<&nn::TrainingOptions::batch>(scene, 1, kMaxTrainingBatch);
}
void apply_seed(SettingScene& scene) {
    apply_count<&nn::TrainingOptions::seed>(scene, 0, kMaxTrainingSeed);
}

void apply_frozen(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change(scene, [count = scene.arguments.integer(0, 0, 1000)](Training& training) {
        training.frozen = static_cast<int>(count);
    });
}

void apply_shuffled_labels(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change(scene, [on = scene.arguments.on(0)](Training& training) { training.options.shuffled_labels = on; });
}

void apply_augmentation(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change(scene, [kind = scene.arguments.choice<nn::Augmentation>(0, kAugmentations)](Training& training) {
        training.options.augmentation = kind;
    });
}

void apply_optimizer(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change(scene, [kind = scene.arguments.choice<nn::OptimizerKind>(0, nn::kOptimizerNames)](Training& training) {
        training.options.optimizer = kind;
    });
}

void apply_start(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change(scene, [start = scene.arguments.choice<TrainingStart>(0, kStartNames)](Training& training) {
        training.start = start;
    });
}

void apply_experiment(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    std::vector<std::string_view> names;
    for (const TrainingExperiment& experiment : training_experiments()) names.push_back(experiment.key);
    start_experiment(names[scene.arguments.one_of(0, names)]).apply(scene.document);
}

void apply_section(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_training_view([section =
                           scene.arguments.choice<TrainingSection>(0, kTrainingSectionNames)](TrainingView& view) {
        view.section = section;
    }).apply(scene.document);
}

constexpr std::array kActions{
    WordAction{"dataset", apply_dataset},
    WordAction{"images", apply_images},
    WordAction{"shuffled-labels", apply_shuffled_labels},
    WordAction{"validation", apply_validation},
    WordAction{"augmentation", apply_augmentation},
    WordAction{"architecture", apply_architecture},
    WordAction{"convolutions", apply_switch<&nn::NetworkSettings::convolutions, 0, nn::kMaxConvolutions>},
    WordAction{"filters", apply_switch<&nn::NetworkSettings::filters, nn::kMinFilters, nn::kMaxFilters>},
    WordAction{"kernel-size", apply_switch<&nn::NetworkSettings::kernel, nn::kMinKernel, nn::kMaxKernel>},
    WordAction{"pool", apply_pool},
    WordAction{"padding", apply_padding},
    WordAction{"activation", apply_activation},
    WordAction{"dense", apply_dense},
    WordAction{"dropout", apply_dropout},
    WordAction{"batch-normalization", apply_batch_normalization},
    WordAction{"epochs", apply_epochs},
    WordAction{"batch", apply_batch},
    WordAction{"rate", apply_rate},
    WordAction{"decay", apply_decay},
    WordAction{"optimizer", apply_optimizer},
    WordAction{"seed", apply_seed},
    WordAction{"start", apply_start},
    WordAction{"frozen", apply_frozen},
    WordAction{"stop-accuracy", apply_stop_accuracy},
    WordAction{"stop-loss", apply_stop_loss},
    WordAction{"experiment", apply_experiment},
    WordAction{"section", apply_section},
};

}  // namespace

std::span<const WordAction> training_actions() {
    return kActions;
}

}  // namespace convscope
