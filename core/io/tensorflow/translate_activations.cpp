#include "core/io/tensorflow/translate_activations.h"

#include <algorithm>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope::tensorflow {

namespace {

/// The slope of TensorFlow's LeakyRelu if its attribute is left out.
constexpr float kLeakyReluAlpha = 0.2F;

Attributes limits(float low, float high) {
    return {{"min", low}, {"max", high}};
}

std::vector<std::string> names_in(const std::string& list) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        names.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

/// A node that is to be added after the one before it.
struct Step {
    std::string kind;
    std::vector<std::string> further_inputs;
    Attributes attributes;
};

/// The operator `name` of a list "fused_ops". Its further inputs are the node's inputs from `next` on.
Step fused_step(const Translator& to, const std::string& name, std::size_t& next) {
    for (const char* const plain : {"Relu", "Elu", "Sigmoid", "Tanh", "Softplus", "Selu"})
        if (name == plain) return {name, {}, {}};
    if (name == "BiasAdd") return {"Add", {to.input(next++)}, {}};
    if (name == "Prelu") return {name, {to.input(next++)}, {}};
    if (name == "Relu6") return {"Clip", {}, limits(0, 6)};
    if (name == "LeakyRelu") return {name, {}, {{"alpha", to.number("leakyrelu_alpha", kLeakyReluAlpha)}}};
    if (name == "GeluExact") return {"Gelu", {}, {}};
    if (name == "GeluApproximate") return {"Gelu", {}, {{"approximate", std::string("tanh")}}};
    if (name != "FusedBatchNorm") to.refuse(tr("is fused with {}", display_text(name)), kOtherFormat);
    Step step{"FusedBatchNormV3", {}, {{"epsilon", to.number("epsilon", 1e-4F)}}};
    for (std::size_t i = 0; i < 4; ++i) step.further_inputs.push_back(to.input(next++));
    return step;
}

/// The operator before the fused ones.
Step first_step(const Translator& to) {
    std::string kind = to.node().kind;
    if (kind.starts_with('_')) kind.erase(0, 1);
    kind.erase(0, std::string_view("Fused").size());
    if (kind != "MatMul") return {kind, {to.input(1)}, to.attributes()};
    if (to.integer("transpose_a", 0) != 0) to.refuse(tr("multiplies by a transposed value"), kOtherFormat);
    return {kind, {to.input(1)}, {}};
}

}  // namespace

void translate_gelu(Translator& to) {
    const char* const approximation = to.integer("approximate", 0) != 0 ? "tanh" : "none";
    to.add_last("Gelu", {to.input(0)}, {{"approximate", std::string(approximation)}});
}

void translate_leaky_relu(Translator& to) {
    to.add_last("LeakyRelu", {to.input(0)}, {{"alpha", to.number("alpha", kLeakyReluAlpha)}});
}

void translate_relu6(Translator& to) {
    to.add_last("Clip", {to.input(0)}, limits(0, 6));
}

void translate_relu_n1_to_1(Translator& to) {
    to.add_last("Clip", {to.input(0)}, limits(-1, 1));
}

void translate_softmax(Translator& to) {
    std::string logits = to.input(0);
    if (const float beta = to.number("beta", 1); beta != 1)
        logits = to.add("Mul", {logits, to.add_constant({{}, onnx::Constant::Floats{beta}})});
    to.add_last("Softmax", {logits}, {{"axis", std::int64_t{-1}}});
}

void translate_fused(Translator& to) {
    std::vector<Step> steps{first_step(to)};
    if (steps.front().kind == "MatMul" && to.integer("transpose_b", 0) != 0)
        steps.front().further_inputs = {
            to.add("Transpose", {to.input(1)}, {{"perm", std::vector<std::int64_t>{1, 0}}})};
    std::size_t next = 2;
    for (const std::string& name : names_in(to.text("fused_ops", ""))) steps.push_back(fused_step(to, name, next));
    std::string value = to.input(0);
    for (Step& step : steps) {
        std::vector<std::string> inputs{value};
        inputs.insert(inputs.end(), step.further_inputs.begin(), step.further_inputs.end());
        if (&step == &steps.back()) return to.add_last(step.kind, std::move(inputs), std::move(step.attributes));
        value = to.add(step.kind, std::move(inputs), std::move(step.attributes));
    }
}

}  // namespace convscope::tensorflow
