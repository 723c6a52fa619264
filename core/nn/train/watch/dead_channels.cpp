#include "core/nn/train/watch/dead_channels.h"

#include <algorithm>

#include "core/nn/inspect/dead_maps.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/evaluate.h"

namespace convscope::nn {

namespace {

/// For one node, the channels that were active.
struct ActiveChannels {
    int node = 0;
    std::vector<bool> active;
};

void mark_active(std::span<const float> values, std::vector<bool>& active) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] > 0) active[i % active.size()] = true;
}

std::vector<ActiveChannels> candidates(const Model& model) {
    std::vector<ActiveChannels> all;
    for (int node = 0; node < model.size(); ++node)
        if (can_be_dead(model, node))
            all.push_back({node, std::vector<bool>(static_cast<std::size_t>(model.node(node).shape.channels()))});
    return all;
}

DeadChannels dead_of(const ActiveChannels& channels) {
    DeadChannels result{.node = channels.node, .channels = std::ssize(channels.active)};
    for (std::size_t channel = 0; channel < channels.active.size(); ++channel)
        if (!channels.active[channel]) result.dead.push_back(static_cast<std::int64_t>(channel));
    return result;
}

}  // namespace

std::optional<std::vector<DeadChannels>> dead_channels(const Model& model, const Dataset& data,
                                                       std::span<const std::int64_t> examples,
                                                       const std::function<bool(double)>& keep_going) {
    check_takes_pictures(model, data);
    std::vector<ActiveChannels> channels = candidates(model);
    std::optional<Plan> plan;
    std::vector<float> inputs;
    const auto step = static_cast<std::size_t>(evaluation_batch(model));
    for (std::size_t first = 0; first < examples.size(); first += step) {
        if (keep_going && !keep_going(static_cast<double>(first) / static_cast<double>(examples.size())))
            return std::nullopt;
        const auto batch = examples.subspan(first, std::min(step, examples.size() - first));
        if (!plan || plan->batch() != std::ssize(batch)) plan.emplace(model, std::ssize(batch));
        inputs.resize(batch.size() * static_cast<std::size_t>(data.example.count()));
        fill_batch(data, batch, model.info().preprocessing, inputs);
        plan->set_input(0, inputs);
        plan->run();
        for (ActiveChannels& node : channels) mark_active(plan->activation(node.node), node.active);
    }
    std::vector<DeadChannels> result;
    result.reserve(channels.size());
    for (const ActiveChannels& node : channels) result.push_back(dead_of(node));
    return result;
}

}  // namespace convscope::nn
