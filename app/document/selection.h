// What lights up together: from any pixel of any view to its window on the input, its output pixel and its pooling
// block. Knows no drawing.
#pragma once

#include <optional>

#include "app/document/document.h"
#include "core/filter/explain.h"
#include "core/filter/geometry.h"

namespace convscope {

/// One output pixel with all that belongs to it.
struct Selection {
    int filter = 0;
    Cell output;                 ///< on the filtered picture
    std::optional<Cell> pooled;  ///< its block on the pooled picture; none where it falls off the rounded-down edge
    std::optional<Cell> input;   ///< the input pixel pointed at, when that is where the selection comes from
};

/// From a pixel of a view: on the input the output whose window it is the middle of (the nearest there is), on the
/// pooled picture the block's winner. None where the pixel does not exist or the settings give no output.
std::optional<Selection> select(const Plane& input, const FilterSettings& settings, const PixelRef& pixel);

/// The output pixel at the player's position, and the number of positions in its pass.
std::optional<Selection> select_position(Size input, const FilterSettings& settings, const Player& player);
std::int64_t player_positions(Size input, const FilterSettings& settings, PlayerPass pass);

}  // namespace convscope
