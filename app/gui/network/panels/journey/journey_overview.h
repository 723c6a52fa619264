// The overview below a long journey: a bar for each layer, as high as its maps, and a frame around the visible part.
#pragma once

#include <optional>

#include "app/gui/network/panels/journey/journey_layout.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

/// The part of the strip that is visible, in screen pixels from the strip's left end.
struct VisiblePart {
    float scroll = 0, width = 0;
    bool operator==(const VisiblePart&) const = default;
};

/// Returns the new scroll position after a click or drag or, while it has the focus, after Left, Right, Page Up, Page
/// Down, Home or End; nullopt otherwise. The item is named "journey.overview", the frame "journey.overview.frame".
std::optional<float> journey_overview(Scene& scene, Rect place, const JourneyLayout& layout, VisiblePart visible);

}  // namespace convscope
