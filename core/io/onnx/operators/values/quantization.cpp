#include "core/io/onnx/operators/values/quantization.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/nn/layers/pointwise/quantization.h"
#include "core/nn/layers/pointwise/rescaling.h"

namespace convscope::onnx {

namespace {

/// The scales and zero points of a node, in the file's order: one for all values, or one for each position of an axis.
struct Scales {
    std::vector<float> scale, zero_point;
    IntegerRange levels;

    bool are_per_axis() const { return scale.size() > 1; }
    bool operator==(const Scales&) const = default;
};

/// The range of the whole numbers that a QuantizeLinear gives: that of its zero point, or of its output_dtype.
IntegerRange levels_of(const Call& call) {
    constexpr IntegerRange kByte{0, 255}, kSignedByte{-128, 127};
    if (call.has(2)) {
        const Constant& zero = call.constant(2);
        if (zero.range() != IntegerRange{}) return zero.range();
        // A zero point that is computed or fed has lost its type.
        const Constant::Integers numbers = zero.integers();
        return std::ranges::any_of(numbers, [](std::int64_t number) { return number < 0; }) ? kSignedByte : kByte;
    }
    constexpr std::int64_t kInt8 = 3;
    return call.integer("output_dtype", 0) == kInt8 ? kSignedByte : kByte;
}

Scales scales_of(const Call& call) {
    if (call.integer("block_size", 0) != 0)
        call.refuse(tr("has a scale for each block of values"), tr("quantize per channel"));
    const Constant& scale = call.constant(1);
    const Constant* const zero = call.optional_constant(2);
    if (scale.count() == 0 || (zero != nullptr && zero->count() != scale.count()))
        call.refuse(tr_count(scale.count(), "has {} scale", "has {} scales"), kExportAgain);
    Scales scales{scale.numbers(), zero != nullptr ? zero->numbers() : std::vector<float>(scale.numbers().size(), 0),
                  levels_of(call)};
    for (const float number : scales.scale)
        if (!(number > 0) || !std::isfinite(number)) call.refuse(tr("has a scale of {}", number), kExportAgain);
    return scales;
}

/// The axis that the scales belong to.
std::size_t scaled_axis(const Call& call, const Scales& scales, std::size_t rank, const Dims& dims) {
    const std::size_t axis = call.axis_attribute(rank > 1 ? 1 : 0, rank);
    if (dims[axis] != std::ssize(scales.scale))
        call.refuse(tr_count(std::ssize(scales.scale), "has {} scale for an axis of {}",
                             "has {} scales for an axis of {}", dims[axis]),
                    kExportAgain);
    return axis;
}

/// A value whose node's last axis is the one that the scales belong to, with the scales in the order in memory.
Value with_scales(const Call& call, const Value& value, Scales& scales) {
    if (!scales.are_per_axis()) return value;
    const std::size_t axis = scaled_axis(call, scales, value.rank(), value.dims());
    Value result = call.innermost(value, value.axes[axis]);
    scales.scale = in_memory_order(scales.scale, result, axis);
    scales.zero_point = in_memory_order(scales.zero_point, result, axis);
    return result;
}

/// x * scale + offset, for all channels or per channel.
Value rescaled(const Call& call, Value value, const std::vector<float>& scale, const std::vector<float>& offset) {
    value.node = call.add(std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{scale, offset}), {value.node}, {},
                          "_rescaled");
    return value;
}

/// True if the node turns the numbers with these scales back into real values.
bool undoes(Assembly& assembly, const Node& node, const Scales& scales) {
    if (node.kind != "DequantizeLinear" || node.inputs.size() < 2) return false;
    const Call consumer(assembly, node);
    return consumer.known(1) != nullptr && scales_of(consumer) == scales;
}

/// The constant with function(number, scale, zero point) for each number.
Constant::Floats mapped(const Call& call, const Constant& input, const Scales& scales,
                        const std::function<float(float, float, float)>& function) {
    std::size_t inner = 1, count = 1;
    if (scales.are_per_axis()) {
        const std::size_t axis = scaled_axis(call, scales, input.rank(), input.dims());
        for (std::size_t i = axis + 1; i < input.rank(); ++i) inner *= static_cast<std::size_t>(input.dims()[i]);
        count = scales.scale.size();
    }
    Constant::Floats numbers = input.numbers();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::size_t which = i / inner % count;
        numbers[i] = function(numbers[i], scales.scale[which], scales.zero_point[which]);
    }
    return numbers;
}

}  // namespace

void read_quantize(const Call& call) {
    const Scales stored = scales_of(call);
    Scales scales = stored;
    Value value = with_scales(call, call.value(0), scales);
    const auto layer = std::make_shared<nn::Quantization>(
        nn::Quantization::Parameters{.scale = scales.scale,
                                     .zero_point = scales.zero_point,
                                     .low = static_cast<float>(stored.levels.low),
                                     .high = static_cast<float>(stored.levels.high)});
    value.node = call.add(layer, {value.node});
    Assembly& assembly = call.assembly();
    const std::vector<const Node*> consumers = assembly.consumers(call.output());
    if (!consumers.empty() &&
        std::ranges::all_of(consumers, [&](const Node* node) { return undoes(assembly, *node, stored); })) {
        for (const Node* node : consumers) {
            assembly.finish(*node);
            assembly.set(Call(assembly, *node).output(), value);
        }
        return;
    }
    std::vector<float> inverse = scales.scale;
    std::ranges::transform(inverse, inverse.begin(), [](float number) { return 1 / number; });
    call.set(rescaled(call, std::move(value), inverse, scales.zero_point));
}

void read_dequantize(const Call& call) {
    Scales scales = scales_of(call);
    Value value = with_scales(call, call.value(0), scales);
    std::vector<float> offset(scales.scale.size());
    std::ranges::transform(scales.scale, scales.zero_point, offset.begin(),
                           [](float scale, float zero) { return -zero * scale; });
    call.set(rescaled(call, std::move(value), scales.scale, offset));
}

Constant fold_quantize(const Call& call) {
    const Constant& input = call.constant(0);
    const Scales scales = scales_of(call);
    const auto low = static_cast<float>(scales.levels.low), high = static_cast<float>(scales.levels.high);
    const Constant levels(input.dims(), mapped(call, input, scales, [&](float x, float scale, float zero) {
                              return std::clamp(std::nearbyint(x / scale) + zero, low, high);
                          }));
    return levels.as_integers();
}

Constant fold_dequantize(const Call& call) {
    const Constant& input = call.constant(0);
    return {input.dims(),
            mapped(call, input, scales_of(call), [](float x, float scale, float zero) { return (x - zero) * scale; })};
}

}  // namespace convscope::onnx
