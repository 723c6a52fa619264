#include "core/io/keras/read/layers/value_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/io/keras/activation.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/pointwise/rescaling.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::int64_t kMaxUnits = 1 << 24;
/// One list for each axis of an image, plus one.
constexpr int kMaxListDepth = 4;

/// Throws ShapeError for a value without axes besides the batch.
void check_has_axes(const ArrangedValue& value) {
    if (value.rank() < 2) throw nn::ShapeError("needs at least one axis");
}

ArrangedValue add_activation(LayerCall& call, const nn::Activation& activation) {
    const auto layer = std::make_shared<nn::ActivationLayer>(activation);
    const ArrangedValue& input = call.input();
    if (!activation.over_channels()) return call.add_like({layer, {input}});
    check_has_axes(input);
    return call.add_like({layer, {call.with_last(input, input.rank() - 1)}});
}

/// Appends all numbers of nested lists to `numbers`.
void collect_numbers(const LayerCall& call, const char* key, const json& value, std::vector<float>& numbers,
                     int depth = 0) {
    if (value.is_array() && depth <= kMaxListDepth) {
        for (const json& item : value) collect_numbers(call, key, item, numbers, depth + 1);
        return;
    }
    const std::optional<double> number = float_number(value);
    if (!number) call.fields().fail(key, "holds something that is not a number");
    numbers.push_back(static_cast<float>(*number));
}

/// A setting with one number, or one number per channel.
std::vector<float> read_numbers(const LayerCall& call, const char* key, float fallback) {
    std::vector<float> numbers;
    if (!call.fields().is_set(key)) return {fallback};
    collect_numbers(call, key, call.fields().raw(key), numbers);
    return numbers;
}

WeightRequest statistic(const char* name, const Shape& shape) {
    return {.name = name, .stored = shape, .trainable = false};
}

/// A Normalization whose settings hold mean and variance: (x - mean) / max(sqrt(variance), 1e-7).
ArrangedValue read_fixed_normalization(LayerCall& call, const ArrangedValue& value) {
    constexpr float kMinDeviation = 1e-7F;
    std::vector<float> mean = read_numbers(call, "mean", 0), variance = read_numbers(call, "variance", 1);
    const std::size_t count = std::max(mean.size(), variance.size());
    if (mean.empty() || variance.empty()) call.fields().refuse("has no mean or no variance");
    if (mean.size() == 1) mean.resize(count, mean.front());
    if (variance.size() == 1) variance.resize(count, variance.front());
    if (mean.size() != variance.size()) call.fields().refuse("has a mean and a variance of different lengths");
    nn::Rescaling::Parameters parameters{std::vector<float>(count), std::vector<float>(count)};
    for (std::size_t i = 0; i < count; ++i) {
        parameters.scale[i] = 1 / std::max(std::sqrt(std::max(variance[i], 0.F)), kMinDeviation);
        parameters.offset[i] = -mean[i] * parameters.scale[i];
    }
    return call.add_like({std::make_shared<nn::Rescaling>(std::move(parameters)), {value}});
}

/// The shape of the slopes in the file: the input's shape, but 1 along axes along which all values share a slope.
Shape slope_shape(const LayerCall& call, const ArrangedValue& input) {
    Shape slopes;
    for (const std::size_t axis : file_axes(input)) slopes.axes.push_back(input.length(axis));
    const json& shared = call.fields().raw("shared_axes");
    if (shared.is_null()) return slopes;
    for (const json& item : shared.is_array() ? shared : json::array({shared})) {
        const std::optional<std::int64_t> axis = integer_within(item, 1, static_cast<std::int64_t>(slopes.rank()));
        if (!axis) call.fields().fail("shared_axes", "holds something that is not an axis of its input");
        slopes.axes[static_cast<std::size_t>(*axis - 1)] = 1;
    }
    return slopes;
}

}  // namespace

ArrangedValue read_dense(LayerCall& call) {
    const Fields& fields = call.fields();
    const nn::Dense::Parameters parameters{.units = fields.integer64("units", 1, kMaxUnits),
                                           .use_bias = fields.boolean_or("use_bias", true),
                                           .activation = activation_setting(fields)};
    const auto layer = std::make_shared<nn::Dense>(parameters);
    const bool is_vector = call.input().rank() == 2 && call.shape(call.input()).rank() == 1;
    const ArrangedValue input = is_vector ? call.input() : call.in_file_order(call.input());
    const std::vector<Shape> shapes{call.shape(input)};
    static_cast<void>(layer->output_shape(shapes));  // weights() needs shapes that the layer accepts
    std::vector<WeightRequest> weights = unchanged_weights(*layer, shapes);
    if (const AxisOrder rows = is_vector ? input.memory_order(1) : AxisOrder(); !rows.is_file_order()) {
        WeightRequest& kernel = weights.front();
        kernel.view.axes = rows.lengths;
        kernel.view.axes.push_back(parameters.units);
        kernel.axes = rows.order;
        kernel.axes.push_back(rows.lengths.size());
    }
    return call.add_in_file_order({layer, {input}, std::move(weights)});
}

ArrangedValue read_batch_normalization(LayerCall& call) {
    const Fields& fields = call.fields();
    const ArrangedValue& input = call.input();
    check_has_axes(input);
    const json& axis = fields.raw("axis");
    if (axis.is_array() && axis.size() > 1) fields.refuse("normalises several axes", "normalise one axis");
    const auto layer = std::make_shared<nn::BatchNormalization>(
        nn::BatchNormalization::Parameters{.epsilon = fields.number_or("epsilon", 1e-3),
                                           .momentum = fields.number_or("momentum", 0.99),
                                           .use_scale = fields.boolean_or("scale", true),
                                           .use_center = fields.boolean_or("center", true)});
    return call.add_like({layer, {call.with_last(input, call.axis("axis", input))}});
}

ArrangedValue read_normalization(LayerCall& call) {
    constexpr double kEpsilon = 1e-14;  // Keras divides by at least 1e-7, the root of this
    const Fields& fields = call.fields();
    if (fields.boolean_or("invert", false))
        fields.refuse("inverts a normalisation", "use a Normalization without invert");
    const ArrangedValue& input = call.input();
    check_has_axes(input);
    if (fields.is_set("mean")) return read_fixed_normalization(call, call.in_file_order(input));
    if (const json& axis = fields.raw("axis"); axis.is_null() || (axis.is_array() && axis.size() != 1))
        fields.refuse("normalises all axes together or several", "normalise one axis, as in axis=-1");
    const ArrangedValue value = call.with_last(input, call.axis("axis", input));
    const auto layer = std::make_shared<nn::BatchNormalization>(nn::BatchNormalization::Parameters{
        .epsilon = kEpsilon, .momentum = 0.99, .use_scale = false, .use_center = false});
    const Shape channels{call.shape(value).channels()};
    WeightRequest count = statistic("count", {});
    count.unused = true;
    return call.add_like(
        {layer, {value}, std::vector{statistic("mean", channels), statistic("variance", channels), count}});
}

ArrangedValue read_rescaling(LayerCall& call) {
    nn::Rescaling::Parameters parameters{read_numbers(call, "scale", 1), read_numbers(call, "offset", 0)};
    const bool by_channel = parameters.scale.size() > 1 || parameters.offset.size() > 1;
    if (by_channel) check_has_axes(call.input());
    const ArrangedValue value = by_channel ? call.with_last(call.input(), call.input().rank() - 1) : call.input();
    return call.add_like({std::make_shared<nn::Rescaling>(std::move(parameters)), {value}});
}

ArrangedValue read_dropout(LayerCall& call) {
    return call.add_like({std::make_shared<nn::Dropout>(call.fields().number_or("rate", 0.5)), {call.input()}});
}

ArrangedValue read_identity(LayerCall& call) {
    return call.add_like({std::make_shared<nn::ActivationLayer>(nn::Activation{}), {call.input()}});
}

ArrangedValue read_activation(LayerCall& call) {
    return add_activation(call, activation_setting(call.fields()));
}

ArrangedValue read_relu(LayerCall& call) {
    return add_activation(call, activation_of_layer("ReLU", call.fields(), 0));
}

ArrangedValue read_leaky_relu(LayerCall& call) {
    return add_activation(call, activation_of_layer("LeakyReLU", call.fields(), 0));
}

ArrangedValue read_elu(LayerCall& call) {
    return add_activation(call, activation_of_layer("ELU", call.fields(), 0));
}

ArrangedValue read_prelu(LayerCall& call) {
    ArrangedValue input = call.input();
    std::optional<std::vector<std::size_t>> order = input.axis_order(call.shape(input));
    if (!order) {
        input = call.in_file_order(input);
        order = file_axes(input);
    }
    WeightRequest slopes{.name = "alpha", .stored = slope_shape(call, input)};
    Shape shape;
    for (const std::size_t axis : *order) {
        slopes.axes.push_back(axis - 1);
        shape.axes.push_back(slopes.stored.axes[axis - 1]);
    }
    return call.add_like({std::make_shared<nn::PReLU>(shape), {input}, std::vector{slopes}});
}

ArrangedValue read_softmax(LayerCall& call) {
    const ArrangedValue& input = call.input();
    check_has_axes(input);
    const ArrangedValue value = call.with_last(input, call.axis("axis", input));
    return call.add_like({std::make_shared<nn::ActivationLayer>(nn::Activation{nn::ActivationKind::softmax}), {value}});
}

}  // namespace convscope::keras
