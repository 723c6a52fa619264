// The section Options of the left panel: how long, how fast and from which weights the network learns.
#pragma once

#include "app/gui/training/scene/training_scene.h"

namespace convscope {

/// Cuts the used part off the top of `column`.
void show_options(TrainingScene& scene, Rect& column);

/// The list of experiments, most of which fail on purpose.
void show_experiments(TrainingScene& scene, Rect row);
/// The sentences of the experiment that was started, with a button that closes them. Cuts its room off `area`; draws
/// nothing without an experiment.
void show_experiment_note(TrainingScene& scene, Rect& area);

}  // namespace convscope
