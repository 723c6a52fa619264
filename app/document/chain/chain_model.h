// A chain as a network: its sizes, its limits, and the nn::Model with the same numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/document/chain/chain.h"
#include "core/filter/code/chain_code.h"
#include "core/image/plane.h"
#include "core/nn/model/model.h"

namespace convscope {

/// The sizes of a stage's maps.
struct ChainSizes {
    Size input;
    Size filtered;  ///< after the convolution
    Size pooled;    ///< after pooling; equal to `filtered` without pooling
};

/// The sizes of the stages that fit, one after the other: shorter than the chain if chain_problem() gives a sentence.
std::vector<ChainSizes> chain_sizes(const LabChain& chain, Size input);
/// Says which stage does not fit, and what of the chain can be changed so that it fits, as in "Stage 3: a 3 × 3 window
/// does not fit into 2 × 2. Choose “same”, or remove the stage."; empty if all stages fit.
std::string chain_problem(const LabChain& chain, Size input);
/// chain_problem() with the stage that next_stage() would add; also a sentence if the chain has kMaxChainStages.
std::string next_stage_problem(const LabChain& chain, Size input);
/// The stages that fit into the picture.
LabChain fitting_chain(const LabChain& chain, Size input);

/// The equations of the sizes from the picture on: "Rows and columns: (28 − 3) / 1 + 1 = 26", "26 / 2 = 13" and so on;
/// if rows and columns differ, first those of the rows. Break lines between them only.
std::vector<std::string> chain_size_equations(const LabChain& chain, Size input);

/// The nodes of a stage in chain_model(). Without pooling both are the same.
struct ChainNodes {
    int convolution = 1;
    int pooling = 1;

    int last() const { return pooling; }
};
/// One entry for each stage. Node 0 is the picture.
std::vector<ChainNodes> chain_nodes(const LabChain& chain);

/// The chain on a picture of `input` rows and columns: "picture", then "stage 1 convolution", "stage 1 pooling" and so
/// on. All stages must fit. The preprocessing is that of the Filter Lab: values 0..255, not scaled and never inverted.
nn::Model chain_model(const LabChain& chain, Size input);

/// The chain of this model, which chain_model() must have made; without the names of the chain's presets.
LabChain chain_of_model(const nn::Model& model);

/// The stages for the code that computes them.
std::vector<CodeStage> code_stages(const LabChain& chain);

/// At most this many values of all maps are computed: 800 MB.
inline constexpr std::int64_t kMaxChainValues = 200'000'000;

}  // namespace convscope
