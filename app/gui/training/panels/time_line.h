// The bar along the bottom: transport, speed, and the slider over the snapshots, whose moment all views show.
#pragma once

#include "app/gui/training/scene/training_scene.h"

namespace convscope {

/// The height of the bar in a window of this width: one row, or two if it is narrow.
float time_line_height(const Ui& ui, float width);
void show_time_line(TrainingScene& scene, Rect place);
/// The keys of the transport and the slider: Space, Right, Home, End, each also with Shift, comma and period.
void time_line_keys(TrainingScene& scene);
/// Plays all moments from the shown one on, or from the first; or ends that.
void toggle_playback(TrainingScene& scene);

/// The view after `seconds` of playing the snapshots; unchanged if it does not play.
TrainingView advance_playback(TrainingView view, const nn::Snapshots& snapshots, double seconds);

}  // namespace convscope
