// The facts of a run of Training that goals of lessons ask for.
#pragma once

#include <optional>

#include "app/jobs/training/training_engine.h"
#include "app/lesson/values.h"

namespace convscope {

/// nullopt before a run has started. Loss and accuracy are those of the last finished epoch, before that those of the
/// last step.
std::optional<RunFacts> run_facts(const TrainingResults& results);

}  // namespace convscope
