// A drop-down list of the colour maps for heat maps.
#pragma once

#include <optional>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "core/image/colours/colour_maps.h"

namespace convscope {

/// A list named `name`. Returns the colour map that the user chose in this frame; nullopt if there is none.
std::optional<ColourMap> colour_list(Ui& ui, std::string_view name, Rect rect, ColourMap chosen,
                                     std::string_view tooltip);

/// The text after its last colon: "grey" of "Colours: grey"; the whole text if it has none. Knows the wide colon of
/// Chinese.
std::string_view after_colon(std::string_view text);
/// `label`, such as "Sort: mean", or only "mean" if that does not fit into a list of this width.
std::string_view list_label(const Ui& ui, std::string_view label, float width);

}  // namespace convscope
