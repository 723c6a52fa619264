// Operators that are activations, and what of a graph belongs to the layer in front of it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "core/io/onnx/operators.h"
#include "core/nn/layers/activation_layer.h"
#include "core/nn/layers/multiply.h"

namespace convscope {

using nn::Activation;
using nn::ActivationKind;

namespace {

bool is_softmax(const OnnxCall& call) {
    return call.node().kind == "Softmax" || call.node().kind == "LogSoftmax";
}

/// What a softmax goes over: since opset 13 one axis, before that all from an axis on.
OnnxFactors softmax_factors(const OnnxCall& call, const OnnxValue& value) {
    const bool one_axis = call.opset() >= 13;
    const std::size_t axis = call.axis(call.whole("axis", one_axis ? -1 : 1), value.rank());
    OnnxFactors factors;
    for (std::size_t i = axis; i < (one_axis ? axis + 1 : value.rank()); ++i)
        factors.insert(factors.end(), value.axes[i].begin(), value.axes[i].end());
    const bool has_batch =
        std::ranges::any_of(factors, [&](std::size_t f) { return value.lengths[f] == nn::Layout::kBatchAxis; });
    if (has_batch) throw OnnxBatchInTheWay();
    return factors;
}

/// Clip's limits: attributes, or since opset 11 inputs.
Activation clip(const OnnxCall& call) {
    constexpr float kEndless = std::numeric_limits<float>::infinity();
    const auto limit = [&](const char* attribute, std::size_t input, float otherwise) {
        if (call.opset() < 11 || call.has_attribute(attribute)) return call.number(attribute, otherwise);
        const OnnxConstant* const given = call.optional_constant(input);
        if (given != nullptr && given->count() != 1) call.refuse("has a limit that is no single number", "one works");
        return given == nullptr ? otherwise : given->number(0);
    };
    Activation activation{.kind = ActivationKind::clip};
    activation.low = limit("min", 1, -kEndless);
    activation.high = limit("max", 2, kEndless);
    // The lowest and the largest number are how exporters write that there is no limit.
    const bool endless = activation.high >= std::numeric_limits<float>::max();
    if (activation.low == 0 && endless) return {ActivationKind::relu};
    if (activation.low == 0 && activation.high == 6) return {ActivationKind::relu6};
    if (activation.low <= std::numeric_limits<float>::lowest() && endless) return {};
    return activation;
}

bool same_factors(OnnxFactors a, OnnxFactors b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    return a == b;
}

/// The axis that is all channels, which are innermost in memory; nullopt where the axes mix them with others.
std::optional<std::size_t> channel_axis(const OnnxValue& value, std::int64_t channels) {
    if (channels == 1) return std::nullopt;
    for (std::size_t axis = 0; axis < value.rank(); ++axis)
        if (value.axes[axis] == OnnxFactors{value.memory.back()} && value.length(axis) == channels) return axis;
    return std::nullopt;
}

/// Adds what an Add behind a layer adds, where that is one number per channel.
bool take_bias(const OnnxCall& follower, OnnxTail& tail, std::int64_t channels) {
    if (follower.node().kind != "Add" || follower.input_count() != 2) return false;
    const std::size_t own = follower.input(0) == tail.output ? 0 : 1;
    const OnnxConstant* const constant = follower.known(1 - own);
    if (constant == nullptr || constant->rank() > tail.value.rank()) return false;
    std::optional<std::vector<float>> bias;
    if (const std::optional<std::size_t> axis = channel_axis(tail.value, channels))
        bias = along_axis(*constant, tail.value, *axis, first_axis(follower, tail.value.dims(), constant->dims()));
    else if (channels == 1 && constant->count() == 1)
        bias = constant->numbers();
    if (!bias) return false;
    if (tail.bias.empty()) tail.bias.assign(bias->size(), 0.F);
    for (std::size_t i = 0; i < bias->size(); ++i) tail.bias[i] += (*bias)[i];
    return true;
}

/// x times its sigmoid, as PyTorch writes swish: the name of the product. nullopt for anything else.
std::optional<std::string> swish_of(const OnnxAssembly& assembly, const std::string& x) {
    const std::vector<const OnnxNode*> users = assembly.consumers(x);
    if (users.size() != 2) return std::nullopt;
    const std::size_t gate = users[0]->kind == "Sigmoid" ? 0 : 1;
    const OnnxNode &sigmoid = *users[gate], &product = *users[1 - gate];
    if (sigmoid.kind != "Sigmoid" || product.kind != "Mul" || product.inputs.size() != 2 || sigmoid.outputs.empty() ||
        product.outputs.empty() || assembly.only_consumer(sigmoid.outputs.front()) != &product)
        return std::nullopt;
    return product.outputs.front();
}

}  // namespace

std::optional<Activation> onnx_activation(const OnnxCall& call, const OnnxValue& value, std::int64_t channels) {
    const std::string& kind = call.node().kind;
    if (kind == "Relu") return Activation{ActivationKind::relu};
    if (kind == "Sigmoid") return Activation{ActivationKind::sigmoid};
    if (kind == "Tanh") return Activation{ActivationKind::tanh};
    if (kind == "LeakyRelu") return Activation{ActivationKind::leaky_relu, call.number("alpha", 0.01F)};
    if (kind == "Elu") return Activation{ActivationKind::elu, call.number("alpha", 1)};
    if (kind == "HardSigmoid")
        return Activation{.kind = ActivationKind::hard_sigmoid,
                          .slope = call.number("alpha", 0.2F),
                          .offset = call.number("beta", 0.5F)};
    if (kind == "Clip") return clip(call);
    if (!is_softmax(call)) return std::nullopt;
    const OnnxFactors factors = softmax_factors(call, value);
    if (factors.size() > value.memory.size() || value.product(factors) != channels) return std::nullopt;
    const OnnxFactors innermost(value.memory.end() - static_cast<std::ptrdiff_t>(factors.size()), value.memory.end());
    if (!same_factors(factors, innermost)) return std::nullopt;
    return Activation{kind == "Softmax" ? ActivationKind::softmax : ActivationKind::log_softmax};
}

OnnxValue onnx_innermost(const OnnxCall& call, OnnxValue value, const OnnxFactors& factors) {
    OnnxFactors rest, inner;
    for (const std::size_t factor : value.memory)
        (std::ranges::find(factors, factor) == factors.end() ? rest : inner).push_back(factor);
    const std::int64_t length = value.product(inner), others = value.product(rest);
    OnnxFactors order = rest;
    order.insert(order.end(), inner.begin(), inner.end());
    const nn::Shape& shape = call.assembly().shape(value);
    const std::optional<std::vector<OnnxFactors>> groups = factors_of(shape, value);
    if (order == value.memory && groups && same_factors(groups->back(), inner)) return value;
    const nn::Shape wanted = others == 1 ? nn::Shape{length} : nn::Shape{others, length};
    return call.assembly().arranged(call.node(), std::move(value), order, wanted);
}

OnnxTail onnx_tail(const OnnxCall& call, OnnxValue value, std::int64_t channels) {
    OnnxAssembly& assembly = call.assembly();
    OnnxTail tail{.value = std::move(value), .output = call.output(), .bias = {}, .activation = {}};
    while (true) {
        if (const std::optional<std::string> product = swish_of(assembly, tail.output)) {
            for (const OnnxNode* user : assembly.consumers(tail.output)) assembly.finish(*user);
            tail.output = *product;
            tail.activation = {ActivationKind::swish};
            break;
        }
        const OnnxNode* const next = assembly.only_consumer(tail.output);
        if (next == nullptr) break;
        const OnnxCall follower(assembly, *next);
        if (next->kind == "Transpose") {
            tail.value = transposed(tail.value, transpose_order(follower, tail.value.rank()));
        } else if (next->kind != "Identity" && !take_bias(follower, tail, channels)) {
            if (const auto activation = onnx_activation(follower, tail.value, channels))
                tail.activation = *activation;
            else
                break;
        }
        assembly.finish(*next);
        tail.output = follower.output();
        if (!tail.activation.is_linear()) break;
    }
    return tail;
}

void set_tail(const OnnxCall& call, OnnxTail tail, int node) {
    tail.value.node = node;
    call.assembly().set(tail.output, std::move(tail.value));
}

void read_onnx_activation(const OnnxCall& call) {
    OnnxValue value = call.value(0);
    if (is_softmax(call)) value = onnx_innermost(call, value, softmax_factors(call, value));
    const std::optional<Activation> activation = onnx_activation(call, value, call.assembly().shape(value).channels());
    if (!activation) call.refuse("goes over axes that cannot be brought together", "the last axis works");
    value.node = call.add(std::make_shared<nn::ActivationLayer>(*activation), {value.node});
    call.set(std::move(value));
}

/// x times a hard sigmoid of x.
void read_onnx_hard_swish(const OnnxCall& call) {
    OnnxValue value = call.value(0);
    const Activation gate{.kind = ActivationKind::hard_sigmoid, .slope = 1 / 6.F};
    const int gated =
        call.assembly().add(call.node(), std::make_shared<nn::ActivationLayer>(gate), {value.node}, {}, "_gate");
    value.node = call.add(std::make_shared<nn::Multiply>(), {value.node, gated});
    call.set(std::move(value));
}

}  // namespace convscope
