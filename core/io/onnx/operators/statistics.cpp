#include "core/io/onnx/operators/statistics.h"

#include <algorithm>
#include <memory>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/nn/layers/channels/arg_max.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/window/global_pooling2d.h"

namespace convscope::onnx {

namespace {

/// A value whose reduced axes are the rows and columns of an image.
struct Reduced {
    Value value;
    std::vector<std::size_t> axes;
    std::int64_t count;  ///< number of values that are reduced to one
};

Reduced reduction_of(const Call& call, Value value) {
    std::vector<std::size_t> axes = reduced_axes(call, value.rank());
    const Factors reduced = value.factors_of(axes);
    const Factors kept_factors = selected(value.memory, reduced, false);
    // If the kept axes are the channels of an image, rows and columns are reduced, and the shape can stay.
    const nn::Shape& shape = call.shape(value);
    const auto groups = value.groups(shape);
    if (!(groups && shape.is_image() && groups->back() == kept_factors)) {
        Factors order = selected(value.memory, reduced);
        order.insert(order.end(), kept_factors.begin(), kept_factors.end());
        const nn::Shape image{value.product(reduced), 1, value.product(kept_factors)};
        value = call.arranged(std::move(value), order, image);
    }
    const std::int64_t count = value.product(reduced);
    return {std::move(value), std::move(axes), count};
}

/// The value after a layer that keeps its shape.
template <class Layer, class Parameters>
Value after(const Call& call, Value value, const Parameters& parameters, const char* suffix) {
    value.node = call.add(std::make_shared<Layer>(parameters), {value.node}, {}, suffix);
    return value;
}

Value multiplied(const Call& call, Value value, double factor, const char* suffix) {
    return after<nn::Rescaling>(call, std::move(value), nn::Rescaling::Parameters{{static_cast<float>(factor)}, {0}},
                                suffix);
}

Value mapped(const Call& call, Value value, const nn::Activation& function, const char* suffix) {
    return after<nn::ActivationLayer>(call, std::move(value), function, suffix);
}

/// The value with its reduced axes pooled.
template <class Pooling>
Value pooled(const Call& call, Reduced reduced, const char* suffix) {
    Value& value = reduced.value;
    const bool keepdims = call.integer("keepdims", 1) != 0;
    value.node = call.add(std::make_shared<Pooling>(keepdims), {value.node}, {}, suffix);
    std::ranges::sort(reduced.axes, std::greater<>());
    for (const std::size_t axis : reduced.axes) {
        value.clear_axis(axis);
        if (!keepdims) value.erase_axis(axis);
    }
    return std::move(value);
}

/// The sum over the reduced axes: the mean times the number of values. `suffix` ends the last layer's name.
Value summed(const Call& call, Value value, const char* suffix) {
    Reduced reduced = reduction_of(call, std::move(value));
    const auto count = static_cast<double>(reduced.count);
    return multiplied(call, pooled<nn::GlobalAveragePooling2D>(call, std::move(reduced), "_mean"), count, suffix);
}

constexpr nn::Activation kAbsolute{nn::ActivationKind::absolute}, kSquare{nn::ActivationKind::power, 2},
    kRoot{nn::ActivationKind::square_root}, kLogarithm{nn::ActivationKind::logarithm};

}  // namespace

std::vector<std::size_t> reduced_axes(const Call& call, std::size_t rank) {
    const std::int64_t since = call.node().kind == "ReduceSum" ? 13 : 18;
    std::vector<std::int64_t> axes = call.list("axes", 1, since).value_or(std::vector<std::int64_t>());
    if (axes.empty() && call.integer("noop_with_empty_axes", 0) == 0)
        for (std::size_t axis = 0; axis < rank; ++axis) axes.push_back(static_cast<std::int64_t>(axis));
    return call.axes(axes, rank);
}

void read_batch_normalization(const Call& call) {
    call.only_first_output();
    if (call.integer("training_mode", 0) != 0) call.refuse(tr("is in training mode"), tr("export it for inference"));
    if (call.integer("spatial", 1) == 0)
        call.refuse(tr("normalizes every pixel separately"), tr("export it with one mean and variance per channel"));
    Value value = call.value(0);
    if (value.rank() < 2) call.refuse(tr("has no channel axis"), kExportAgain);
    value = call.innermost(value, value.axes[1]);
    const std::int64_t channels = value.length(1);
    std::vector<nn::SharedTensor> weights;
    for (std::size_t i = 1; i < 5; ++i) {
        const Constant& statistic = call.constant(i);
        if (statistic.count() != channels)
            call.refuse(tr("has {} for {}", tr_count(statistic.count(), "{} number", "{} numbers"),
                           tr_count(channels, "{} channel", "{} channels")),
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
    call.set(pooled<nn::GlobalAveragePooling2D>(call, reduction_of(call, call.value(0)), ""));
}

void read_reduce_max(const Call& call) {
    call.set(pooled<nn::GlobalMaxPooling2D>(call, reduction_of(call, call.value(0)), ""));
}

void read_reduce_min(const Call& call) {
    Value negated = multiplied(call, call.value(0), -1, "_negated");
    Value largest = pooled<nn::GlobalMaxPooling2D>(call, reduction_of(call, std::move(negated)), "_max");
    call.set(multiplied(call, std::move(largest), -1, ""));
}

void read_reduce_sum(const Call& call) {
    call.set(summed(call, call.value(0), ""));
}

void read_reduce_l1(const Call& call) {
    call.set(summed(call, mapped(call, call.value(0), kAbsolute, "_absolute"), ""));
}

void read_reduce_sum_square(const Call& call) {
    call.set(summed(call, mapped(call, call.value(0), kSquare, "_square"), ""));
}

void read_reduce_l2(const Call& call) {
    Value sum = summed(call, mapped(call, call.value(0), kSquare, "_square"), "_sum");
    call.set(mapped(call, std::move(sum), kRoot, ""));
}

void read_reduce_log_sum(const Call& call) {
    call.set(mapped(call, summed(call, call.value(0), "_sum"), kLogarithm, ""));
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
