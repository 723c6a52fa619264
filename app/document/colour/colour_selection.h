// The pixels of the colour page that are highlighted together. Must not include anything that draws.
#pragma once

#include <optional>

#include "app/document/lab/selection.h"
#include "core/filter/colour/colour_filter.h"

namespace convscope {

/// select() for the colour page. A pixel of Stage::input lies on the picture or any of its channels, a pixel of
/// Stage::filtered on the map or any slice's sum. nullopt if the pixel does not exist or the settings give no output.
std::optional<Selection> select_colour(const Picture& picture, const ColourFilterSettings& settings,
                                       const PixelRef& pixel);

}  // namespace convscope
