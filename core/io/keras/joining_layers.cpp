#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/io/keras/layer_readers.h"
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

namespace convscope {

using nlohmann::json;
using nn::Shape;

namespace {

KerasValue add_merge(KerasCall& call, const nn::SharedLayer& layer, const std::string& part = {}) {
    const std::vector<KerasValue> values = call.aligned();
    return call.add(layer, values, values.front().order, std::nullopt, part);
}

template <class Layer>
KerasValue read_merge(KerasCall& call) {
    return add_merge(call, std::make_shared<Layer>());
}

/// The axes of the example that Keras counts from 1, as an order.
std::vector<std::size_t> read_dims(const KerasCall& call, std::size_t rank) {
    const json& dims = call.fields().raw("dims");
    std::vector<std::size_t> order;
    if (dims.is_array() && dims.size() == rank)
        for (const json& dim : dims)
            if (const auto axis = whole_within(dim, 1, static_cast<std::int64_t>(rank)))
                order.push_back(static_cast<std::size_t>(*axis - 1));
    std::vector<std::size_t> sorted = order;
    std::ranges::sort(sorted);
    if (order.size() != rank || std::ranges::adjacent_find(sorted) != sorted.end())
        call.fields().refuse("has dims that are not its input's axes in another order");
    return order;
}

}  // namespace

KerasValue read_keras_add(KerasCall& call) {
    return read_merge<nn::Add>(call);
}

KerasValue read_keras_subtract(KerasCall& call) {
    return read_merge<nn::Subtract>(call);
}

KerasValue read_keras_multiply(KerasCall& call) {
    return read_merge<nn::Multiply>(call);
}

/// The sum, divided.
KerasValue read_keras_average(KerasCall& call) {
    const KerasValue sum = add_merge(call, std::make_shared<nn::Add>(), "sum");
    const float share = 1 / static_cast<float>(call.inputs().size());
    return call.add_like(std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{{share}, {0}}), sum);
}

KerasValue read_keras_maximum(KerasCall& call) {
    return read_merge<nn::Maximum>(call);
}

/// The maximum of what is turned round, turned round.
KerasValue read_keras_minimum(KerasCall& call) {
    const auto turned = std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{{-1}, {0}});
    std::vector<KerasValue> values = call.aligned();
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = call.add_like(turned, values[i], std::nullopt, fmt::format("negative_{}", i + 1));
    const KerasValue largest =
        call.add(std::make_shared<nn::Maximum>(), values, values.front().order, std::nullopt, "maximum");
    return call.add_like(turned, largest);
}

KerasValue read_keras_concatenate(KerasCall& call) {
    const std::vector<KerasValue> values = call.aligned();
    const KerasValue& first = values.front();
    const std::size_t axis = call.axis("axis", first);
    auto place = static_cast<int>(std::ranges::find(first.order, axis) - first.order.begin());
    // Counted from the end where Keras does.
    const json& given = call.fields().raw("axis");
    if (first.is_plain() && (given.is_null() || given < 0)) place -= static_cast<int>(first.axes.rank());
    return call.add(std::make_shared<nn::Concatenate>(place), values, first.order);
}

/// In Keras's order, except in front of what can tell its weights otherwise. With data_format channels_first Keras
/// flattens as if channels were last.
KerasValue read_keras_flatten(KerasCall& call) {
    KerasValue input = call.input().is_mingled() ? call.plain(call.input()) : call.input();
    const auto layer = std::make_shared<nn::Flatten>();
    if (call.channels_first() && input.axes.rank() > 1) {
        std::vector<std::size_t> order;
        for (std::size_t i = 1; i < input.axes.rank(); ++i) order.push_back(i);
        order.push_back(0);
        return call.add_plain(layer, {call.arranged(input, order)});
    }
    if (input.is_plain()) return call.add_plain(layer, {input});
    KerasValue mingled = input;
    mingled.shape = mingled.axes = {input.shape.count()};
    return call.add_as(layer, input, mingled);
}

KerasValue read_keras_reshape(KerasCall& call) {
    const json& target = call.fields().raw("target_shape");
    if (!target.is_array() || target.empty() || target.size() > 8)
        call.fields().refuse("has no list as its target_shape");
    Shape shape;
    for (const json& length : target) {
        const std::optional<std::int64_t> value = whole_within(length, -1, nn::kMaxTensorValues);
        if (!value || *value == 0) call.fields().refuse("has a target_shape that is not one of whole numbers");
        shape.axes.push_back(*value);
    }
    return call.add_plain(std::make_shared<nn::Reshape>(std::move(shape)), {call.plain(call.input())});
}

/// Where what comes out is an image to us, nothing moves: it is but called otherwise.
KerasValue read_keras_permute(KerasCall& call) {
    const KerasValue input = call.input().is_mingled() ? call.plain(call.input()) : call.input();
    const std::vector<std::size_t> dims = read_dims(call, input.axes.rank());
    KerasValue called = input;
    for (std::size_t i = 0; i < dims.size(); ++i) {
        called.axes.axes[i] = input.axes.axes[dims[i]];
        called.order[i] = static_cast<std::size_t>(std::ranges::find(dims, input.order[i]) - dims.begin());
    }
    called.factors = called.axes;
    if (called.is_plain() || called.order == kChannelsFirst)
        return call.add_as(std::make_shared<nn::ActivationLayer>(nn::Activation{}), input, called);
    const KerasValue plain = call.plain(input);
    return call.add_plain(std::make_shared<nn::Permute>(nn::Permute::Parameters{plain.shape, dims, std::nullopt}),
                          {plain});
}

}  // namespace convscope
