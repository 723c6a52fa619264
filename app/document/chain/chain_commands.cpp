#include "app/document/chain/chain_commands.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/document/chain/chain_model.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/network/network_commands.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

/// A command that changes one stage, and adapts the next stage to its number of maps.
Command change_stage(std::string label, int stage, std::function<void(ChainStage&)> change, std::uint64_t gesture = 0) {
    return {std::move(label),
            [stage, change = std::move(change)](Document& document) {
                LabChain& chain = document.chain;
                if (stage < 0 || stage >= chain.size()) return;
                ChainStage& changed = chain.stages[static_cast<std::size_t>(stage)];
                change(changed);
                if (stage + 1 < chain.size())
                    fit_inputs(chain.stages[static_cast<std::size_t>(stage) + 1], changed.map_count());
                document.chain_view = document.chain_view.within(chain);
            },
            gesture};
}

Command change_kernel(std::string label, const ChainKernelRef& which, std::function<void(Kernel&)> change,
                      std::uint64_t gesture = 0) {
    return change_stage(
        std::move(label), which.stage,
        [which, change = std::move(change)](ChainStage& stage) {
            if (which.map < 0 || which.map >= stage.map_count()) return;
            if (which.input < 0 || which.input >= stage.input_count()) return;
            Kernel& kernel =
                stage.maps[static_cast<std::size_t>(which.map)].kernels[static_cast<std::size_t>(which.input)];
            change(kernel);
            std::ranges::transform(kernel.values, kernel.values.begin(), limit_filter_value);
        },
        gesture);
}

/// The key of the kernel's preset, for changing it; null if the chain has no such kernel.
std::string* find_preset_key(LabChain& chain, const ChainKernelRef& which) {
    if (which.stage < 0 || which.stage >= chain.size()) return nullptr;
    ChainStage& stage = chain.stages[static_cast<std::size_t>(which.stage)];
    if (which.map < 0 || which.map >= stage.map_count() || which.input < 0 || which.input >= stage.input_count())
        return nullptr;
    ChainMap& map = stage.maps[static_cast<std::size_t>(which.map)];
    map.presets.resize(map.kernels.size());
    return &map.presets[static_cast<std::size_t>(which.input)];
}

void resize_kernels(ChainStage& stage, int size) {
    for (ChainMap& map : stage.maps)
        for (Kernel& kernel : map.kernels) kernel = resized(kernel, size);
}

/// Makes the Layers workspace show what the chain's page shows: the pinned value or the chosen map, with colours that
/// span the range of all maps of a stage.
void show_in_network(const ChainView& view, const LabChain& chain, Size picture, NetworkView& network) {
    const std::vector<ChainNodes> nodes = chain_nodes(chain);
    network.range = MapRange::layer;
    network.colour_map = ColourMap::diverging;
    network.go_to(nodes.at(static_cast<std::size_t>(view.stage)).convolution, view.map);
    network.kernel_channel = view.input;
    if (!view.pinned || view.pinned->stage >= chain.size()) return;
    const ChainPixel& pin = *view.pinned;
    const nn::Position at{pin.row, pin.col, 0};
    if (pin.stage < 0) {
        if (pin.row < picture.rows && pin.col < picture.cols) network.pinned_input = at;
        return;
    }
    const ChainSizes sizes = chain_sizes(chain, picture).at(static_cast<std::size_t>(pin.stage));
    const bool is_pooled = pin.pooled && chain.stage(pin.stage).pooling != Pooling::none;
    const Size size = is_pooled ? sizes.pooled : sizes.filtered;
    if (pin.map >= chain.stage(pin.stage).map_count() || pin.row >= size.rows || pin.col >= size.cols) return;
    const ChainNodes& own = nodes.at(static_cast<std::size_t>(pin.stage));
    network.go_to(is_pooled ? own.pooling : own.convolution, pin.map);
    network.page = NetworkPage::map;
    network.pinned = at;
}

/// True if `open` is the model of a chain and has the input size, stages and weights of `model`.
bool shows_chain(const OpenModel& open, const nn::Model& model) {
    return open.model && is_chain_model(open) && open.model->node(0).shape == model.node(0).shape &&
           chain_of_model(*open.model) == chain_of_model(model);
}

}  // namespace

Command set_chain(LabChain chain, std::string label) {
    return {std::move(label), [chain = std::move(chain)](Document& document) {
                document.chain = chain;
                document.chain_view = {.stage = chain.size() - 1};
            }};
}

Command add_stage() {
    return {tr("addition of a stage"), [](Document& document) {
                LabChain& chain = document.chain;
                if (chain.size() >= kMaxChainStages) return;
                chain.stages.push_back(next_stage(chain));
                document.chain_view.stage = chain.size() - 1;
                document.chain_view = document.chain_view.within(chain);
            }};
}

Command remove_stage(int stage) {
    return {tr("removal of a stage"), [stage](Document& document) {
                LabChain& chain = document.chain;
                if (stage < 0 || stage >= chain.size() || chain.size() == 1) return;
                chain.stages.erase(chain.stages.begin() + stage);
                if (stage < chain.size())
                    fit_inputs(chain.stages[static_cast<std::size_t>(stage)], chain.inputs_of(stage));
                document.chain_view.pinned.reset();
                document.chain_view = document.chain_view.within(chain);
            }};
}

Command set_map_count(int stage, int count) {
    return change_stage(tr("change of the number of maps"), stage, [count](ChainStage& changed) {
        const int limited = std::clamp(count, 1, kMaxChainMaps);
        const int inputs = changed.input_count(), size = changed.kernel_size();
        while (changed.map_count() > limited) changed.maps.pop_back();
        while (changed.map_count() < limited) changed.maps.push_back(new_chain_map(changed.map_count(), inputs, size));
    });
}

Command set_stage_kernel_size(int stage, int size) {
    return change_stage(tr("change of the window's size"), stage, [size](ChainStage& changed) {
        if (std::ranges::find(kChainKernelSizes, size) != kChainKernelSizes.end()) resize_kernels(changed, size);
    });
}

Command set_chain_value(const ChainKernelRef& which, int row, int col, float value, std::uint64_t gesture) {
    return change_kernel(
        tr("change of a kernel value"), which,
        [=](Kernel& kernel) {
            if (row >= 0 && col >= 0 && row < kernel.size && col < kernel.size) kernel.at(row, col) = value;
        },
        gesture);
}

Command set_chain_kernel(const ChainKernelRef& which, const Kernel& kernel, std::string label,
                         const std::string& preset) {
    const Command values =
        change_kernel(std::move(label), which, [kernel](Kernel& changed) { changed = resized(kernel, changed.size); });
    return {values.label, [apply = values.apply, which, preset](Document& document) {
                apply(document);
                if (std::string* const key = find_preset_key(document.chain, which)) *key = preset;
            }};
}

Command set_chain_bias(int stage, int map, float bias, std::uint64_t gesture) {
    return change_stage(
        tr("change of a bias"), stage,
        [=](ChainStage& changed) {
            if (map >= 0 && map < changed.map_count())
                changed.maps[static_cast<std::size_t>(map)].bias = limit_filter_value(bias);
        },
        gesture);
}

Command set_stage_activation(int stage, Activation activation) {
    return change_stage(tr("change of the activation"), stage, [activation](ChainStage& changed) {
        changed.activation = activation == Activation::relu ? activation : Activation::none;
    });
}

Command set_stage_pooling(int stage, Pooling pooling) {
    return change_stage(tr("change of the pooling"), stage,
                        [pooling](ChainStage& changed) { changed.pooling = pooling; });
}

Command set_stage_border(int stage, Border border) {
    return change_stage(tr("change of the border"), stage, [border](ChainStage& changed) {
        changed.border = border == Border::valid ? border : Border::zero;
    });
}

Command start_from_lab_filters() {
    return {tr("start from the lab's filters"), [](Document& document) {
                const Lab& lab = document.lab;
                LabChain& chain = document.chain;
                ChainStage& first = chain.stages.front();
                first.maps.clear();
                for (int i = 0; i < std::min(lab.count, kMaxChainMaps); ++i) {
                    const FilterSettings filter = lab.settings(i);
                    const int size = filter.kernel.size <= 3 ? 3 : 5;
                    Kernel kernel = weighted(resized(filter.kernel, size), filter.weight);
                    std::ranges::transform(kernel.values, kernel.values.begin(), limit_filter_value);
                    first.maps.push_back({{kernel}, filter.bias, {lab.filters.at(static_cast<std::size_t>(i)).preset}});
                }
                if (chain.size() > 1) fit_inputs(chain.stages[1], first.map_count());
                document.chain_view.stage = 0;
                document.chain_view = document.chain_view.within(chain);
            }};
}

ChainKernelRef chosen_chain_kernel(const Document& document) {
    const ChainView view = document.chain_view.within(document.chain);
    return {view.stage, view.map, view.input};
}

const Kernel& chain_kernel(const LabChain& chain, const ChainKernelRef& which) {
    const ChainMap& map = chain.stage(which.stage).maps.at(static_cast<std::size_t>(which.map));
    return map.kernels.at(static_cast<std::size_t>(which.input));
}

const std::string& chain_preset(const LabChain& chain, const ChainKernelRef& which) {
    static const std::string kNone;
    const std::vector<std::string>& presets =
        chain.stage(which.stage).maps.at(static_cast<std::size_t>(which.map)).presets;
    const auto input = static_cast<std::size_t>(which.input);
    return input < presets.size() ? presets[input] : kNone;
}

Command set_chain_view(std::function<void(ChainView&)> change) {
    return {"view", [change = std::move(change)](Document& document) {
                change(document.chain_view);
                document.chain_view = document.chain_view.within(document.chain);
            }};
}

Command open_chain_in_layers(Plane picture) {
    return {tr("opening of the chain in Layers"), [picture = std::move(picture)](Document& document) {
                if (put_chain_into_network(document, picture)) show_network().apply(document);
            }};
}

bool put_chain_into_network(Document& document, const Plane& picture) {
    const LabChain chain = fitting_chain(document.chain, picture.size());
    if (picture.empty() || chain.stages.empty()) return false;
    OpenModel model{.file = kChainModelName, .is_sample = true};
    model.model = std::make_shared<const nn::Model>(chain_model(chain, picture.size()));
    NetworkInput input{.source = document.picture.is_sample ? InputSource::sample : InputSource::file,
                       .file = document.picture.file};
    input.picture.planes.push_back(picture);
    const bool is_open = shows_chain(document.network.model, *model.model);
    const std::vector<Plane>& planes = document.network.input.picture.planes;
    if (!is_open || planes.size() != 1 || !planes.front().same_storage(picture))
        open_input(std::move(input)).apply(document);
    if (!is_open) open_model(std::move(model)).apply(document);
    show_in_network(document.chain_view.within(chain), chain, picture.size(), document.network_view);
    return true;
}

bool is_chain_model(const OpenModel& model) {
    return model.is_sample && model.file == kChainModelName;
}

}  // namespace convscope
