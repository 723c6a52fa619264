#include "core/io/keras/read/layers/value_layers.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"
#include "core/io/keras/activation.h"
#include "core/io/keras/read/layers/numbers.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/pointwise/rescaling.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::int64_t kMaxUnits = 1 << 24;

ArrangedValue add_activation(LayerCall& call, const nn::Activation& activation) {
    const auto layer = std::make_shared<nn::ActivationLayer>(activation);
    const ArrangedValue& input = call.input();
    if (!activation.over_channels()) return call.add_like({layer, {input}});
    check_has_axes(input);
    return call.add_like({layer, {call.with_last(input, input.rank() - 1)}});
}

/// The shape in the file of PReLU's slopes, the factors of negative values: the input's shape, but 1 along axes along
/// which all values share a slope.
Shape slope_shape(const LayerCall& call, const ArrangedValue& input) {
    Shape slopes;
    for (const std::size_t axis : file_axes(input)) slopes.axes.push_back(input.length(axis));
    const json& shared = call.fields().raw("shared_axes");
    if (shared.is_null()) return slopes;
    for (const json& item : shared.is_array() ? shared : json::array({shared})) {
        const std::optional<std::int64_t> axis = integer_within(item, 1, static_cast<std::int64_t>(slopes.rank()));
        if (!axis) call.fields().fail("shared_axes", tr("holds the batch axis or no axis of its input"));
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

ArrangedValue read_lambda(LayerCall& call) {
    const LambdaMeanings& meanings = call.source().lambdas;
    const auto found = std::ranges::find(meanings, call.name(), &LambdaMeaning::layer);
    if (found == meanings.end()) call.fields().refuse(kLambdaFault, lambda_remedy(call.name()));
    if (*found == LambdaMeaning{call.name()}) return read_identity(call);
    nn::Rescaling::Parameters parameters{{found->scale}, {found->offset}};
    return call.add_like({std::make_shared<nn::Rescaling>(std::move(parameters)), {call.input()}});
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

ArrangedValue read_thresholded_relu(LayerCall& call) {
    return add_activation(call, activation_of_layer("ThresholdedReLU", call.fields(), 0));
}

ArrangedValue read_softmax(LayerCall& call) {
    const ArrangedValue& input = call.input();
    check_has_axes(input);
    const std::vector<std::size_t> axes = call.axes("axis", input, {input.rank() - 1});
    if (axes.empty()) call.fields().fail("axis", tr("names no axis"));
    const ArrangedValue value =
        axes.size() == 1 ? call.with_last(input, axes.front()) : call.with_merged_last(input, axes);
    return call.add_like({std::make_shared<nn::ActivationLayer>(nn::Activation{nn::ActivationKind::softmax}), {value}});
}

}  // namespace convscope::keras
