#include "core/io/onnx/operators/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/base/counted.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/nn/layers/channels/arg_max.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/window/global_pooling2d.h"

namespace convscope::onnx {

namespace {

template <class Pooling>
void read_reduce(const Call& call) {
    Value value = call.value(0);
    std::vector<std::size_t> axes = reduced_axes(call, value.rank());
    const Factors reduced = value.factors_of(axes);
    const Factors kept = selected(value.memory, reduced, false);
    // If the kept axes are the channels of an image, rows and columns are reduced, and the shape can stay.
    const nn::Shape& shape = call.shape(value);
    const auto groups = value.groups(shape);
    if (!(groups && shape.is_image() && groups->back() == kept)) {
        Factors order = selected(value.memory, reduced);
        order.insert(order.end(), kept.begin(), kept.end());
        const nn::Shape image{value.product(reduced), 1, value.product(kept)};
        value = call.arranged(std::move(value), order, image);
    }
    const bool keepdims = call.integer("keepdims", 1) != 0;
    value.node = call.add(std::make_shared<Pooling>(keepdims), {value.node});
    std::ranges::sort(axes, std::greater<>());
    for (const std::size_t axis : axes) {
        value.clear_axis(axis);
        if (!keepdims) value.erase_axis(axis);
    }
    call.set(std::move(value));
}

}  // namespace

std::vector<std::size_t> reduced_axes(const Call& call, std::size_t rank) {
    std::vector<std::int64_t> axes = call.list("axes", 1, 18).value_or(std::vector<std::int64_t>());
    if (axes.empty() && call.integer("noop_with_empty_axes", 0) == 0)
        for (std::size_t axis = 0; axis < rank; ++axis) axes.push_back(static_cast<std::int64_t>(axis));
    return call.axes(axes, rank);
}

void read_batch_normalization(const Call& call) {
    call.only_first_output();
    if (call.integer("training_mode", 0) != 0) call.refuse("is in training mode", "export it for inference");
    if (call.integer("spatial", 1) == 0)
        call.refuse("normalizes every pixel separately", "export it with one mean and variance per channel");
    Value value = call.value(0);
    if (value.rank() < 2) call.refuse("has no channel axis", kExportAgain);
    value = call.innermost(value, value.axes[1]);
    const std::int64_t channels = value.length(1);
    std::vector<nn::SharedTensor> weights;
    for (std::size_t i = 1; i < 5; ++i) {
        const Constant& statistic = call.constant(i);
        if (statistic.count() != channels)
            call.refuse(
                fmt::format("has {} for {}", counted(statistic.count(), "number"), counted(channels, "channel")),
                kExportAgain);
        weights.push_back(call.weight({channels}, in_memory_order(statistic.numbers(), value, 1)));
    }
    constexpr float kMinEpsilon = 1e-12F;
    const float momentum = call.number("momentum", 0.9F);
    const auto layer = std::make_shared<nn::BatchNormalization>(
        nn::BatchNormalization::Parameters{.epsilon = std::max(kMinEpsilon, call.number("epsilon", 1e-5F)),
                                           .momentum = momentum >= 0 && momentum <= 1 ? momentum : 0.9F});
    value.node = call.add(layer, {value.node}, std::move(weights));
    call.set(std::move(value));
}

void read_reduce_mean(const Call& call) {
    read_reduce<nn::GlobalAveragePooling2D>(call);
}

void read_reduce_max(const Call& call) {
    read_reduce<nn::GlobalMaxPooling2D>(call);
}

void read_arg_max(const Call& call) {
    Value value = call.value(0);
    const std::size_t axis = call.axis_attribute(0, value.rank());
    value = call.innermost(value, value.axes[axis]);
    call.assembly().add_prediction(call.input(0));
    value.node = call.add(std::make_shared<nn::ArgMax>(call.integer("select_last_index", 0) != 0), {value.node});
    value.clear_axis(axis);
    if (call.integer("keepdims", 1) == 0) value.erase_axis(axis);
    call.set(std::move(value));
}

}  // namespace convscope::onnx
