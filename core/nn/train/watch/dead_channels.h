// The channels of a network that are never active on a set of pictures.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"

namespace convscope::nn {

/// The channels of a node that are never above 0.
struct DeadChannels {
    int node = 0;
    std::int64_t channels = 0;
    std::vector<std::int64_t> dead;  ///< ascending
};

/// For each node whose channels can_be_dead(), in order, those without a value above 0 on all `examples` of the data
/// set. Calls `keep_going` with the finished fraction between batches; if it returns false, returns nullopt. Throws
/// ModelError if the model's first input does not take the pictures.
std::optional<std::vector<DeadChannels>> dead_channels(const Model& model, const Dataset& data,
                                                       std::span<const std::int64_t> examples,
                                                       const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
