// The facts of a run of Training that goals of lessons ask for.
#pragma once

#include <optional>
#include <vector>

#include "app/jobs/training/snapshot_study.h"
#include "app/jobs/training/training_engine.h"
#include "app/lesson/values.h"

namespace convscope {

/// nullopt before a run has started. Loss and accuracy are those of the last finished epoch, before that those of the
/// last step. `health`: the dead maps of the shown moment; null if they are not known. `model`: the
/// run's network, of any moment.
std::optional<RunFacts> run_facts(const TrainingResults& results, const std::vector<DeadChannels>* health,
                                  const nn::Model* model);

}  // namespace convscope
