#include "core/nn/train/watch/pooling_lens.h"

#include "core/nn/model/layer.h"

namespace convscope::nn {

namespace {

bool has_separate_blocks(const WindowAxis& axis) {
    return axis.dilation == 1 && axis.stride >= axis.size && axis.before == 0;
}

/// The block that has this position; nullopt if it lies between or after the blocks.
std::optional<std::int64_t> block_of(const WindowAxis& axis, std::int64_t position) {
    const std::int64_t block = position / axis.stride;
    const bool is_inside = position >= 0 && position % axis.stride < axis.size && block < axis.output &&
                           axis.inside(axis.tap(block, axis.size - 1));
    return is_inside ? std::optional(block) : std::nullopt;
}

float value_of(const std::vector<float>& values, const Shape& shape, std::int64_t example, const Position& at) {
    return values[static_cast<std::size_t>(example * shape.count() + index_of(shape, at))];
}

/// The index of the largest value; of equal ones, of that which the gradient has reached, otherwise of the first.
std::size_t winner_of(const std::vector<BlockValue>& values) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const bool is_reached = values[i].gradient != 0 && values[best].gradient == 0;
        if (values[i].value > values[best].value || (values[i].value == values[best].value && is_reached)) best = i;
    }
    return best;
}

}  // namespace

std::optional<PooledLayer> pooled_layer(const Model& model, int node) {
    const Shape& shape = model.node(node).shape;
    for (int maps = node;;) {
        const std::vector<int> consumers = model.consumers(maps);
        if (consumers.size() != 1) return std::nullopt;
        const int next = consumers.front();
        const auto window = model.node(next).layer->sliding_window(model.input_shapes(next));
        if (window && window->pooling) {
            if (!has_separate_blocks(window->axes.rows) || !has_separate_blocks(window->axes.cols)) return std::nullopt;
            return PooledLayer{maps, next};
        }
        if (window || model.node(next).shape != shape) return std::nullopt;
        maps = next;
    }
}

std::optional<PoolingBlock> pooling_block(const StepDetail& detail, const PooledLayer& layer, std::int64_t example,
                                          const Position& at) {
    const Model& model = *detail.before;
    const Node& pooling = model.node(layer.pooling);
    const auto maps = static_cast<std::size_t>(layer.maps), pooled = static_cast<std::size_t>(layer.pooling);
    if (detail.gradients[maps].empty() || detail.gradients[pooled].empty()) return std::nullopt;
    const std::vector<Shape> inputs = model.input_shapes(layer.pooling);
    const auto window = pooling.layer->sliding_window(inputs);
    const auto row = block_of(window->axes.rows, at.row), col = block_of(window->axes.cols, at.col);
    if (!row || !col) return std::nullopt;
    const Position place{*row, *col, at.channel};
    PoolingBlock block{.row = *row,
                       .col = *col,
                       .rows = window->axes.rows.size,
                       .cols = window->axes.cols.size,
                       .output = value_of(detail.outputs[pooled], pooling.shape, example, place),
                       .gradient = value_of(detail.gradients[pooled], pooling.shape, example, place)};
    for (std::int64_t r = 0; r < block.rows; ++r)
        for (std::int64_t c = 0; c < block.cols; ++c) {
            const Position from{window->axes.rows.tap(*row, r), window->axes.cols.tap(*col, c), at.channel};
            block.values.push_back({from.row, from.col, value_of(detail.outputs[maps], inputs.front(), example, from),
                                    value_of(detail.gradients[maps], inputs.front(), example, from)});
        }
    if (!pooling.layer->arithmetic_words().averages) block.winner = winner_of(block.values);
    return block;
}

}  // namespace convscope::nn
