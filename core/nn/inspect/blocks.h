// The blocks of a deep model: layers in a row that belong together, such as a residual block or a convolution with its
// batch normalization and activation. The interface can show a block as one.
#pragma once

#include <string>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The nodes `first` to `last`, at least two.
struct Block {
    int first = 0, last = 0;
    /// The common start of the layers' names, as in "block_3" for block_3_expand and block_3_add; empty if there is
    /// none.
    std::string name;
    int size() const { return last - first + 1; }
    bool operator==(const Block&) const = default;
};

/// The most layers of a block with branches. A larger part is not one block; only rule 2 is applied inside it.
inline constexpr int kMaxBlockLayers = 40;

/// The blocks in the order of the nodes; they do not overlap. Only the graph counts, not the names:
/// 1. The layers from where paths separate to where they meet again are one block, together with the layers
///    directly after it that change values but no shape (batch normalization, activation, dropout).
/// 2. On a single path, a convolution is one block with a ZeroPadding2D before it and with the layers directly after it
///    that change no shape.
std::vector<Block> blocks_of(const Model& model);

}  // namespace convscope::nn
