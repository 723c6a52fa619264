// Enlarged maps next to each other: a map and its source, two maps of a layer, or, after edits, the trained map, the
// edited map and their difference.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "app/gui/widgets/maps/view_painter.h"

namespace convscope {

class MapPage {
  public:
    /// Returns the lower edge of its content.
    float show(Scene& scene, gl::TilePainter& painter, Rect area);
    /// The maps of the last frame: "map.source", "map.now", "map.second", "map.trained", "map.difference". Their values
    /// are valid until the next frame.
    const std::vector<HeatMap>& maps() const { return maps_; }

  private:
    /// The kind of a map on the page.
    enum class Part { source, now, second, trained, difference };
    struct Slot {
        Part part = Part::now;
        std::string title;
        int node = 0;
        std::int64_t channel = 0;
    };
    struct CachedMap {
        std::uint64_t revision = 0;
        int node = -1;
        std::int64_t channel = -1;
        FloatImage image;
        Range range;
        std::uint64_t version = 0;
    };
    static std::vector<Slot> slots_for(const Scene& scene);
    const CachedMap& values_of(const Scene& scene, const Slot& slot);
    HeatMap heat_map(Scene& scene, const Slot& slot, Rect area, const std::vector<Slot>& slots);
    void show_slot(Scene& scene, const Slot& slot, HeatMap& heat);
    void show_marks(Scene& scene, const Slot& slot, const HeatMap& heat) const;
    void interact(Scene& scene, const Slot& slot, const HeatMap& heat, const Item& item);

    std::array<CachedMap, 5> cache_;  ///< one for each Part
    std::uint64_t versions_ = 0;
    std::vector<HeatMap> maps_;
    ViewPainter view_painter_;
    std::optional<Cell> menu_cell_;  ///< the pixel on which the menu was opened
};

}  // namespace convscope
