// The view state of the journey and of the product maps, as plain values. Undo does not restore it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/view/player.h"

namespace convscope {

/// The folded blocks of the journey; see nn::blocks_of().
struct JourneyView {
    std::optional<bool> folds;  ///< true: all blocks are folded; false: none; nullopt: all if the model is very deep
    std::vector<std::string> exceptions;  ///< names of the first layers of the blocks that are folded the other way
    bool operator==(const JourneyView&) const = default;

    /// True if the block that begins with layer `first` is folded. `by_default` is used if `folds` is nullopt.
    bool is_folded(const std::string& first, bool by_default) const;
    /// Changes the block between folded and unfolded.
    void toggle(const std::string& first);
    /// Folds or unfolds all blocks.
    void set_all(bool folded);
};

/// The page that shows a map as the sum of its input channels' product maps.
struct ProductsView {
    bool shown = false;     ///< true: shown instead of the enlarged map
    bool by_share = false;  ///< the largest share comes first; otherwise the input channels are in their order
    Player player;          ///< its positions are the steps of the sum: the channels, the bias, the activation
    bool operator==(const ProductsView&) const = default;
};

}  // namespace convscope
