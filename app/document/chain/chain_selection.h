// The values of a chain that are highlighted together: for any value of any map, the value that is explained, its
// pooling block, and all values that it is computed from. Must not include anything that draws.
#pragma once

#include <optional>

#include "app/document/chain/chain_model.h"
#include "core/nn/inspect/explain.h"

namespace convscope {

/// A value of a stage's convolution and its pooling block.
struct ChainSelection {
    int stage = 0;
    int map = 0;
    Cell output;  ///< on the map after convolution and activation
    /// The pooling block of `output`; nullopt without pooling, and for a row or column that pooling drops.
    std::optional<Cell> pooled;
    /// The pixel of the picture under the pointer; nullopt if the selection comes from a map.
    std::optional<Cell> input;
};

/// A computed chain whose stages all fit. The referenced objects must outlive it.
struct ComputedChain {
    const LabChain& chain;
    const nn::Model& model;  ///< chain_model() of the chain
    nn::Activations activations;
};

/// The selection for a value. A pixel of the picture selects, in map `map` of the first stage, the output whose window
/// is centred nearest to the pixel. A pooled value selects the winner of its block, or with average pooling the first
/// value of the block. nullopt for a value that the chain does not have.
std::optional<ChainSelection> select_in_chain(const ComputedChain& computed, const ChainPixel& pixel, int map);
/// The region of node `node` (of chain_model()) that the selection's output is computed from, clipped to the maps;
/// empty for nodes after the output's.
nn::Region source_in_chain(const ComputedChain& computed, const ChainSelection& selection, int node);

/// The arithmetic of the selection's output and, if there is one, of its pooling block.
struct ChainExplanation {
    nn::Explanation output;
    std::optional<nn::Explanation> pooled;
};
ChainExplanation explain_in_chain(const ComputedChain& computed, const ChainSelection& selection);

}  // namespace convscope
