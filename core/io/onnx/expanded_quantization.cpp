#include "core/io/onnx/expanded_quantization.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace convscope::onnx {

namespace {

/// An operator on whole numbers. Each of its `operands` is three inputs: whole numbers, scale and zero point; scale and
/// zero point of the output come after them.
struct QuantizedOperator {
    std::string_view kind, real_kind;
    std::size_t operands;
    bool has_bias = false;  ///< after all others: a bias in units of the product of both scales
};
constexpr std::array kQuantized{
    QuantizedOperator{"QLinearConv", "Conv", 2, true},
    QuantizedOperator{"QLinearMatMul", "MatMul", 2},
    QuantizedOperator{"com.microsoft.QLinearAdd", "Add", 2},
    QuantizedOperator{"com.microsoft.QLinearMul", "Mul", 2},
    QuantizedOperator{"com.microsoft.QLinearGlobalAveragePool", "GlobalAveragePool", 1},
    QuantizedOperator{"com.microsoft.QLinearAveragePool", "AveragePool", 1},
    QuantizedOperator{"com.microsoft.QLinearSigmoid", "Sigmoid", 1},
    QuantizedOperator{"com.microsoft.QLinearLeakyRelu", "LeakyRelu", 1},
};

/// An operator on whole numbers x and w, followed by their zero points.
struct IntegerOperator {
    std::string_view kind, real_kind;
};
constexpr std::array kInteger{IntegerOperator{"ConvInteger", "Conv"}, IntegerOperator{"MatMulInteger", "MatMul"}};

class Expansion {
  public:
    void add(Node node);
    std::vector<Node> take() { return std::move(nodes_); }

  private:
    void add_quantized(const Node& node, const QuantizedOperator& kind);
    void add_integer(const Node& node, const IntegerOperator& kind);
    /// Adds a node with one output; returns the output's name.
    std::string add_step(const Node& whole, std::string_view kind, std::vector<std::string> inputs,
                         std::map<std::string, Attribute> attributes = {});

    std::vector<Node> nodes_;
    std::size_t steps_ = 0;
};

std::string Expansion::add_step(const Node& whole, std::string_view kind, std::vector<std::string> inputs,
                                std::map<std::string, Attribute> attributes) {
    std::string output = fmt::format("{}/step{}", whole.outputs.front(), steps_++);
    nodes_.push_back({.name = fmt::format("{}/{}", whole.name, kind),
                      .kind = std::string(kind),
                      .inputs = std::move(inputs),
                      .outputs = {output},
                      .attributes = std::move(attributes)});
    return output;
}

void Expansion::add_quantized(const Node& node, const QuantizedOperator& kind) {
    const std::vector<std::string>& in = node.inputs;
    std::vector<std::string> operands;
    for (std::size_t i = 0; i < kind.operands; ++i) {
        // Only the filters of a convolution have several scales, along their first axis.
        std::map<std::string, Attribute> axis;
        if (kind.real_kind == "Conv" && i == 1) axis.emplace("axis", std::int64_t{0});
        operands.push_back(add_step(node, "DequantizeLinear", {in[3 * i], in[3 * i + 1], in[3 * i + 2]}, axis));
    }
    const std::size_t output = 3 * kind.operands;
    if (kind.has_bias && in.size() > output + 2 && !in[output + 2].empty()) {
        const std::string scale = add_step(node, "Mul", {in[1], in[4]});
        operands.push_back(add_step(node, "DequantizeLinear", {in[output + 2], scale}, {{"axis", std::int64_t{0}}}));
    }
    const std::string real = add_step(node, kind.real_kind, std::move(operands), node.attributes);
    Node last = node;
    last.kind = "QuantizeLinear";
    last.inputs = {real, in[output]};
    if (in.size() > output + 1) last.inputs.push_back(in[output + 1]);
    last.attributes.clear();
    nodes_.push_back(std::move(last));
}

void Expansion::add_integer(const Node& node, const IntegerOperator& kind) {
    std::vector<std::string> operands;
    for (std::size_t i = 0; i < 2; ++i) {
        const bool has_zero = node.inputs.size() > i + 2 && !node.inputs[i + 2].empty();
        operands.push_back(has_zero ? add_step(node, "Sub", {node.inputs[i], node.inputs[i + 2]}) : node.inputs[i]);
    }
    Node last = node;
    last.kind = kind.real_kind;
    last.inputs = std::move(operands);
    nodes_.push_back(std::move(last));
}

void Expansion::add(Node node) {
    const bool has_output = node.outputs.size() == 1;
    const auto* const quantized = std::ranges::find(kQuantized, node.kind, &QuantizedOperator::kind);
    if (quantized != kQuantized.end() && has_output && node.inputs.size() > 3 * quantized->operands)
        return add_quantized(node, *quantized);
    const auto* const integer = std::ranges::find(kInteger, node.kind, &IntegerOperator::kind);
    if (integer != kInteger.end() && has_output && node.inputs.size() >= 2) return add_integer(node, *integer);
    nodes_.push_back(std::move(node));
}

}  // namespace

std::vector<std::string_view> quantized_operators() {
    std::vector<std::string_view> kinds;
    kinds.reserve(kQuantized.size() + kInteger.size());
    for (const QuantizedOperator& entry : kQuantized) kinds.push_back(entry.kind);
    for (const IntegerOperator& entry : kInteger) kinds.push_back(entry.kind);
    return kinds;
}

Graph with_expanded_quantization(Graph graph) {
    Expansion expansion;
    for (Node& node : graph.nodes) expansion.add(std::move(node));
    graph.nodes = expansion.take();
    return graph;
}

}  // namespace convscope::onnx
