#include "app/document/chain/chain_model.h"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <utility>

#include "app/document/chain/chain_remedies.h"
#include "core/base/text/translation.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope {

namespace {

std::string sized(Size size) {
    return fmt::format("{} \u00d7 {}", size.rows, size.cols);
}

ChainSizes sizes_of(const ChainStage& stage, Size input) {
    const int lost = stage.border == Border::valid ? stage.kernel_size() - 1 : 0;
    const Size filtered{input.rows - lost, input.cols - lost};
    if (stage.pooling == Pooling::none) return {input, filtered, filtered};
    return {input, filtered, {filtered.rows / kChainPoolSize, filtered.cols / kChainPoolSize}};
}

std::int64_t values_of(const ChainStage& stage, const ChainSizes& sizes) {
    const std::int64_t pixels = sizes.filtered.area() + (stage.pooling == Pooling::none ? 0 : sizes.pooled.area());
    return pixels * stage.map_count();
}

/// The reason why stage `number` (from 1) does not fit; empty if it fits. `values` is the number of values in the maps
/// of the stages before it.
std::string stage_problem(const ChainStage& stage, int number, const ChainSizes& sizes, std::int64_t values) {
    const int size = stage.kernel_size();
    if (sizes.filtered.rows < 1 || sizes.filtered.cols < 1)
        return tr("Stage {}: a {} window does not fit into {}.", number, sized({size, size}), sized(sizes.input));
    if (sizes.pooled.rows < 1 || sizes.pooled.cols < 1)
        return tr("Stage {}: a {} block does not fit into {}.", number, sized({kChainPoolSize, kChainPoolSize}),
                  sized(sizes.filtered));
    if (values + values_of(stage, sizes) > kMaxChainValues)
        return tr_count(stage.map_count(),
                        "Stage {1}: {0} map of {2} needs too much memory. Choose fewer maps or a smaller picture.",
                        "Stage {1}: {0} maps of {2} need too much memory. Choose fewer maps or a smaller picture.",
                        number, sized(sizes.filtered));
    return {};
}

struct CheckedChain {
    std::vector<ChainSizes> sizes;  ///< sizes of the stages that fit
    std::string problem;
    bool lacks_memory = false;  ///< true if the problem is the memory limit, not a size
};

CheckedChain checked(const LabChain& chain, Size input) {
    CheckedChain result;
    std::int64_t values = input.area();
    for (int i = 0; i < chain.size(); ++i) {
        const ChainSizes sizes = sizes_of(chain.stage(i), i == 0 ? input : result.sizes.back().pooled);
        result.problem = stage_problem(chain.stage(i), i + 1, sizes, values);
        result.lacks_memory = sizes.pooled.rows > 0 && sizes.pooled.cols > 0;
        if (!result.problem.empty()) return result;
        values += values_of(chain.stage(i), sizes);
        result.sizes.push_back(sizes);
    }
    return result;
}

/// `last_is_new`: the last stage is not part of the chain yet.
std::string problem_with_remedy(const LabChain& chain, Size input, bool last_is_new) {
    if (input.area() == 0) return tr("Open a picture first.");
    const CheckedChain result = checked(chain, input);
    if (result.problem.empty() || result.lacks_memory) return result.problem;
    const auto failed = static_cast<int>(result.sizes.size());
    return result.problem + " " + stage_remedy(chain, failed, input, last_is_new && failed + 1 == chain.size());
}

/// The kernels of a stage in Keras's order: rows, cols, input maps, maps.
nn::SharedTensor kernel_tensor(const ChainStage& stage) {
    const int size = stage.kernel_size();
    nn::Tensor tensor{{size, size, stage.input_count(), stage.map_count()}, {}};
    tensor.values.reserve(static_cast<std::size_t>(tensor.shape.count()));
    for (int row = 0; row < size; ++row)
        for (int col = 0; col < size; ++col)
            for (int input = 0; input < stage.input_count(); ++input)
                for (const ChainMap& map : stage.maps)
                    tensor.values.push_back(map.kernels.at(static_cast<std::size_t>(input)).at(row, col));
    return std::make_shared<const nn::Tensor>(std::move(tensor));
}

nn::SharedTensor bias_tensor(const ChainStage& stage) {
    nn::Tensor tensor{{stage.map_count()}, {}};
    tensor.values.reserve(stage.maps.size());
    for (const ChainMap& map : stage.maps) tensor.values.push_back(map.bias);
    return std::make_shared<const nn::Tensor>(std::move(tensor));
}

nn::SharedLayer convolution_of(const ChainStage& stage) {
    const nn::Padding padding = stage.border == Border::valid ? nn::Padding::valid : nn::Padding::same;
    const bool has_relu = stage.activation == Activation::relu;
    return std::make_shared<const nn::Conv2D>(nn::Conv2D::Parameters{
        .filters = stage.map_count(),
        .window = {.rows = stage.kernel_size(), .cols = stage.kernel_size(), .padding = padding},
        .activation = {.kind = has_relu ? nn::ActivationKind::relu : nn::ActivationKind::linear}});
}

/// The kind of pooling of a layer that pooling_of() has made.
Pooling pooling_kind(const nn::Layer& layer) {
    return layer.arithmetic_words().averages ? Pooling::average : Pooling::max;
}

/// The stage, without pooling, of a convolution that convolution_of() has made.
ChainStage stage_of_node(const nn::Model& model, const nn::Node& node) {
    const std::array<nn::Shape, 1> input_shapes{model.node(node.inputs.at(0)).shape};
    const nn::Tensor& kernels = *node.weights.at(0);
    const nn::Tensor& biases = *node.weights.at(1);
    const auto size = static_cast<int>(kernels.shape.axes.at(0));
    const std::int64_t inputs = kernels.shape.axes.at(2), maps = kernels.shape.axes.at(3);
    ChainStage stage;
    stage.border = node.layer->sliding_window(input_shapes).value().same ? Border::zero : Border::valid;
    stage.activation = node.layer->activation().kind == nn::ActivationKind::relu ? Activation::relu : Activation::none;
    stage.pooling = Pooling::none;
    stage.maps.reserve(static_cast<std::size_t>(maps));
    for (std::int64_t map = 0; map < maps; ++map) {
        std::vector<Kernel> own(static_cast<std::size_t>(inputs), Kernel{size, {}});
        for (int tap = 0; tap < size * size; ++tap)
            for (std::int64_t input = 0; input < inputs; ++input)
                own[static_cast<std::size_t>(input)].values.at(static_cast<std::size_t>(tap)) =
                    kernels.values.at(static_cast<std::size_t>((tap * inputs + input) * maps + map));
        stage.maps.push_back({std::move(own), biases.values.at(static_cast<std::size_t>(map))});
    }
    return stage;
}

nn::SharedLayer pooling_of(const ChainStage& stage) {
    constexpr nn::Window kBlock{
        .rows = kChainPoolSize, .cols = kChainPoolSize, .row_stride = kChainPoolSize, .col_stride = kChainPoolSize};
    if (stage.pooling == Pooling::max) return std::make_shared<const nn::MaxPooling2D>(kBlock);
    return std::make_shared<const nn::AveragePooling2D>(kBlock);
}

}  // namespace

std::vector<ChainSizes> chain_sizes(const LabChain& chain, Size input) {
    return checked(chain, input).sizes;
}

std::string chain_problem(const LabChain& chain, Size input) {
    return problem_with_remedy(chain, input, false);
}

std::string next_stage_problem(const LabChain& chain, Size input) {
    if (chain.size() >= kMaxChainStages) return tr("A chain has at most {} stages.", kMaxChainStages);
    LabChain longer = chain;
    longer.stages.push_back(next_stage(chain));
    return problem_with_remedy(longer, input, true);
}

LabChain fitting_chain(const LabChain& chain, Size input) {
    LabChain fitting = chain;
    fitting.stages.resize(chain_sizes(chain, input).size());
    return fitting;
}

std::vector<std::string> chain_size_equations(const LabChain& chain, Size input) {
    const std::vector<ChainSizes> sizes = chain_sizes(chain, input);
    std::vector<std::string> equations;
    const auto add = [&](std::string_view title, int Size::*side) {
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const ChainStage& stage = chain.stages[i];
            const int window = stage.kernel_size();
            const std::string padding = stage.border == Border::valid ? "" : fmt::format(" + {}", window - 1);
            const std::string size = fmt::format("({}{} \u2212 {}) / 1 + 1 = {}", sizes[i].input.*side, padding, window,
                                                 sizes[i].filtered.*side);
            equations.push_back(i == 0 ? fmt::format("{} {}", title, size) : size);
            if (stage.pooling == Pooling::none) continue;
            const std::string pooled =
                fmt::format("{} / {} = {}", sizes[i].filtered.*side, kChainPoolSize, sizes[i].pooled.*side);
            const bool exact = sizes[i].filtered.*side % kChainPoolSize == 0;
            equations.push_back(exact ? pooled : tr("{}, rounded down", pooled));
        }
    };
    if (input.rows == input.cols) {
        add(tr("Rows and columns:"), &Size::rows);
    } else {
        add(tr("Rows:"), &Size::rows);
        add(kColumnSizes, &Size::cols);
    }
    return equations;
}

std::vector<ChainNodes> chain_nodes(const LabChain& chain) {
    std::vector<ChainNodes> nodes;
    nodes.reserve(chain.stages.size());
    int next = 1;
    for (const ChainStage& stage : chain.stages) {
        ChainNodes own{next, next};
        if (stage.pooling != Pooling::none) ++own.pooling;
        next = own.pooling + 1;
        nodes.push_back(own);
    }
    return nodes;
}

nn::Model chain_model(const LabChain& chain, Size input) {
    nn::ModelInfo info{.name = "chain", .preprocessing_known = true};
    info.preprocessing = nn::with_range({.inversion = nn::Inversion::never}, nn::InputRange::bytes);
    nn::ModelBuilder builder(std::move(info));
    int last = builder.input("picture", {input.rows, input.cols, 1});
    for (int i = 0; i < chain.size(); ++i) {
        const ChainStage& stage = chain.stage(i);
        last = builder.add(fmt::format("stage {} convolution", i + 1), convolution_of(stage), {last},
                           {kernel_tensor(stage), bias_tensor(stage)});
        if (stage.pooling != Pooling::none)
            last = builder.add(fmt::format("stage {} pooling", i + 1), pooling_of(stage), {last});
    }
    return builder.build();
}

LabChain chain_of_model(const nn::Model& model) {
    LabChain chain;
    chain.stages.reserve(kMaxChainStages);
    for (int i = 1; i < model.size(); ++i) {
        const nn::Node& node = model.node(i);
        if (node.weights.empty())
            chain.stages.back().pooling = pooling_kind(*node.layer);
        else
            chain.stages.push_back(stage_of_node(model, node));
    }
    return chain;
}

std::vector<CodeStage> code_stages(const LabChain& chain) {
    std::vector<CodeStage> stages;
    stages.reserve(chain.stages.size());
    for (const ChainStage& stage : chain.stages) {
        CodeStage code{.kernels = {},
                       .biases = {},
                       .has_same_size = stage.border != Border::valid,
                       .has_relu = stage.activation == Activation::relu,
                       .pooling = stage.pooling,
                       .pool_size = kChainPoolSize};
        code.kernels.reserve(stage.maps.size());
        code.biases.reserve(stage.maps.size());
        for (const ChainMap& map : stage.maps) {
            code.kernels.push_back(map.kernels);
            code.biases.push_back(map.bias);
        }
        stages.push_back(std::move(code));
    }
    return stages;
}

}  // namespace convscope
