// The section Data of the left panel: which pictures, how many, their labels, and one example of each class.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/gui/panels/dataset/picture_sheet.h"
#include "app/gui/training/scene/training_scene.h"

namespace convscope {

class DataPanel {
  public:
    /// Cuts the used part off the top of `column`.
    void show(TrainingScene& scene, Rect& column);

  private:
    void show_examples(TrainingScene& scene, Rect& column);
    /// Finds the first example and the number of examples of each class.
    void find_classes(const std::shared_ptr<const nn::Dataset>& data);

    std::shared_ptr<const nn::Dataset> data_;
    std::vector<std::int64_t> first_, counts_;  ///< by class; -1 for a class without examples
    PictureSheet sheet_;
};

}  // namespace convscope
