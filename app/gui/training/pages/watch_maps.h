// The maps of one layer for the pinned picture at the shown moment, on the page Watch.
#pragma once

#include <cstdint>
#include <memory>

#include "app/gui/training/scene/training_scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class WatchMaps {
  public:
    /// Shows the view's layer, whose values are computed in the background.
    void show(TrainingScene& scene, gl::TilePainter& painter, Rect area);

    /// The values as shown last, for tests; null before there are any.
    const std::shared_ptr<const SnapshotMaps>& maps() const { return maps_; }

  private:
    std::shared_ptr<const SnapshotMaps> maps_;
    std::uint64_t revision_ = 0;
    TileCanvas canvas_;
};

/// The layer whose maps the view shows; nullopt if it shows the filters' change, or if the model has no such layer.
std::optional<int> shown_layer(const TrainingView& view, const nn::Model& model);

}  // namespace convscope
