// A pooling layer in one training step: the values of one of its blocks, the gradient that arrives, and the part of it
// that each value gets. All numbers are the trainer's.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/nn/train/watch/step_record.h"

namespace convscope::nn {

/// The layers through which a layer's maps are pooled.
struct PooledLayer {
    int maps = 0;     ///< the node that the pooling layer reads: the layer, or the last of those that keep its shape
    int pooling = 0;  ///< the pooling node, whose blocks do not overlap
};
/// nullopt if the layer's maps are not pooled, or in blocks that overlap.
std::optional<PooledLayer> pooled_layer(const Model& model, int node);

/// One value of a block.
struct BlockValue {
    std::int64_t row = 0, col = 0;  ///< in the map
    float value = 0;                ///< after the activation
    float gradient = 0;             ///< of the mean loss with respect to the value before the activation
};

/// One block of a map, and the value that pooling made of it.
struct PoolingBlock {
    std::int64_t row = 0, col = 0;  ///< of the pooled value
    std::int64_t rows = 0, cols = 0;
    std::vector<BlockValue> values;     ///< rows x cols, row by row
    std::optional<std::size_t> winner;  ///< index into `values`; nullopt if pooling gives the mean
    float output = 0;                   ///< the pooled value
    float gradient = 0;                 ///< of the mean loss with respect to it
};

/// The block of one example and channel that has the map's value at row and col. nullopt if the value is in no block,
/// as the last row of an odd map, or if the step did not need the gradient.
std::optional<PoolingBlock> pooling_block(const StepDetail& detail, const PooledLayer& layer, std::int64_t example,
                                          const Position& at);

}  // namespace convscope::nn
