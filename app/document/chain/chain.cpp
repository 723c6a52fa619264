#include "app/document/chain/chain.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/filter/kernel.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

/// The presets of a stage's maps, in order: each map detects something different.
constexpr std::array<std::string_view, kMaxChainMaps> kMapPresets{"sobel-vertical", "sobel-horizontal", "sobel-rising",
                                                                  "sobel-falling",  "laplacian-8",      "sharpen",
                                                                  "box-blur",       "identity"};
/// The sum of both Sobel filters' outputs, after ReLU, at a horizontal or vertical edge from 0 to 255.
constexpr float kStraightEdge = 1020;

Kernel single_one(int size) {
    Kernel kernel{size, {}};
    kernel.at(size / 2, size / 2) = 1;
    return kernel;
}

/// The preset's values with its weight, in a kernel of this size; a single 1 if there is no such preset.
Kernel preset_kernel(std::string_view slug, int size) {
    const Preset* preset = find_preset(slug);
    return preset == nullptr ? single_one(size) : resized(weighted(preset->kernel, preset->weight), size);
}

ChainStage stage_of(std::vector<ChainMap> maps) {
    ChainStage stage;
    stage.maps = std::move(maps);
    return stage;
}

}  // namespace

Kernel weighted(Kernel kernel, float weight) {
    for (float& value : kernel.values) value *= weight;
    return kernel;
}

ChainView ChainView::within(const LabChain& chain) const {
    ChainView view = *this;
    view.stage = std::clamp(stage, 0, chain.size() - 1);
    const ChainStage& shown = chain.stage(view.stage);
    view.map = std::clamp(map, 0, shown.map_count() - 1);
    view.input = std::clamp(input, 0, shown.input_count() - 1);
    return view;
}

ChainMap new_chain_map(int index, int inputs, int kernel_size) {
    const std::string_view slug = kMapPresets.at(static_cast<std::size_t>(index) % kMapPresets.size());
    const auto count = static_cast<std::size_t>(inputs);
    return {std::vector<Kernel>(count, preset_kernel(slug, kernel_size)), 0,
            std::vector<std::string>(count, std::string(slug))};
}

void fit_inputs(ChainStage& stage, int inputs) {
    const Kernel added = single_one(stage.kernel_size());
    for (ChainMap& map : stage.maps) {
        map.kernels.resize(static_cast<std::size_t>(inputs), added);
        map.presets.resize(static_cast<std::size_t>(inputs));
    }
}

LabChain initial_chain() {
    return {{stage_of({new_chain_map(0, 1, 3), new_chain_map(1, 1, 3)})}};
}

ChainStage next_stage(const LabChain& chain) {
    const int inputs = chain.inputs_of(chain.size());
    Kernel ones{3, {}};
    std::fill_n(ones.values.begin(), 9, 1.0F);
    ChainMap sum{std::vector<Kernel>(static_cast<std::size_t>(inputs), inputs == 1 ? ones : single_one(3)), 0};
    if (chain.size() == 1 && inputs == 2) sum.bias = -kStraightEdge;
    return stage_of({std::move(sum)});
}

LabChain chain_example(std::size_t index) {
    LabChain chain = initial_chain();
    if (index == 1) chain.stages.push_back(next_stage(chain));
    if (index == 2) chain.stages.push_back(stage_of({new_chain_map(0, 2, 3), new_chain_map(1, 2, 3)}));
    return chain;
}

}  // namespace convscope
