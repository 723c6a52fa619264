// The pixels that are highlighted together: for any pixel of any view, its window on the input, its output pixel and
// its pooling block. Must not include anything that draws.
#pragma once

#include <optional>

#include "app/document/document.h"
#include "core/filter/explain.h"
#include "core/filter/geometry.h"

namespace convscope {

/// An output pixel and the cells of the other views that belong to it.
struct Selection {
    int filter = 0;
    Cell output;  ///< on the filtered picture
    /// The block of `output` on the pooled picture; nullopt without pooling, and for rows and columns that pooling
    /// drops.
    std::optional<Cell> pooled;
    std::optional<Cell> input;  ///< the input pixel under the pointer; nullopt if the selection comes from another view
};

/// The selection for a pixel of a view. A pixel of the input selects the output whose window is centred nearest to the
/// pixel; a pooled pixel selects the winner of its block, or with average pooling the first output of the block; a
/// combined pixel selects the output at its position. nullopt if the pixel does not exist or the settings give no
/// output.
std::optional<Selection> select(const Plane& input, const FilterSettings& settings, const PixelRef& pixel);

/// The selection at the player's position: in the pooling pass the first output pixel of the block, in the sum pass the
/// output pixel whose arithmetic is played. nullopt if the settings give no positions.
std::optional<Selection> select_position(Size input, const FilterSettings& settings, const Player& player);
/// The number of positions in the filter or pooling pass; 0 for the sum pass, whose positions are those of
/// arithmetic_steps().
std::int64_t player_positions(Size input, const FilterSettings& settings, PlayerPass pass);
/// The number of pixels, in row-major order, that the player has reached in the picture of an output stage: in the
/// filter pass, pixels of the pooled picture count if their blocks are complete. nullopt if the player shows the whole
/// picture.
std::optional<std::int64_t> reached_pixels(Size input, const FilterSettings& settings, const Player& player,
                                           Stage stage);

}  // namespace convscope
