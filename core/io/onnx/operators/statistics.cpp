// BatchNormalization and ReduceMean.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/io/onnx/operators.h"
#include "core/nn/layers/batch_normalization.h"
#include "core/nn/layers/global_pooling2d.h"

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;

}  // namespace

void read_onnx_batch_normalization(const OnnxCall& call) {
    call.only_first_output();
    if (call.whole("training_mode", 0) != 0) call.refuse("is in training mode", "export it for inference");
    if (call.whole("spatial", 1) == 0) call.refuse("normalises every pixel by itself", "one per channel works");
    OnnxValue value = call.value(0);
    if (value.rank() < 2) call.refuse("has no axis of channels", kOnnxRemedy);
    value = onnx_innermost(call, value, value.axes[1]);
    const std::int64_t channels = value.length(1);
    if (channels == kBatch) throw OnnxBatchInTheWay();
    std::vector<nn::SharedTensor> weights;
    for (std::size_t i = 1; i < 5; ++i) {
        const OnnxConstant& given = call.constant(i);
        if (given.count() != channels)
            call.refuse(fmt::format("has {} numbers for {} channels", given.count(), channels), kOnnxRemedy);
        weights.push_back(call.assembly().weight(call.node(), {channels}, in_memory_order(given.numbers(), value, 1)));
    }
    constexpr float kMin = 1e-12F;
    const float momentum = call.number("momentum", 0.9F);
    const auto layer = std::make_shared<nn::BatchNormalization>(
        nn::BatchNormalization::Parameters{.epsilon = std::max(kMin, call.number("epsilon", 1e-5F)),
                                           .momentum = momentum >= 0 && momentum <= 1 ? momentum : 0.9F});
    value.node = call.add(layer, {value.node}, std::move(weights));
    call.set(std::move(value));
}

void read_onnx_reduce_mean(const OnnxCall& call) {
    OnnxValue value = call.value(0);
    std::vector<std::int64_t> given = call.list("axes", 1, 18).value_or(std::vector<std::int64_t>());
    if (given.empty() && call.whole("noop_with_empty_axes", 0) == 0)
        for (std::size_t axis = 0; axis < value.rank(); ++axis) given.push_back(static_cast<std::int64_t>(axis));
    std::vector<std::size_t> axes = call.axes(given, value.rank());
    OnnxFactors gone;
    for (const std::size_t axis : axes) {
        if (value.length(axis) == kBatch) throw OnnxBatchInTheWay();
        gone.insert(gone.end(), value.axes[axis].begin(), value.axes[axis].end());
    }
    OnnxFactors kept;
    for (const std::size_t factor : value.memory)
        if (std::ranges::find(gone, factor) == gone.end()) kept.push_back(factor);
    const std::int64_t area = value.product(gone), channels = value.product(kept);
    // An image whose rows and cols go stays one.
    const nn::Shape shape = call.assembly().shape(value);
    const auto groups = factors_of(shape, value);
    if (!(groups && shape.is_image() && groups->back() == kept)) {
        OnnxFactors order;
        std::ranges::copy_if(value.memory, std::back_inserter(order),
                             [&](std::size_t factor) { return std::ranges::find(kept, factor) == kept.end(); });
        order.insert(order.end(), kept.begin(), kept.end());
        value = call.assembly().arranged(call.node(), std::move(value), order, nn::Shape{area, 1, channels});
    }
    const bool keeps = call.whole("keepdims", 1) != 0;
    value.memory = kept;
    value.node = call.add(std::make_shared<nn::GlobalAveragePooling2D>(keeps), {value.node});
    std::ranges::sort(axes, std::greater<>());
    for (const std::size_t axis : axes) {
        value.axes[axis].clear();
        if (!keeps) value.axes.erase(value.axes.begin() + static_cast<std::ptrdiff_t>(axis));
    }
    call.set(std::move(value));
}

}  // namespace convscope
