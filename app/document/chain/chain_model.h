// A chain as a network: its sizes, its limits, and the nn::Model with the same numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/document/chain/chain.h"
#include "core/base/text/translation.h"
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

/// The sizes of the stages that fit, in order; fewer than the chain's stages if chain_problem() is not empty.
std::vector<ChainSizes> chain_sizes(const LabChain& chain, Size input);
/// A message that says which stage does not fit and which changes of the chain make it fit, as in "Stage 3: a 3 × 3
/// window does not fit into 2 × 2. Choose “same”, or remove the stage."; empty if all stages fit.
std::string chain_problem(const LabChain& chain, Size input);
/// chain_problem() of the chain with the stage that next_stage() would add; not empty if the chain already has
/// kMaxChainStages.
std::string next_stage_problem(const LabChain& chain, Size input);
/// The stages that fit into the picture.
LabChain fitting_chain(const LabChain& chain, Size input);

/// The equations of the sizes, beginning with the picture: "Rows and columns: (28 − 3) / 1 + 1 = 26", "26 / 2 = 13" and
/// so on. If rows and columns differ, the equations of the rows come first. Break lines only between equations.
std::vector<std::string> chain_size_equations(const LabChain& chain, Size input);
/// The beginning of the first equation of the columns, where rows and columns differ.
inline constexpr Message kColumnSizes = tr("Columns:");

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

/// The chain of this model, which chain_model() must have made; without the keys of its presets.
LabChain chain_of_model(const nn::Model& model);

/// The stages in the form that chain_numpy_code() and the other code functions take.
std::vector<CodeStage> code_stages(const LabChain& chain);

/// The maps of a chain have at most this many values together: 800 MB.
inline constexpr std::int64_t kMaxChainValues = 200'000'000;

}  // namespace convscope
