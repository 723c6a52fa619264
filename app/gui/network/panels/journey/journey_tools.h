// The row below the journey of a long model: the search for a layer, the switch that folds blocks, and the overview.
#pragma once

#include <optional>

#include "app/gui/network/panels/journey/journey_layout.h"
#include "app/gui/network/panels/journey/journey_overview.h"
#include "app/gui/network/panels/journey/layer_search.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

class JourneyTools {
  public:
    /// Returns the strip's new scroll position if the user has chosen one.
    std::optional<float> show(Scene& scene, Rect row, const JourneyLayout& layout, VisiblePart visible);
    /// Takes Ctrl+F from the keys and opens the search.
    void keys(Scene& scene);

  private:
    LayerSearch search_;
};

}  // namespace convscope
