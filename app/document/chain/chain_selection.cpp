#include "app/document/chain/chain_selection.h"

#include <algorithm>

namespace convscope {

namespace {

nn::Position chain_position(const Cell& cell, int channel) {
    return {cell.row, cell.col, channel};
}

Cell chain_cell(const nn::Position& at) {
    return {static_cast<int>(at.row), static_cast<int>(at.col)};
}

/// The output whose window is centred nearest to the pixel.
Cell nearest_chain_output(const ChainStage& stage, const nn::Shape& output, const ChainPixel& pixel) {
    const int before = stage.border == Border::valid ? stage.kernel_size() / 2 : 0;
    return {std::clamp(pixel.row - before, 0, static_cast<int>(output.rows()) - 1),
            std::clamp(pixel.col - before, 0, static_cast<int>(output.cols()) - 1)};
}

/// The pooling block of a value; nullopt without pooling, and for a value that pooling drops.
std::optional<Cell> chain_block(const ComputedChain& computed, const ChainNodes& nodes, const Cell& output) {
    if (nodes.pooling == nodes.convolution) return std::nullopt;
    const Cell block{output.row / kChainPoolSize, output.col / kChainPoolSize};
    if (!nn::contains(computed.model.node(nodes.pooling).shape, chain_position(block, 0))) return std::nullopt;
    return block;
}

}  // namespace

std::optional<ChainSelection> select_in_chain(const ComputedChain& computed, const ChainPixel& pixel, int map) {
    const std::vector<ChainNodes> nodes = chain_nodes(computed.chain);
    if (pixel.stage >= computed.chain.size()) return std::nullopt;
    const bool of_picture = pixel.stage < 0;
    ChainSelection selection{.stage = of_picture ? 0 : pixel.stage, .map = of_picture ? map : pixel.map};
    const ChainStage& stage = computed.chain.stage(selection.stage);
    const ChainNodes& own = nodes.at(static_cast<std::size_t>(selection.stage));
    if (pixel.pooled && stage.pooling == Pooling::none) return std::nullopt;
    if (selection.map < 0 || selection.map >= stage.map_count()) return std::nullopt;
    const int node = of_picture ? 0 : pixel.pooled ? own.pooling : own.convolution;
    const nn::Position at{pixel.row, pixel.col, of_picture ? 0 : pixel.map};
    if (!nn::contains(computed.model.node(node).shape, at)) return std::nullopt;
    if (of_picture) {
        selection.output = nearest_chain_output(stage, computed.model.node(own.convolution).shape, pixel);
        selection.input = Cell{pixel.row, pixel.col};
    } else if (pixel.pooled) {
        const nn::Explanation block = nn::explain(computed.model, own.pooling, at, computed.activations);
        selection.output = chain_cell(block.terms.at(block.winner.value_or(0)).from);
    } else {
        selection.output = {pixel.row, pixel.col};
    }
    selection.pooled = chain_block(computed, own, selection.output);
    return selection;
}

nn::Region source_in_chain(const ComputedChain& computed, const ChainSelection& selection, int node) {
    const ChainNodes own = chain_nodes(computed.chain).at(static_cast<std::size_t>(selection.stage));
    return nn::receptive_field(computed.model, own.convolution,
                               nn::single(chain_position(selection.output, selection.map)), node);
}

ChainExplanation explain_in_chain(const ComputedChain& computed, const ChainSelection& selection) {
    const ChainNodes own = chain_nodes(computed.chain).at(static_cast<std::size_t>(selection.stage));
    ChainExplanation explanation{
        .output = nn::explain(computed.model, own.convolution, chain_position(selection.output, selection.map),
                              computed.activations),
        .pooled = {}};
    if (selection.pooled)
        explanation.pooled = nn::explain(computed.model, own.pooling, chain_position(*selection.pooled, selection.map),
                                         computed.activations);
    return explanation;
}

}  // namespace convscope
