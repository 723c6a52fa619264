#include "core/io/onnx/write/write_activations.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/text/translation.h"

namespace convscope::onnx {

using nn::ActivationKind;
using nn::Shape;

namespace {

std::int64_t channel_axis(const Shape& shape) {
    return file_axis(shape, shape.rank() - 1);
}

void write_clip(const LayerWriter& w, const std::string& x, float low, float high, const std::string& name) {
    w.graph.add("Clip", {x, w.number("low", low), w.number("high", high)}, w.node.name, {}, name);
}

void write_swish(const LayerWriter& w, const std::string& x, const std::string& name) {
    const std::string gate = w.graph.add_inner("Sigmoid", {x}, w.node.name + "/gate");
    w.graph.add("Mul", {x, gate}, w.node.name, {}, name);
}

/// Opset 13 has no Mish: x times tanh(softplus(x)).
void write_mish(const LayerWriter& w, const std::string& x, const std::string& name) {
    const std::string softplus = w.graph.add_inner("Softplus", {x}, w.node.name + "/softplus");
    w.graph.add("Mul", {x, w.graph.add_inner("Tanh", {softplus}, w.node.name + "/gate")}, w.node.name, {}, name);
}

/// Opset 13 has no HardSwish: x times hard_sigmoid(x).
void write_hard_swish(const LayerWriter& w, const std::string& x, const std::string& name) {
    const Attributes settings{
        .lists = {}, .integers = {}, .numbers = {{"alpha", 1 / 6.F}, {"beta", 0.5F}}, .texts = {}};
    const std::string gate = w.graph.add_inner("HardSigmoid", {x}, w.node.name + "/gate", settings);
    w.graph.add("Mul", {x, gate}, w.node.name, {}, name);
}

/// Opset 13 has no Gelu: x / 2 (1 + erf(x / sqrt 2)), or the approximation with tanh(sqrt(2 / pi) (x + 0.044715 x^3)).
void write_gelu(const LayerWriter& w, const std::string& x, bool approximate, const std::string& name) {
    const std::string& prefix = w.node.name;
    std::string inside;
    if (approximate) {
        const std::string square = w.graph.add_inner("Mul", {x, x}, prefix + "/square");
        const std::string cube = w.graph.add_inner("Mul", {square, x}, prefix + "/cube");
        const std::string part = w.graph.add_inner("Mul", {cube, w.number("cubic", 0.044715F)}, prefix + "/part");
        const std::string sum = w.graph.add_inner("Add", {x, part}, prefix + "/sum");
        const auto root = static_cast<float>(std::sqrt(2 / std::numbers::pi));
        inside = w.graph.add_inner(
            "Tanh", {w.graph.add_inner("Mul", {sum, w.number("root", root)}, prefix + "/scaled")}, prefix + "/tanh");
    } else {
        const auto root = static_cast<float>(1 / std::numbers::sqrt2);
        inside = w.graph.add_inner("Erf", {w.graph.add_inner("Mul", {x, w.number("root", root)}, prefix + "/scaled")},
                                   prefix + "/erf");
    }
    const std::string share = w.graph.add_inner("Add", {inside, w.number("one", 1)}, prefix + "/share");
    const std::string half = w.graph.add_inner("Mul", {x, w.number("half", 0.5F)}, prefix + "/half_x");
    w.graph.add("Mul", {half, share}, prefix, {}, name);
}

/// ThresholdedRelu is 0 up to the threshold and has no limit.
void write_thresholded_relu(const LayerWriter& w, const std::string& x, const std::string& name) {
    const nn::Activation a = w.node.layer->activation();
    if (a.alpha != 0 || a.high <= std::numeric_limits<float>::max())
        throw nn::ShapeError(
            tr("has the activation {} with a slope or a limit, which is not written to ONNX", name_of(a.kind)));
    const Attributes threshold{.lists = {}, .integers = {}, .numbers = {{"alpha", a.low}}, .texts = {}};
    w.graph.add("ThresholdedRelu", {x}, w.node.name, threshold, name);
}

}  // namespace

void write_activation(const LayerWriter& w, const std::string& x) {
    const nn::Activation a = w.node.layer->activation();
    // The operator of a pre-activation already has the layer's name.
    const std::string name = x.starts_with(w.node.name + '/') ? w.node.name + "/activation" : w.node.name;
    const auto plain = [&](const char* kind, const Attributes& attributes = {}) {
        w.graph.add(kind, {x}, w.node.name, attributes, name);
    };
    const Attributes along{.lists = {}, .integers = {{"axis", channel_axis(w.node.shape)}}, .numbers = {}, .texts = {}};
    const Attributes alpha{.lists = {}, .integers = {}, .numbers = {{"alpha", a.alpha}}, .texts = {}};
    switch (a.kind) {
        case ActivationKind::linear:
            return plain("Identity");
        case ActivationKind::relu:
            return plain("Relu");
        case ActivationKind::relu6:
            return write_clip(w, x, 0, 6, name);
        case ActivationKind::clip:
            return write_clip(w, x, a.low, a.high, name);
        case ActivationKind::leaky_relu:
            return plain("LeakyRelu", alpha);
        case ActivationKind::elu:
            return plain("Elu", alpha);
        case ActivationKind::sigmoid:
            return plain("Sigmoid");
        case ActivationKind::tanh:
            return plain("Tanh");
        case ActivationKind::softmax:
            return plain("Softmax", along);
        case ActivationKind::log_softmax:
            return plain("LogSoftmax", along);
        case ActivationKind::hard_sigmoid:
            return plain(
                "HardSigmoid",
                {.lists = {}, .integers = {}, .numbers = {{"alpha", a.slope}, {"beta", a.offset}}, .texts = {}});
        case ActivationKind::swish:
            return write_swish(w, x, name);
        case ActivationKind::gelu:
            return write_gelu(w, x, a.approximate, name);
        case ActivationKind::hard_swish:
            return write_hard_swish(w, x, name);
        case ActivationKind::mish:
            return write_mish(w, x, name);
        case ActivationKind::selu:
            return plain("Selu");
        case ActivationKind::softplus:
            return plain("Softplus");
        case ActivationKind::softsign:
            return plain("Softsign");
        case ActivationKind::exponential:
            return plain("Exp");
        case ActivationKind::thresholded_relu:
            return write_thresholded_relu(w, x, name);
        case ActivationKind::absolute:
            return plain("Abs");
        case ActivationKind::logarithm:
            return plain("Log");
        case ActivationKind::square_root:
            return plain("Sqrt");
        case ActivationKind::sine:
            return plain("Sin");
        case ActivationKind::cosine:
            return plain("Cos");
        case ActivationKind::error_function:
            return plain("Erf");
        case ActivationKind::power:
            w.graph.add("Pow", {x, w.number("exponent", a.alpha)}, w.node.name, {}, name);
            return;
    }
}

}  // namespace convscope::onnx
