// The page Health: for every layer the maps that are never active, the size of the update against the size of the
// weights, and the size of the gradient.
#pragma once

#include <vector>

#include "app/gui/training/scene/training_scene.h"

namespace convscope {

class HealthPage {
  public:
    void show(TrainingScene& scene, Rect area);

  private:
    /// The row of a layer with weights.
    struct Row {
        int node = 0;
        const DeadChannels* dead = nullptr;     ///< null if its maps cannot be dead or are not known
        const nn::LayerSizes* sizes = nullptr;  ///< null before the first step
    };
    static std::vector<Row> rows_of(const TrainingScene& scene);
    static void show_header(Ui& ui, Rect line);
    static void show_row(TrainingScene& scene, const Row& row, double largest_gradient, Rect line);
};

}  // namespace convscope
