// The section Network of the left panel: the exercises as switches, and the summary of the layers with its arithmetic.
#pragma once

#include <memory>

#include "app/gui/training/scene/training_scene.h"

namespace convscope {

class NetworkPanel {
  public:
    /// Cuts the used part off the top of `column`.
    void show(TrainingScene& scene, Rect& column);

  private:
    void show_summary(TrainingScene& scene, Rect& column);

    /// The layers as a model, for the arithmetic; made again only if the settings change.
    nn::NetworkSettings settings_;
    nn::NetworkTask task_;
    std::shared_ptr<const nn::Model> outline_model_;
};

}  // namespace convscope
