// The method "Occlusion" of the page "Why": a patch that the user drags over the picture, and the map of all patches.
#pragma once

#include "app/gui/network/why/overlay_view.h"
#include "app/gui/network/why/why_scene.h"

namespace convscope {

class WhyOcclusion {
  public:
    /// Returns the lower edge of the content.
    float show(const WhyScene& why, Rect area);
    /// For tests: the picture with the patch, and the map, of the last frame.
    const OverlayView& patch() const { return patch_; }
    const OverlayView& map() const { return map_; }

  private:
    void show_patch(const WhyScene& why, Rect area);
    void move_patch(const WhyScene& why, const Item& item) const;
    void show_map(const WhyScene& why, Rect area);

    OverlayView patch_, map_;
};

/// The occlusion that the page's controls describe. Values that the user has not chosen come from `suggested`.
nn::Occlusion occlusion_of(const WhyView& view, const nn::Occlusion& suggested);

}  // namespace convscope
