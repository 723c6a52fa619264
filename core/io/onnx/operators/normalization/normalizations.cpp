#include "core/io/onnx/operators/normalization/normalizations.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "core/base/text/translation.h"
#include "core/io/onnx/fused_normalizations.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/io/onnx/operators/reshape.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"

namespace convscope::onnx {

namespace {

double epsilon_of(const Call& call) {
    constexpr float kMinEpsilon = 1e-12F;
    return std::max(kMinEpsilon, call.number("epsilon", 1e-5F));
}

/// The value with its channels, axis 1, last in memory and in the file's order.
Value with_channels_last(const Call& call, const Value& value) {
    if (value.rank() < 2) call.refuse(tr("has no channel axis"), kExportAgain);
    if (value.memory_order(1).is_file_order()) return call.innermost(value, value.axes[1]);
    Factors order = selected(value.memory, value.axes[1], false);
    order.insert(order.end(), value.axes[1].begin(), value.axes[1].end());
    return call.arranged(value, order, {value.count() / value.length(1), value.length(1)});
}

/// The input, a list with one number for each of `count` channels or groups.
std::vector<float> channel_numbers(const Call& call, std::size_t input, std::int64_t count) {
    const Constant& constant = call.constant(input);
    if (constant.count() != count)
        call.refuse(tr("has {} for {}", tr_count(constant.count(), "{} number", "{} numbers"),
                       tr_count(count, "{} channel", "{} channels")),
                    kExportAgain);
    return constant.numbers();
}

/// The numbers, each repeated `times` times.
std::vector<float> repeated(const std::vector<float>& numbers, std::int64_t times) {
    std::vector<float> result;
    result.reserve(numbers.size() * static_cast<std::size_t>(times));
    for (const float number : numbers) result.insert(result.end(), static_cast<std::size_t>(times), number);
    return result;
}

/// A normalization while its operators are read: its input, its weights so far, and the output of the last operator.
struct Parts {
    Value value;
    bool normalizes_all = false;  ///< all axes of an example, not only the node's last one
    std::optional<std::vector<float>> gamma, beta;
    std::string output;

    std::optional<std::vector<float>> weight(const Call& call, const Constant& constant) const {
        return broadcast_numbers(call, value, constant, normalizes_all);
    }
};

/// The value rearranged so that the layer normalises all axes of its node, or the last one.
Parts parts_of(const Call& call) {
    const Value& value = call.value(0);
    const Factors factors = value.factors_of(layer_normalization_axes(call, value.rank()));
    Parts parts{.value = value, .gamma = {}, .beta = {}, .output = call.output()};
    parts.normalizes_all = same_factors(factors, value.memory) && value.groups(call.shape(value)).has_value();
    if (!parts.normalizes_all) parts.value = call.innermost(value, factors);
    return parts;
}

/// numbers = operation(numbers, others); missing numbers count as `neutral`.
template <class Operation>
void combine(std::optional<std::vector<float>>& numbers, const std::vector<float>& others, float neutral,
             const Operation& operation) {
    if (!numbers) numbers.emplace(others.size(), neutral);
    std::ranges::transform(*numbers, others, numbers->begin(), operation);
}

/// Fuses the only consumer of the output if it multiplies by or adds a fitting constant.
void fuse_weight(const Call& call, std::string_view kind, Parts& parts) {
    const Node* const next = call.assembly().only_consumer(parts.output);
    if (next == nullptr || next->kind != kind || next->inputs.size() != 2) return;
    const Call consumer(call.assembly(), *next);
    const Constant* const constant = consumer.known(consumer.input(0) == parts.output ? 1 : 0);
    if (constant == nullptr || first_axis(consumer, parts.value.dims(), constant->dims())) return;
    const std::optional<std::vector<float>> numbers = parts.weight(consumer, *constant);
    if (!numbers) return;
    if (kind == "Mul") {
        combine(parts.gamma, *numbers, 1, std::multiplies<>());
        if (parts.beta) combine(parts.beta, *numbers, 0, std::multiplies<>());
    } else {
        combine(parts.beta, *numbers, 0, std::plus<>());
    }
    call.assembly().finish(*next);
    parts.output = consumer.output();
}

/// Fuses the only consumer of the output if it is a Reshape that moves no data.
void fuse_reshape(const Call& call, Parts& parts) {
    const Node* const next = call.assembly().only_consumer(parts.output);
    if (next == nullptr || next->kind != "Reshape") return;
    const Call consumer(call.assembly(), *next);
    if (consumer.known(1) == nullptr) return;
    const std::optional<Dims> dims = reshaped_dims(consumer, parts.value.dims());
    if (!dims || !parts.value.regroup(*dims)) return;
    call.assembly().finish(*next);
    parts.output = consumer.output();
}

/// Adds the layer and sets the output of the last operator. `shape` is that of the weights.
template <class Layer>
void set_normalization(const Call& call, Parts parts, const typename Layer::Parameters& parameters,
                       const nn::Shape& shape) {
    typename Layer::Parameters settings = parameters;
    settings.epsilon = epsilon_of(call);
    settings.use_scale = parts.gamma.has_value();
    settings.use_center = parts.beta.has_value();
    std::vector<nn::SharedTensor> weights;
    if (parts.gamma) weights.push_back(call.weight(shape, *parts.gamma));
    if (parts.beta) weights.push_back(call.weight(shape, *parts.beta));
    parts.value.node = call.add(std::make_shared<Layer>(settings), {parts.value.node}, std::move(weights));
    call.assembly().set(parts.output, std::move(parts.value));
}

std::vector<float> required_weight(const Call& call, const Parts& parts, std::size_t input) {
    std::optional<std::vector<float>> numbers = parts.weight(call, call.constant(input));
    if (!numbers) call.refuse(tr("has weights that vary along axes that it does not normalise"), kExportAgain);
    return std::move(*numbers);
}

/// A value whose channels are groups of `run` neighbouring values of the node's last axis.
struct ChannelRuns {
    Value value;
    std::int64_t run = 1;
};

/// PyTorch writes a group normalization as a Reshape to (batch, groups, rest), an InstanceNormalization and a Reshape.
/// The groups are then the outer part of the node's channels, and no data need move.
ChannelRuns channel_runs(const Call& call, const Value& value) {
    const Factors& channels = value.axes[1];
    const auto begin = channels.empty() ? value.memory.end() : std::ranges::find(value.memory, channels.front());
    const Factors tail(begin, value.memory.end());
    const std::optional<std::vector<Factors>> groups = value.groups(call.shape(value));
    if (groups && tail.size() >= channels.size() && groups->back() == tail &&
        std::equal(channels.begin(), channels.end(), tail.begin()))
        return {value, value.product(tail) / value.length(1)};
    return {with_channels_last(call, value)};
}

}  // namespace

std::vector<std::size_t> layer_normalization_axes(const Call& call, std::size_t rank) {
    if (call.has_attribute(kFusedAxes)) return call.axes(call.integers(kFusedAxes), rank);
    std::vector<std::size_t> axes;
    for (std::size_t axis = call.axis_attribute(-1, rank); axis < rank; ++axis) axes.push_back(axis);
    return axes;
}

void read_layer_normalization(const Call& call) {
    call.only_first_output();
    Parts parts = parts_of(call);
    if (call.has_attribute(kFusedAxes)) {
        fuse_weight(call, "Mul", parts);
        fuse_weight(call, "Add", parts);
    } else {
        parts.gamma = required_weight(call, parts, 1);
        if (call.has(2)) parts.beta = required_weight(call, parts, 2);
    }
    const bool all = parts.normalizes_all;
    const nn::Shape& shape = call.shape(parts.value);
    set_normalization<nn::LayerNormalization>(call, std::move(parts), {.rows = all, .cols = all},
                                              all ? shape : nn::Shape{shape.channels()});
}

void read_instance_normalization(const Call& call) {
    const Value& value = call.value(0);
    if (value.rank() < 3) call.refuse(tr("normalises a value without pixels"), kExportAgain);
    const std::int64_t channels = value.length(1);
    const std::vector<float> gamma = channel_numbers(call, 1, channels), beta = channel_numbers(call, 2, channels);
    const auto [input, run] = channel_runs(call, value);
    Parts parts{.value = input, .gamma = repeated(gamma, run), .beta = repeated(beta, run), .output = call.output()};
    if (run > 1) {
        fuse_reshape(call, parts);
        fuse_weight(call, "Mul", parts);
        fuse_weight(call, "Add", parts);
    }
    set_normalization<nn::GroupNormalization>(call, std::move(parts), {.groups = run == 1 ? 0 : channels},
                                              {channels * run});
}

void read_group_normalization(const Call& call) {
    Value value = with_channels_last(call, call.value(0));
    const std::int64_t channels = value.length(1), groups = call.integer("num_groups", 0);
    if (groups < 1 || channels % groups != 0)
        call.refuse(tr("divides {} into {}", tr_count(channels, "{} channel", "{} channels"),
                       tr_count(groups, "{} group", "{} groups")),
                    kExportAgain);
    // Since opset 21 there is a scale for each channel; before, there was one for each group.
    const std::int64_t count = call.constant(1).count() == channels ? channels : groups;
    const std::vector<float> gamma = repeated(channel_numbers(call, 1, count), channels / count),
                             beta = repeated(channel_numbers(call, 2, count), channels / count);
    set_normalization<nn::GroupNormalization>(
        call, {.value = std::move(value), .gamma = gamma, .beta = beta, .output = call.output()}, {.groups = groups},
        {channels});
}

void read_local_response_normalization(const Call& call) {
    Value value = with_channels_last(call, call.value(0));
    const auto layer = std::make_shared<nn::LocalResponseNormalization>(
        nn::LocalResponseNormalization::Parameters{.size = call.integer("size", 0),
                                                   .alpha = call.number("alpha", 1e-4F),
                                                   .beta = call.number("beta", 0.75F),
                                                   .bias = call.number("bias", 1)});
    value.node = call.add(layer, {value.node});
    call.set(std::move(value));
}

void read_unit_normalization(const Call& call) {
    if (call.integer("p", 2) != 2) call.refuse(tr("divides by a sum of absolute values"), tr("use p = 2"));
    Value value = call.value(0);
    value = call.innermost(value, value.axes[call.axis_attribute(-1, value.rank())]);
    value.node = call.add(std::make_shared<nn::UnitNormalization>(nn::UnitNormalization::Parameters{}), {value.node});
    call.set(std::move(value));
}

}  // namespace convscope::onnx
