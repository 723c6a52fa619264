#include "core/io/onnx/operators/fused_epilogue.h"

#include <optional>

#include "core/io/onnx/operators/axes.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/io/onnx/operators/elementwise.h"

namespace convscope::onnx {

using nn::ActivationKind;

namespace {

/// The axis that holds exactly the channels, which are innermost in memory; nullopt if they share an axis with others.
std::optional<std::size_t> channel_axis(const Value& value, std::int64_t channels) {
    if (channels == 1) return std::nullopt;
    for (std::size_t axis = 0; axis < value.rank(); ++axis)
        if (value.axes[axis] == Factors{value.memory.back()} && value.length(axis) == channels) return axis;
    return std::nullopt;
}

/// Fuses an Add of one constant per channel. False for other consumers.
bool fuse_bias(const Call& consumer, FusedEpilogue& epilogue, std::int64_t channels) {
    if (consumer.node().kind != "Add" || consumer.input_count() != 2) return false;
    const std::size_t operand_index = consumer.input(0) == epilogue.output ? 0 : 1;
    const Constant* const constant = consumer.known(1 - operand_index);
    if (constant == nullptr || constant->rank() > epilogue.value.rank()) return false;
    std::optional<std::vector<float>> bias;
    if (const std::optional<std::size_t> axis = channel_axis(epilogue.value, channels))
        bias =
            along_axis(*constant, epilogue.value, *axis, first_axis(consumer, epilogue.value.dims(), constant->dims()));
    else if (channels == 1 && constant->count() == 1)
        bias = constant->numbers();
    if (!bias) return false;
    if (epilogue.bias.empty()) epilogue.bias.assign(bias->size(), 0.F);
    for (std::size_t i = 0; i < bias->size(); ++i) epilogue.bias[i] += (*bias)[i];
    return true;
}

/// The output of x * sigmoid(x), which is how PyTorch exports swish; nullopt if x has other consumers.
std::optional<std::string> swish_output(const Assembly& assembly, const std::string& x) {
    const std::vector<const Node*> users = assembly.consumers(x);
    if (users.size() != 2) return std::nullopt;
    const std::size_t gate = users[0]->kind == "Sigmoid" ? 0 : 1;
    const Node &sigmoid = *users[gate], &product = *users[1 - gate];
    if (sigmoid.kind != "Sigmoid" || product.kind != "Mul" || product.inputs.size() != 2 || sigmoid.outputs.empty() ||
        product.outputs.empty() || assembly.only_consumer(sigmoid.outputs.front()) != &product)
        return std::nullopt;
    return product.outputs.front();
}

/// Fuses one consumer of the epilogue's output. False if it cannot be fused.
bool fuse(const Call& consumer, FusedEpilogue& epilogue, std::int64_t channels) {
    if (consumer.node().kind == "Transpose") {
        epilogue.value.transpose(transpose_order(consumer, epilogue.value.rank()));
        return true;
    }
    if (consumer.node().kind == "Identity" || fuse_bias(consumer, epilogue, channels)) return true;
    const std::optional<nn::Activation> activation = activation_of(consumer, epilogue.value, channels);
    if (activation) epilogue.activation = *activation;
    return activation.has_value();
}

}  // namespace

FusedEpilogue fuse_epilogue(const Call& call, Value value, std::int64_t channels) {
    Assembly& assembly = call.assembly();
    FusedEpilogue epilogue{.value = std::move(value), .output = call.output(), .bias = {}, .activation = {}};
    while (epilogue.activation.is_linear()) {
        if (const std::optional<std::string> product = swish_output(assembly, epilogue.output)) {
            for (const Node* user : assembly.consumers(epilogue.output)) assembly.finish(*user);
            epilogue.output = *product;
            epilogue.activation = {ActivationKind::swish};
            break;
        }
        const Node* const next = assembly.only_consumer(epilogue.output);
        if (next == nullptr || !fuse(Call(assembly, *next), epilogue, channels)) break;
        assembly.finish(*next);
        epilogue.output = Call(assembly, *next).output();
    }
    return epilogue;
}

void set_output(const Call& call, FusedEpilogue epilogue, int node) {
    epilogue.value.node = node;
    call.assembly().set(epilogue.output, std::move(epilogue.value));
}

}  // namespace convscope::onnx
