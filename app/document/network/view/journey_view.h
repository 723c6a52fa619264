// The view state of the journey and of the product maps, as plain values. Undo does not restore it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/view/player.h"

namespace convscope {

/// The folded blocks of the journey; see nn::blocks_of().
struct JourneyView {
    std::optional<bool> folds;            ///< all blocks are folded, or none; nullopt: only those of a very deep model
    std::vector<std::string> exceptions;  ///< the first layers of the blocks for which the opposite holds
    bool operator==(const JourneyView&) const = default;

    /// True if the block that begins with layer `first` is folded, if by default blocks are folded or not.
    bool is_folded(const std::string& first, bool by_default) const;
    /// Folds the block, or unfolds it.
    void toggle(const std::string& first);
    /// Folds all blocks, or unfolds them.
    void set_all(bool folded);
};

/// The page of a map as the sum of its input channels' product maps.
struct ProductsView {
    bool shown = false;     ///< instead of the enlarged map
    bool by_share = false;  ///< the largest share comes first; otherwise the input channels are in their order
    Player player;          ///< its positions are the steps of the sum: the channels, the bias, the activation
    bool operator==(const ProductsView&) const = default;
};

}  // namespace convscope
