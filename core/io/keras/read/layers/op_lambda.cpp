#include "core/io/keras/read/layers/op_lambda.h"

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"
#include "core/io/keras/read/layers/numbers.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/rescaling.h"

namespace convscope::keras {

using nlohmann::json;
using nn::ActivationKind;

namespace {

enum class Arithmetic { add, subtract, multiply, divide };

struct ArithmeticFunction {
    std::string_view name;
    Arithmetic arithmetic;
};
constexpr std::array kArithmetic{ArithmeticFunction{"math.add", Arithmetic::add},
                                 ArithmeticFunction{"__operators__.add", Arithmetic::add},
                                 ArithmeticFunction{"nn.bias_add", Arithmetic::add},
                                 ArithmeticFunction{"math.subtract", Arithmetic::subtract},
                                 ArithmeticFunction{"math.multiply", Arithmetic::multiply},
                                 ArithmeticFunction{"math.truediv", Arithmetic::divide},
                                 ArithmeticFunction{"math.divide", Arithmetic::divide}};

struct ActivationFunction {
    std::string_view name;
    ActivationKind kind;
};
constexpr std::array kActivations{ActivationFunction{"cast", ActivationKind::linear},
                                  ActivationFunction{"nn.relu", ActivationKind::relu},
                                  ActivationFunction{"nn.relu6", ActivationKind::relu6},
                                  ActivationFunction{"nn.silu", ActivationKind::swish},
                                  ActivationFunction{"math.sigmoid", ActivationKind::sigmoid},
                                  ActivationFunction{"math.tanh", ActivationKind::tanh},
                                  ActivationFunction{"math.abs", ActivationKind::absolute},
                                  ActivationFunction{"math.exp", ActivationKind::exponential},
                                  ActivationFunction{"math.log", ActivationKind::logarithm},
                                  ActivationFunction{"math.sqrt", ActivationKind::square_root},
                                  ActivationFunction{"math.sin", ActivationKind::sine},
                                  ActivationFunction{"math.cos", ActivationKind::cosine},
                                  ActivationFunction{"math.erf", ActivationKind::error_function},
                                  ActivationFunction{"nn.selu", ActivationKind::selu},
                                  ActivationFunction{"math.softplus", ActivationKind::softplus}};

/// The reference in nested lists: ["name", call, output, {arguments}]; null if there is none.
const json& first_reference(const json& value) {
    static const json kNone;
    if (!value.is_array() || value.empty()) return kNone;
    return value[0].is_string() ? value : first_reference(value[0]);
}

/// The constants that the function combines with its input.
std::vector<float> read_constants(const LayerCall& call, const char* key) {
    const json& value = json_member(call.fields().raw("arguments"), key);
    const bool is_list = value.is_array() && !value.empty() &&
                         std::ranges::all_of(value, [](const json& item) { return float_number(item).has_value(); });
    if (!is_list && !float_number(value))
        call.fields().refuse(tr("combines its input with something that is not a constant"),
                             tr("use a layer of Keras"));
    std::vector<float> numbers;
    for (const json& item : is_list ? value : json::array({value}))
        numbers.push_back(static_cast<float>(*float_number(item)));
    return numbers;
}

nn::Rescaling::Parameters rescaling(Arithmetic arithmetic, std::vector<float> constants) {
    switch (arithmetic) {
        case Arithmetic::subtract:
            for (float& number : constants) number = -number;
            [[fallthrough]];
        case Arithmetic::add:
            return {{1}, std::move(constants)};
        case Arithmetic::divide:
            for (float& number : constants) number = 1 / number;
            break;
        case Arithmetic::multiply:
            break;
    }
    return {std::move(constants), {0}};
}

/// tf.nn.local_response_normalization. TensorFlow sums over depth_radius channels on both sides and does not divide
/// alpha by their number.
ArrangedValue read_local_response(LayerCall& call) {
    const Fields arguments(call.fields().raw("arguments"), call.source(), tr("the arguments"));
    constexpr std::int64_t kMaxRadius = 1 << 19;
    const std::int64_t size = 2 * arguments.integer64_or("depth_radius", 0, kMaxRadius, 5) + 1;
    const auto layer = std::make_shared<nn::LocalResponseNormalization>(
        nn::LocalResponseNormalization::Parameters{.size = size,
                                                   .alpha = arguments.number_or("alpha", 1) * static_cast<double>(size),
                                                   .beta = arguments.number_or("beta", 0.5),
                                                   .bias = arguments.number_or("bias", 1)});
    const ArrangedValue& input = call.input();
    check_has_axes(input);
    return call.add_like({layer, {call.with_last(input, input.rank() - 1)}});
}

}  // namespace

json with_call_arguments(const json& config, const json& inbound_nodes) {
    json merged = config;
    const json& reference = first_reference(inbound_nodes);
    if (merged.is_object()) {
        merged["arguments"] = reference.size() > 3 ? reference[3] : json::object();
        merged["calls"] = inbound_nodes.is_array() ? inbound_nodes.size() : 0;
    }
    return merged;
}

ArrangedValue read_op_lambda(LayerCall& call) {
    const Fields& fields = call.fields();
    const std::string function = fields.name_or("function", "");
    if (fields.integer64_or("calls", 0, 1 << 20, 1) > 1)
        fields.refuse(tr("calls the function {} several times", function), tr("use a layer for each call"));
    const auto* const activation = std::ranges::find(kActivations, function, &ActivationFunction::name);
    if (activation != kActivations.end())
        return call.add_like({std::make_shared<nn::ActivationLayer>(nn::Activation{activation->kind}), {call.input()}});
    if (function == "nn.local_response_normalization") return read_local_response(call);
    const auto* const found = std::ranges::find(kArithmetic, function, &ArithmeticFunction::name);
    if (found == kArithmetic.end())
        fields.refuse(tr("calls the unknown function {} of TensorFlow", function), tr("use a layer of Keras"));
    const std::vector<float> constants = read_constants(call, function == "nn.bias_add" ? "bias" : "y");
    if (found->arithmetic == Arithmetic::divide && std::ranges::count(constants, 0.F) > 0)
        fields.refuse(tr("divides by 0"), tr("use another divisor"));
    const ArrangedValue& input = call.input();
    if (constants.size() > 1) check_has_axes(input);
    const ArrangedValue value = constants.size() > 1 ? call.with_last(input, input.rank() - 1) : input;
    return call.add_like({std::make_shared<nn::Rescaling>(rescaling(found->arithmetic, constants)), {value}});
}

}  // namespace convscope::keras
