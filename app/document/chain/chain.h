// The Filter Lab's chain of stages, as plain values: each stage is a convolution over all maps of the stage before it,
// an activation and a pooling, as in a network. Must not include anything that draws.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/filter/settings.h"

namespace convscope {

inline constexpr int kMaxChainStages = 4;
inline constexpr int kMaxChainMaps = 8;
inline constexpr int kChainPoolSize = 2;
inline constexpr std::array<int, 2> kChainKernelSizes{3, 5};

/// One map of a stage: the sum over all input maps of window x kernel, plus the bias.
struct ChainMap {
    std::vector<Kernel> kernels;  ///< one for each input map of the stage, all of one size
    float bias = 0;
    /// The key of the preset that each kernel was chosen by, as LabFilter::preset; empty: none.
    std::vector<std::string> presets = std::vector<std::string>(kernels.size());
    bool operator==(const ChainMap&) const = default;
};

/// The steps of one stage. All have stride 1; pooling takes blocks of 2 x 2.
struct ChainStage {
    std::vector<ChainMap> maps;                ///< 1..kMaxChainMaps
    Border border = Border::valid;             ///< valid or zero: Keras's `valid` and `same`
    Activation activation = Activation::relu;  ///< none or relu
    Pooling pooling = Pooling::max;
    bool operator==(const ChainStage&) const = default;

    int map_count() const { return static_cast<int>(maps.size()); }
    /// The number of maps that the stage takes.
    int input_count() const { return static_cast<int>(maps.front().kernels.size()); }
    /// Rows and columns of its kernels: 3 or 5.
    int kernel_size() const { return maps.front().kernels.front().size; }
};

/// 1..kMaxChainStages stages. The first takes one map, the picture's channel; each further one takes all maps of the
/// stage before it.
struct LabChain {
    std::vector<ChainStage> stages;
    bool operator==(const LabChain&) const = default;

    int size() const { return static_cast<int>(stages.size()); }
    const ChainStage& stage(int index) const { return stages.at(static_cast<std::size_t>(index)); }
    /// The number of maps that stage `index` takes, also for the stage that would be added next.
    int inputs_of(int index) const { return index == 0 ? 1 : stage(index - 1).map_count(); }
};

/// A value of the chain's page: of the picture (stage -1), or of a map of a stage, before or after pooling.
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

    /// The view with stage, map and input map limited to those of the chain.
    ChainView within(const LabChain& chain) const;
};

/// The first chain: vertical and horizontal edges, with ReLU and 2 x 2 max pooling.
LabChain initial_chain();
/// The stage that is added after the last one. After two maps of the first stage it adds both and subtracts the most
/// that Sobel filters give at a horizontal or vertical edge, so that corners and slanted edges remain. After one map it
/// adds the nine values of the window; otherwise all maps.
ChainStage next_stage(const LabChain& chain);
/// A new map for a stage with `inputs` input maps, as map `index` of its stage.
ChainMap new_chain_map(int index, int inputs, int kernel_size);
/// Gives the stage `inputs` input maps: kernels are dropped, or added with a single 1.
void fit_inputs(ChainStage& stage, int inputs);

/// The kernel with all values multiplied by `weight`: a stage has no weight of its own.
Kernel weighted(Kernel kernel, float weight);

/// A chain that is ready to look at. `sample` is the picture that it is made for; empty: any picture.
struct ChainExample {
    std::string_view key, name, note;
    std::string_view sample;
};
inline constexpr std::array<ChainExample, 3> kChainExamples{
    ChainExample{"edges", "Two edge maps", "Vertical and horizontal edges: a stage with two maps", ""},
    ChainExample{"corners", "Corner detector", "Where both edge maps are strong at once, there is a corner", ""},
    ChainExample{"course", "28 \u00d7 28, as in the course",
                 "Two stages on a garment: 28 \u2192 26 \u2192 13 \u2192 11 \u2192 5, with filters of your own",
                 "ankle_boot"}};
/// The chain of kChainExamples[index].
LabChain chain_example(std::size_t index);

}  // namespace convscope
