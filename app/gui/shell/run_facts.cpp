#include "app/gui/shell/run_facts.h"

namespace convscope {

std::optional<RunFacts> run_facts(const TrainingResults& results, const std::vector<DeadChannels>* health,
                                  const nn::Model* model) {
    if (results.step == 0) return std::nullopt;
    RunFacts facts{.steps = results.step,
                   .epochs = static_cast<int>(results.curves.epochs.size()),
                   .finished = results.state == EngineState::finished};
    if (!results.curves.epochs.empty()) {
        const nn::EpochPoint& last = results.curves.epochs.back();
        facts.loss = last.loss;
        facts.accuracy = last.accuracy;
        facts.validation_loss = last.validation_loss;
        facts.validation_accuracy = last.validation_accuracy;
        facts.test_accuracy = last.test_accuracy;
    } else if (!results.curves.steps.empty()) {
        facts.loss = results.curves.steps.back().loss;
        facts.accuracy = results.curves.steps.back().accuracy;
    }
    if (health != nullptr && model != nullptr) facts.never_active = static_cast<double>(count_dead(*health, *model));
    return facts;
}

}  // namespace convscope
