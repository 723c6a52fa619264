// The values of a chain that light up together: from any value of any map to the value that is explained, its pooling
// block, and everything before it that it is computed from. Must not include anything that draws.
#pragma once

#include <optional>

#include "app/document/chain/chain_model.h"
#include "core/nn/inspect/explain.h"

namespace convscope {

/// A value of a stage's convolution, and its block of the pooling.
struct ChainSelection {
    int stage = 0;
    int map = 0;
    Cell output;                 ///< on the map after convolution and activation
    std::optional<Cell> pooled;  ///< its block; nullopt without pooling and in the row and column that pooling drops
    std::optional<Cell> input;   ///< the pixel of the picture that was pointed at, if the selection comes from one
};

/// A chain that was computed: all stages fit. The references must outlive it.
struct ComputedChain {
    const LabChain& chain;
    const nn::Model& model;  ///< chain_model() of the chain
    nn::Activations activations;
};

/// The selection for a value. A pixel of the picture selects the output of map `map` of the first stage whose window is
/// centred nearest to it; a pooled value selects the winner of its block, or with average pooling its first value.
/// nullopt for a value that the chain does not have.
std::optional<ChainSelection> select_in_chain(const ComputedChain& computed, const ChainPixel& pixel, int map);
/// The region of node `node` (of chain_model()) that the selection's output is computed from, clipped to the maps;
/// empty for nodes after it.
nn::Region source_in_chain(const ComputedChain& computed, const ChainSelection& selection, int node);

/// The arithmetic of the selection's output and, if it has one, of its block.
struct ChainExplanation {
    nn::Explanation output;
    std::optional<nn::Explanation> pooled;
};
ChainExplanation explain_in_chain(const ComputedChain& computed, const ChainSelection& selection);

}  // namespace convscope
