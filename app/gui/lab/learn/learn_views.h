// The four pictures of the learning filter.
#pragma once

#include "app/gui/lab/learn/learn_scene.h"
#include "app/gui/widgets/maps/view_painter.h"

namespace convscope {

/// Input, target, the output of the current values, and the difference, side by side: "learn.input", "learn.target",
/// "learn.output", "learn.difference". Target, output and difference share their colours' range, so that the difference
/// fades as the filter learns.
void show_learn_views(LearnScene& scene, Rect area, ViewPainter& painter);

/// "Target: a hidden filter", "Target: Vertical edges (Sobel)", "Target: boat.png".
std::string target_title(const LabLearning& learning);

}  // namespace convscope
