// The pixels of the colour page that are highlighted together. Must not include anything that draws.
#pragma once

#include <optional>

#include "app/document/lab/selection.h"
#include "core/filter/colour/colour_filter.h"

namespace convscope {

/// As select(): Stage::input is a pixel of the picture or of any of its channels, Stage::filtered one of the map or of
/// any slice's sum.
std::optional<Selection> select_colour(const Picture& picture, const ColourFilterSettings& settings,
                                       const PixelRef& pixel);

}  // namespace convscope
