#include "app/document/chain/chain_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 2> kChainBorderNames{"valid", "zero"};
constexpr std::array<std::string_view, 2> kChainActivationNames{"none", "relu"};
constexpr int kMaxChainPixel = 1 << 24;

template <class List>
std::string chain_name(const List& names, auto value) {
    return std::string(names.at(static_cast<std::size_t>(value)));
}

/// A reader of entry `index` of a list of objects; errors name the entry `path`.
JsonReader chain_entry(const JsonReader& reader, const char* key, std::size_t index, const std::string& path) {
    const ParsedJson& json = reader.array(key)[index];
    if (!json.is_object()) reader.fail(key, tr("entry {} is not an object", index));
    return {json, reader.file(), path};
}

Json map_json(const ChainMap& map) {
    Json kernels = Json::array();
    for (const Kernel& kernel : map.kernels) {
        const auto count = static_cast<std::size_t>(kernel.size * kernel.size);
        kernels.push_back(std::vector<float>(kernel.values.begin(), kernel.values.begin() + std::ptrdiff_t(count)));
    }
    Json json{{"bias", map.bias}, {"kernels", std::move(kernels)}};
    if (std::ranges::any_of(map.presets, [](const std::string& preset) { return !preset.empty(); }))
        json["presets"] = map.presets;
    return json;
}

Kernel read_kernel(const JsonReader& reader, const ParsedJson& values, int size) {
    const auto count = static_cast<std::size_t>(size * size);
    if (!values.is_array() || values.size() != count)
        reader.fail("kernels", tr("holds something that is not a list of {} numbers", count));
    Kernel kernel{size, {}};
    for (std::size_t i = 0; i < count; ++i) {
        if (!values[i].is_number() || !(std::fabs(values[i].get<double>()) <= kMaxFilterValue))
            reader.fail("kernels", tr("holds something that is not a number between {} and {}", -kMaxFilterValue,
                                      kMaxFilterValue));
        kernel.values.at(i) = values[i].get<float>();
    }
    return kernel;
}

ChainMap read_map(const JsonReader& reader, int inputs, int size) {
    ChainMap map{{}, static_cast<float>(reader.number("bias", -kMaxFilterValue, kMaxFilterValue))};
    const ParsedJson& kernels = reader.array("kernels");
    if (std::ssize(kernels) != inputs)
        reader.fail("kernels", tr("is not a list of {} kernels, one for each input map", inputs));
    map.kernels.reserve(kernels.size());
    for (const ParsedJson& values : kernels) map.kernels.push_back(read_kernel(reader, values, size));
    map.presets.resize(kernels.size());
    // Older sessions lack this key: their kernels have no presets.
    if (!reader.has("presets")) return map;
    const ParsedJson& presets = reader.array("presets");
    if (presets.size() != kernels.size()) reader.fail("presets", tr("does not have the length of \"kernels\""));
    for (std::size_t i = 0; i < presets.size(); ++i) {
        if (!presets[i].is_string()) reader.fail("presets", tr("holds something that is not a text"));
        map.presets[i] = presets[i].get<std::string>();
    }
    return map;
}

ChainStage read_stage(const JsonReader& reader, int inputs, const std::string& path) {
    ChainStage stage;
    const int size = reader.integer("size", kChainKernelSizes.front(), kChainKernelSizes.back());
    if (std::ranges::find(kChainKernelSizes, size) == kChainKernelSizes.end()) reader.fail("size", tr("is not 3 or 5"));
    stage.border = static_cast<Border>(reader.one_of("border", kChainBorderNames));
    stage.activation = static_cast<Activation>(reader.one_of("activation", kChainActivationNames));
    stage.pooling = static_cast<Pooling>(reader.one_of("pooling", kPoolingNames));
    const std::size_t count = reader.array("maps").size();
    if (count < 1 || count > kMaxChainMaps) reader.fail("maps", tr("is not a list of 1 to {} maps", kMaxChainMaps));
    stage.maps.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        stage.maps.push_back(
            read_map(chain_entry(reader, "maps", i, fmt::format("{}maps.{}.", path, i)), inputs, size));
    return stage;
}

}  // namespace

Json chain_json(const LabChain& chain) {
    Json stages = Json::array();
    for (const ChainStage& stage : chain.stages) {
        Json maps = Json::array();
        for (const ChainMap& map : stage.maps) maps.push_back(map_json(map));
        stages.push_back({{"size", stage.kernel_size()},
                          {"border", chain_name(kChainBorderNames, stage.border)},
                          {"activation", chain_name(kChainActivationNames, stage.activation)},
                          {"pooling", chain_name(kPoolingNames, stage.pooling)},
                          {"maps", std::move(maps)}});
    }
    return {{"stages", std::move(stages)}};
}

LabChain read_chain(const JsonReader& reader) {
    LabChain chain;
    const std::size_t count = reader.array("stages").size();
    if (count < 1 || count > kMaxChainStages)
        reader.fail("stages", tr("is not a list of 1 to {} stages", kMaxChainStages));
    chain.stages.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string path = fmt::format("chain.stages.{}.", i);
        chain.stages.push_back(
            read_stage(chain_entry(reader, "stages", i, path), chain.inputs_of(static_cast<int>(i)), path));
    }
    return chain;
}

Json chain_view_json(const ChainView& view) {
    Json json{{"stage", view.stage}, {"map", view.map}, {"input", view.input}};
    if (view.pinned)
        json["pinned"] = {{"stage", view.pinned->stage},
                          {"map", view.pinned->map},
                          {"pooled", view.pinned->pooled},
                          {"row", view.pinned->row},
                          {"column", view.pinned->col}};
    return json;
}

ChainView read_chain_view(const JsonReader& reader, const LabChain& chain) {
    ChainView view;
    view.stage = reader.integer("stage", 0, kMaxChainStages - 1);
    view.map = reader.integer("map", 0, kMaxChainMaps - 1);
    view.input = reader.integer("input", 0, kMaxChainMaps - 1);
    view = view.within(chain);
    if (!reader.has("pinned")) return view;
    const JsonReader pin = reader.object("pinned");
    view.pinned = ChainPixel{.stage = pin.integer("stage", -1, chain.size() - 1),
                             .map = pin.integer("map", 0, kMaxChainMaps - 1),
                             .pooled = pin.boolean("pooled"),
                             .row = pin.integer("row", 0, kMaxChainPixel),
                             .col = pin.integer("column", 0, kMaxChainPixel)};
    return view;
}

}  // namespace convscope
