#include "app/document/chain/chain_model.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

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

/// The reason why stage `number` (from 1) does not fit; `values` are those of the stages before it.
std::string stage_problem(const ChainStage& stage, int number, const ChainSizes& sizes, std::int64_t values) {
    const int size = stage.kernel_size();
    if (sizes.filtered.rows < 1 || sizes.filtered.cols < 1)
        return fmt::format("Stage {}: a {} window does not fit into {}.", number, sized({size, size}),
                           sized(sizes.input));
    if (sizes.pooled.rows < 1 || sizes.pooled.cols < 1)
        return fmt::format("Stage {}: a {} block does not fit into {}.", number,
                           sized({kChainPoolSize, kChainPoolSize}), sized(sizes.filtered));
    if (values + values_of(stage, sizes) > kMaxChainValues)
        return fmt::format("Stage {}: {} map{} of {} need too much memory. Choose fewer maps or a smaller picture.",
                           number, stage.map_count(), stage.map_count() == 1 ? "" : "s", sized(sizes.filtered));
    return {};
}

struct CheckedChain {
    std::vector<ChainSizes> sizes;  ///< of the stages that fit
    std::string problem;
};

CheckedChain checked(const LabChain& chain, Size input) {
    CheckedChain result;
    std::int64_t values = input.area();
    for (int i = 0; i < chain.size(); ++i) {
        const ChainSizes sizes = sizes_of(chain.stage(i), i == 0 ? input : result.sizes.back().pooled);
        result.problem = stage_problem(chain.stage(i), i + 1, sizes, values);
        if (!result.problem.empty()) return result;
        values += values_of(chain.stage(i), sizes);
        result.sizes.push_back(sizes);
    }
    return result;
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
    return checked(chain, input).problem;
}

std::string next_stage_problem(const LabChain& chain, Size input) {
    if (chain.size() >= kMaxChainStages) return fmt::format("A chain has at most {} stages.", kMaxChainStages);
    LabChain longer = chain;
    longer.stages.push_back(next_stage(chain));
    return chain_problem(longer, input);
}

LabChain fitting_chain(const LabChain& chain, Size input) {
    LabChain fitting = chain;
    fitting.stages.resize(chain_sizes(chain, input).size());
    return fitting;
}

std::vector<std::string> chain_size_equations(const LabChain& chain, Size input) {
    const std::vector<ChainSizes> sizes = chain_sizes(chain, input);
    std::vector<std::string> equations;
    const auto add = [&](const std::string& title, int Size::*side) {
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const ChainStage& stage = chain.stages[i];
            const int window = stage.kernel_size();
            const std::string padding = stage.border == Border::valid ? "" : fmt::format(" + {}", window - 1);
            equations.push_back(fmt::format("{}({}{} \u2212 {}) / 1 + 1 = {}", i == 0 ? title : "",
                                            sizes[i].input.*side, padding, window, sizes[i].filtered.*side));
            if (stage.pooling != Pooling::none)
                equations.push_back(fmt::format("{} / {} = {}{}", sizes[i].filtered.*side, kChainPoolSize,
                                                sizes[i].pooled.*side,
                                                sizes[i].filtered.*side % kChainPoolSize == 0 ? "" : ", rounded down"));
        }
    };
    if (input.rows == input.cols) {
        add("Rows and columns: ", &Size::rows);
    } else {
        add("Rows: ", &Size::rows);
        add("Columns: ", &Size::cols);
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

}  // namespace convscope
