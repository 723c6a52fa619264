#include "core/io/keras/read/layers/merging_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/merge/maximum.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/merge/subtract.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/layers/shape/reshape.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Shape;

namespace {

/// Keras has no limit. convscope's layers refuse more than nn::kMaxAxes axes, so a longer list is refused unread.
constexpr std::size_t kMaxReshapeRank = 8;

ArrangedValue add_merge(LayerCall& call, const nn::SharedLayer& layer, const std::string& part = {}) {
    const AlignedValues aligned = call.aligned();
    return call.add({.layer = layer, .inputs = aligned.values, .name_suffix = part}, aligned.axis_order);
}

template <class Layer>
ArrangedValue read_merge(LayerCall& call) {
    return add_merge(call, std::make_shared<Layer>());
}

nn::SharedLayer scaled_by(float scale) {
    return std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{{scale}, {0}});
}

/// The setting `dims`, a permutation of 1, 2, ...: axis i + 1 of the output is axis dims[i] of the input.
std::vector<std::size_t> read_dims(const LayerCall& call, const ArrangedValue& input) {
    const json& dims = call.fields().raw("dims");
    std::vector<std::size_t> order;
    if (dims.is_array())
        for (const json& dim : dims)
            if (const auto axis = integer_within(dim, 1, static_cast<std::int64_t>(input.rank()) - 1))
                order.push_back(static_cast<std::size_t>(*axis));
    std::vector<std::size_t> sorted = order;
    std::ranges::sort(sorted);
    if (sorted != file_axes(input) || dims.size() != order.size())
        call.fields().fail("dims", tr("is not a permutation of its input's axes"));
    return order;
}

/// The setting `target_shape`. One length may be -1, which stands for the length that fits.
Shape read_target_shape(const Fields& fields) {
    const json& target = fields.raw("target_shape");
    if (!target.is_array() || target.empty() || target.size() > kMaxReshapeRank)
        fields.fail("target_shape", tr("is not a list of 1 to {} lengths", kMaxReshapeRank));
    Shape shape;
    for (const json& length : target) {
        const std::optional<std::int64_t> value = integer_within(length, -1, nn::kMaxTensorValues);
        if (!value || *value == 0) fields.fail("target_shape", tr("holds something that is not a length"));
        shape.axes.push_back(*value);
    }
    return shape;
}

}  // namespace

ArrangedValue read_add(LayerCall& call) {
    return read_merge<nn::Add>(call);
}

ArrangedValue read_subtract(LayerCall& call) {
    return read_merge<nn::Subtract>(call);
}

ArrangedValue read_multiply(LayerCall& call) {
    return read_merge<nn::Multiply>(call);
}

ArrangedValue read_average(LayerCall& call) {
    const ArrangedValue sum = add_merge(call, std::make_shared<nn::Add>(), "sum");
    return call.add_like({scaled_by(1 / static_cast<float>(call.inputs().size())), {sum}});
}

ArrangedValue read_maximum(LayerCall& call) {
    return read_merge<nn::Maximum>(call);
}

ArrangedValue read_minimum(LayerCall& call) {
    AlignedValues aligned = call.aligned();
    std::size_t number = 0;
    for (ArrangedValue& value : aligned.values) {
        const std::string part = fmt::format("negative_{}", ++number);
        value = call.add_like({.layer = scaled_by(-1), .inputs = {value}, .name_suffix = part});
    }
    const ArrangedValue maximum =
        call.add({.layer = std::make_shared<nn::Maximum>(), .inputs = aligned.values, .name_suffix = "maximum"},
                 aligned.axis_order);
    return call.add_like({scaled_by(-1), {maximum}});
}

ArrangedValue read_concatenate(LayerCall& call) {
    const AlignedValues aligned = call.aligned();
    const ArrangedValue& first = aligned.values.front();
    const std::size_t axis = call.axis("axis", first);
    const std::vector<std::size_t>& order = aligned.axis_order;
    auto position = static_cast<int>(std::ranges::find(order, axis) - order.begin());
    // Keeps an axis negative, which counts from the end, if the axes are in Keras's order.
    const json& setting = call.fields().raw("axis");
    if (order == file_axes(first) && (setting.is_null() || setting < 0)) position -= static_cast<int>(order.size());
    return call.add({std::make_shared<nn::Concatenate>(position), aligned.values}, order);
}

ArrangedValue read_flatten(LayerCall& call) {
    const ArrangedValue& input = call.input();
    Arrangement result = input;
    if (call.channels_first() && input.rank() > 2) {
        // Keras moves the channels to the end before it flattens.
        std::vector<std::size_t> order{0};
        for (std::size_t axis = 2; axis < input.rank(); ++axis) order.push_back(axis);
        order.push_back(1);
        result.transpose(order);
    }
    result.regroup({kBatchAxis, result.count()});
    return call.add_as({std::make_shared<nn::Flatten>(), {input}}, result);
}

ArrangedValue read_reshape(LayerCall& call) {
    const auto layer = std::make_shared<nn::Reshape>(read_target_shape(call.fields()));
    return call.add_in_file_order({layer, {call.in_file_order(call.input())}});
}

ArrangedValue read_permute(LayerCall& call) {
    const ArrangedValue& input = call.input();
    const std::vector<std::size_t> dims = read_dims(call, input);
    ArrangedValue result = input;
    std::vector<std::size_t> order{0};
    order.insert(order.end(), dims.begin(), dims.end());
    result.transpose(order);
    // If the result is an image, or memory is in Keras's order afterwards, only axis labels change; no data moves.
    if (call.has_axes(result, file_axes(result)) || call.has_axes(result, kChannelsFirst))
        return call.add_as({std::make_shared<nn::ActivationLayer>(nn::Activation{}), {input}}, result);
    const ArrangedValue ordered = call.in_file_order(input);
    nn::Permute::Parameters parameters{call.shape(ordered), {}, std::nullopt};
    for (const std::size_t axis : dims) parameters.order.push_back(axis - 1);
    return call.add_in_file_order({std::make_shared<nn::Permute>(std::move(parameters)), {ordered}});
}

}  // namespace convscope::keras
