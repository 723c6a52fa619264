// The Filter Lab's chain of stages, as plain values: each stage is a convolution over all maps of the previous stage,
// an activation and a pooling, as in a network. Must not include anything that draws.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text/translation.h"
#include "core/filter/settings.h"

namespace convscope {

inline constexpr int kMaxChainStages = 4;
inline constexpr int kMaxChainMaps = 8;
inline constexpr int kChainPoolSize = 2;
inline constexpr std::array<int, 2> kChainKernelSizes{3, 5};

/// One map of a stage: the sum over all input maps of window x kernel, plus the bias.
struct ChainMap {
    std::vector<Kernel> kernels;  ///< one for each input map of the stage, all of the same size
    float bias = 0;
    /// For each kernel the key of the preset that was chosen for it, as in LabFilter::preset; empty if there is none.
    std::vector<std::string> presets = std::vector<std::string>(kernels.size());
    bool operator==(const ChainMap&) const = default;
};

/// The steps of one stage. The stride is 1; pooling blocks are 2 x 2.
struct ChainStage {
    std::vector<ChainMap> maps;                ///< 1..kMaxChainMaps
    Border border = Border::valid;             ///< valid or zero: Keras's `valid` and `same`
    Activation activation = Activation::relu;  ///< none or relu
    Pooling pooling = Pooling::max;
    bool operator==(const ChainStage&) const = default;

    int map_count() const { return static_cast<int>(maps.size()); }
    /// The number of the stage's input maps.
    int input_count() const { return static_cast<int>(maps.front().kernels.size()); }
    /// The number of rows and columns of the stage's kernels: 3 or 5.
    int kernel_size() const { return maps.front().kernels.front().size; }
};

/// 1..kMaxChainStages stages. The input of the first stage is one map, the picture's channel; the input of each later
/// stage is all maps of the previous stage.
struct LabChain {
    std::vector<ChainStage> stages;
    bool operator==(const LabChain&) const = default;

    int size() const { return static_cast<int>(stages.size()); }
    const ChainStage& stage(int index) const { return stages.at(static_cast<std::size_t>(index)); }
    /// The number of input maps of stage `index`; `index` may also be that of the next stage to be added.
    int inputs_of(int index) const { return index == 0 ? 1 : stage(index - 1).map_count(); }
};

/// Identifies a value on the chain's page: a pixel of the picture (stage -1), or a value of a stage's map before or
/// after pooling.
struct ChainPixel {
    int stage = -1;
    int map = 0;
    bool pooled = false;
    int row = 0, col = 0;
    bool operator==(const ChainPixel&) const = default;
};

/// The view state of the chain. Undo does not restore it.
struct ChainView {
    int stage = 0;  ///< the stage, map and input map that the controls show
    int map = 0;
    int input = 0;
    std::optional<ChainPixel> pinned;
    bool operator==(const ChainView&) const = default;

    /// The view with stage, map and input map limited to those that the chain has.
    ChainView within(const LabChain& chain) const;
};

/// The chain of the first start: vertical and horizontal edges, with ReLU and 2 x 2 max pooling.
LabChain initial_chain();
/// The stage that is added after the last one. It adds all maps of that stage, or, if there is only one map, the nine
/// values of its window. After a single stage with two maps, its bias is the negative sum that both Sobel filters give
/// at a horizontal or vertical edge, so that corners and slanted edges remain.
ChainStage next_stage(const LabChain& chain);
/// A new map for a stage with `inputs` input maps, as map `index` of its stage.
ChainMap new_chain_map(int index, int inputs, int kernel_size);
/// Changes the number of the stage's input maps to `inputs`: drops kernels, or adds kernels with a single 1 in the
/// middle.
void fit_inputs(ChainStage& stage, int inputs);

/// The kernel with all values multiplied by `weight`, because a stage has no weight.
Kernel weighted(Kernel kernel, float weight);

/// An example of a chain. `sample` is the picture that it is made for; if empty, any picture.
struct ChainExample {
    std::string_view key;
    Message name, note;
    std::string_view sample;
};
inline constexpr std::array<ChainExample, 3> kChainExamples{
    ChainExample{"edges", tr("Two edge maps"), tr("Vertical and horizontal edges: a stage with two maps"), ""},
    ChainExample{"corners", tr("Corner detector"), tr("A corner is where both edge maps are strong"), ""},
    ChainExample{"course", tr("28 \u00d7 28, as in the course"),
                 tr("Two stages on a garment: 28 \u2192 26 \u2192 13 \u2192 11 \u2192 5, with Sobel filters"),
                 "ankle_boot"}};
/// The chain of kChainExamples[index].
LabChain chain_example(std::size_t index);

}  // namespace convscope
