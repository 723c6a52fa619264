// The data that the parts of the learning filter's page share in one frame.
#pragma once

#include "app/document/learning/learning_commands.h"
#include "app/gui/workspace/frame.h"
#include "app/jobs/learn_engine.h"

namespace convscope {

struct LearnScene {
    Frame& frame;
    Ui& ui;
    const LabLearning& learning;
    const LearnTask& task;
    const LearnOutput& output;
    /// The learner to show; null while the sums are computed.
    const FilterLearner* learner = nullptr;
};

}  // namespace convscope
