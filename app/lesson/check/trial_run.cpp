#include "app/lesson/check/trial_run.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <numeric>
#include <optional>
#include <vector>

#include "app/jobs/training/snapshot_study.h"
#include "app/jobs/training/training_setup.h"
#include "core/nn/train/trainer.h"
#include "core/nn/train/watch/dead_channels.h"

namespace convscope {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kMaxStudied = 1000;

/// The untrained model that the settings describe.
std::shared_ptr<const nn::Model> start_of(const Document& document, const nn::Dataset& data) {
    const Training& training = document.training;
    StartKey key{.task = {.name = "training", .input = data.example, .classes = data.classes()},
                 .settings = training.network,
                 .frozen = training.frozen,
                 .seed = training.options.seed};
    if (training.origin == NetworkOrigin::open_model) {
        key.settings.reset();
        key.given = document.network.model.model;
    }
    if (training.start == TrainingStart::open_model)
        key.given = document.network.model.model;
    else
        key.start = static_cast<nn::WeightStart>(training.start);
    return make_start(key).model;
}

/// The number of maps and units that are never active on the pictures that the page Health studies.
double never_active(const nn::Trainer& trainer, const nn::Dataset& data) {
    std::vector<std::int64_t> examples(trainer.validation_indices().begin(), trainer.validation_indices().end());
    if (examples.empty()) {
        examples.resize(static_cast<std::size_t>(std::min(kMaxStudied, data.size())));
        std::iota(examples.begin(), examples.end(), 0);
    }
    const nn::Model model = trainer.snapshot();
    const auto layers = nn::dead_channels(model, data, examples);
    return layers ? static_cast<double>(count_dead(*layers, model)) : 0;
}

RunFacts facts_of(const nn::Trainer& trainer, const nn::TrainingProgress& progress, const nn::Dataset& data) {
    RunFacts facts{.steps = trainer.steps_taken(), .epochs = static_cast<int>(std::ssize(progress.epochs))};
    facts.finished = progress.state != nn::TrainingState::running;
    if (progress.epochs.empty()) return facts;
    const nn::EpochReport& last = progress.epochs.back();
    facts.loss = last.loss;
    facts.accuracy = last.accuracy;
    facts.validation_loss = last.validation_loss;
    facts.validation_accuracy = last.validation_accuracy;
    facts.never_active = never_active(trainer, data);
    return facts;
}

}  // namespace

TrialResult trial_run(const Document& document, double seconds,
                      const std::function<bool(const RunFacts&)>& is_reached) {
    const Training& training = document.training;
    const std::optional<nn::DrawnSet> drawn = drawn_set_of(training.source);
    if (!drawn) return TrialResult::stopped;
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    const auto data =
        std::make_shared<const nn::Dataset>(nn::drawn_dataset(*drawn, training.drawn_pictures(), PicturesKey{}.seed));
    nn::Trainer trainer(*start_of(document, *data), data, training.options);
    std::size_t epochs = 0;
    while (trainer.step()) {
        const nn::TrainingProgress progress = trainer.progress();
        if (progress.epochs.size() > epochs) {
            epochs = progress.epochs.size();
            if (is_reached(facts_of(trainer, progress, *data))) return TrialResult::reached;
        }
        if (Clock::now() >= end) return TrialResult::stopped;
    }
    return is_reached(facts_of(trainer, trainer.progress(), *data)) ? TrialResult::reached : TrialResult::finished;
}

}  // namespace convscope
