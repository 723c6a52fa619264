#include "core/io/onnx/fused_activations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "core/nn/model/activation.h"

namespace convscope::onnx {

namespace {

using nn::Activation;
using nn::ActivationKind;
using Samples = std::vector<double>;
/// The name of a value, or a number.
using Operand = std::variant<std::string, double>;
/// Indexes of nodes.
using Indexes = std::vector<std::size_t>;

/// The largest number of nodes that are searched for one function; the longest, GELU with tanh, takes nine.
constexpr std::size_t kMaxNodes = 24;
/// Constants that are stored as half floats change GELU by up to 3e-5; GELU and its approximation differ by 4.7e-4.
constexpr double kTolerance = 5e-5;

/// A function, and the ONNX operator that computes it.
struct Target {
    Activation activation;
    const char* kind;
    const char* approximate = nullptr;  ///< the attribute of Gelu
};
constexpr std::array<Target, 4> kTargets{{{{ActivationKind::gelu}, "Gelu", "none"},
                                          {{.kind = ActivationKind::gelu, .approximate = true}, "Gelu", "tanh"},
                                          {{ActivationKind::mish}, "Mish"},
                                          {{ActivationKind::hard_swish}, "HardSwish"}}};

/// -6 to 6 in steps of 1/4, and arguments at which the functions are close to their limits.
Samples sample_arguments() {
    Samples arguments{-100, -10, 10, 100};
    arguments.reserve(arguments.size() + 49);
    for (int i = -24; i <= 24; ++i) arguments.push_back(i / 4.0);
    return arguments;
}

/// The attribute, or the fallback if it is left out or not a number.
double number_of(const Node& node, const char* name, float fallback) {
    const auto found = node.attributes.find(name);
    const float* const number = found == node.attributes.end() ? nullptr : std::get_if<float>(&found->second);
    return number == nullptr ? fallback : *number;
}

/// The number of operands of an operator that applied() computes, with the limits or coefficients that may be
/// attributes; 0 for others.
std::size_t operand_count(std::string_view kind) {
    for (const char* binary : {"Add", "Sub", "Mul", "Div", "Pow"})
        if (kind == binary) return 2;
    for (const char* unary : {"Erf", "Tanh", "Sigmoid", "Softplus"})
        if (kind == unary) return 1;
    return kind == "HardSigmoid" || kind == "Clip" ? 3 : 0;
}

/// True for the nonlinear operators; each function of kTargets contains at least one of them.
bool is_nonlinear(std::string_view kind) {
    constexpr std::array<std::string_view, 5> kKinds{"Erf", "Tanh", "Softplus", "HardSigmoid", "Clip"};
    return std::ranges::find(kKinds, kind) != kKinds.end();
}

double applied(std::string_view kind, std::span<const double> x) {
    if (kind == "Add") return x[0] + x[1];
    if (kind == "Sub") return x[0] - x[1];
    if (kind == "Mul") return x[0] * x[1];
    if (kind == "Div") return x[0] / x[1];
    if (kind == "Pow") return std::pow(x[0], x[1]);
    if (kind == "Erf") return std::erf(x[0]);
    if (kind == "Tanh") return std::tanh(x[0]);
    if (kind == "Sigmoid") return nn::activate({ActivationKind::sigmoid}, x[0]);
    if (kind == "Softplus") return nn::activate({ActivationKind::softplus}, x[0]);
    if (kind == "HardSigmoid") return std::fmax(0, std::fmin(1, x[1] * x[0] + x[2]));
    return std::fmin(x[2], std::fmax(x[1], x[0]));
}

/// The function of kTargets with these values at the arguments; null if there is none.
const Target* target_with(const Samples& arguments, const Samples& values) {
    const auto* const found = std::ranges::find_if(kTargets, [&](const Target& target) {
        for (std::size_t i = 0; i < values.size(); ++i)
            if (!(std::fabs(nn::activate(target.activation, arguments[i]) - values[i]) <= kTolerance)) return false;
        return true;
    });
    return found == kTargets.end() ? nullptr : found;
}

class Rewriter {
  public:
    explicit Rewriter(Graph graph);
    /// Replaces the nodes that compute a function whose last operator is node `last`, if there are any.
    void rewrite(std::size_t last);
    std::size_t size() const { return graph_.nodes.size(); }
    /// The graph without the replaced nodes.
    Graph finish();

  private:
    /// The number of a constant with exactly one value and at most one axis; nullopt for other values.
    std::optional<double> number(const std::string& name) const;
    bool is_constant(const std::string& name) const;
    /// The operands of a node that applied() computes; empty for other nodes.
    std::vector<Operand> operands(const Node& node) const;
    /// Up to kMaxNodes nodes that applied() computes and that `last` depends on, nearest first.
    Indexes arithmetic_before(std::size_t last) const;
    /// The values of the last node of `sorted` as a function of `variable`. Empty if it depends on other values.
    Samples evaluate(const Indexes& sorted, const std::string& variable, const Samples& arguments) const;
    /// The target whose values at the arguments equal those of evaluate(); null if there is none.
    const Target* target_of(const Indexes& sorted, const std::string& variable, const Samples& arguments) const;
    /// The nodes that compute node `last` from `variable`; empty if other nodes or outputs use their values.
    Indexes replaceable(std::size_t last, const std::string& variable) const;
    void replace(std::size_t last, const Indexes& inner, const std::string& variable, const Target& target);

    Graph graph_;
    Samples arguments_ = sample_arguments();
    std::map<std::string, std::size_t> producers_;
    std::map<std::string, Indexes> consumers_;
    std::set<std::size_t> replaced_;
};

Rewriter::Rewriter(Graph graph) : graph_(std::move(graph)) {
    for (std::size_t i = 0; i < size(); ++i) {
        for (const std::string& output : graph_.nodes[i].outputs) producers_.emplace(output, i);
        for (const std::string& input : graph_.nodes[i].inputs) consumers_[input].push_back(i);
    }
}

bool Rewriter::is_constant(const std::string& name) const {
    const auto producer = producers_.find(name);
    return graph_.constants.contains(name) ||
           (producer != producers_.end() && graph_.nodes[producer->second].kind == "Constant");
}

std::optional<double> Rewriter::number(const std::string& name) const {
    const auto single = [](const Constant& constant) -> std::optional<double> {
        if (constant.count() != 1 || constant.rank() > 1) return std::nullopt;
        return constant.number(0);
    };
    if (const auto stored = graph_.constants.find(name); stored != graph_.constants.end())
        return single(stored->second);
    if (!is_constant(name)) return std::nullopt;
    for (const auto& attribute : graph_.nodes[producers_.at(name)].attributes) {
        if (const auto* const value = std::get_if<Constant>(&attribute.second)) return single(*value);
        if (const auto* const value = std::get_if<float>(&attribute.second)) return *value;
    }
    return std::nullopt;
}

std::vector<Operand> Rewriter::operands(const Node& node) const {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const std::size_t count = operand_count(node.kind);
    if (count == 0 || node.inputs.empty() || node.inputs.size() > count || node.outputs.size() != 1) return {};
    std::vector<Operand> result;
    result.reserve(count);
    for (const std::string& input : node.inputs) {
        const std::optional<double> constant = number(input);
        if (input.empty() || (!constant && is_constant(input))) return {};
        result.push_back(constant ? Operand(*constant) : Operand(input));
    }
    if (node.kind == "HardSigmoid") {
        result.emplace_back(number_of(node, "alpha", 0.2F));
        result.emplace_back(number_of(node, "beta", 0.5F));
    } else if (node.kind == "Clip") {
        if (result.size() == 1) result.emplace_back(number_of(node, "min", -kInfinity));
        if (result.size() == 2) result.emplace_back(number_of(node, "max", kInfinity));
    }
    if (result.size() != count) return {};
    return result;
}

Indexes Rewriter::arithmetic_before(std::size_t last) const {
    Indexes found{last};
    found.reserve(kMaxNodes);
    for (std::size_t next = 0; next < found.size(); ++next)
        for (const Operand& operand : operands(graph_.nodes[found[next]])) {
            const auto* const name = std::get_if<std::string>(&operand);
            const auto producer = name == nullptr ? producers_.end() : producers_.find(*name);
            if (producer == producers_.end() || found.size() == kMaxNodes) continue;
            if (std::ranges::find(found, producer->second) == found.end() &&
                !operands(graph_.nodes[producer->second]).empty())
                found.push_back(producer->second);
        }
    return found;
}

Samples Rewriter::evaluate(const Indexes& sorted, const std::string& variable, const Samples& arguments) const {
    std::map<std::string, Samples> known{{variable, arguments}};
    Samples values;
    for (const std::size_t index : sorted) {
        const std::vector<Operand> inputs = operands(graph_.nodes[index]);
        values.clear();
        const bool is_known = std::ranges::all_of(inputs, [&](const Operand& operand) {
            const auto* const name = std::get_if<std::string>(&operand);
            return name == nullptr || known.contains(*name);
        });
        if (!is_known) continue;
        std::vector<double> x(inputs.size());
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            std::ranges::transform(inputs, x.begin(), [&](const Operand& operand) {
                const auto* const name = std::get_if<std::string>(&operand);
                return name == nullptr ? std::get<double>(operand) : known.at(*name)[i];
            });
            values.push_back(applied(graph_.nodes[index].kind, x));
        }
        known.emplace(graph_.nodes[index].outputs.front(), values);
    }
    return values;
}

const Target* Rewriter::target_of(const Indexes& sorted, const std::string& variable, const Samples& arguments) const {
    const Samples values = evaluate(sorted, variable, arguments);
    return values.empty() ? nullptr : target_with(arguments, values);
}

Indexes Rewriter::replaceable(std::size_t last, const std::string& variable) const {
    Indexes nodes{last};
    for (std::size_t next = 0; next < nodes.size(); ++next)
        for (const Operand& operand : operands(graph_.nodes[nodes[next]])) {
            const auto* const name = std::get_if<std::string>(&operand);
            if (name == nullptr || *name == variable) continue;
            const std::size_t producer = producers_.at(*name);
            if (std::ranges::find(nodes, producer) == nodes.end()) nodes.push_back(producer);
        }
    const bool is_private = std::all_of(nodes.begin() + 1, nodes.end(), [&](std::size_t index) {
        const std::string& output = graph_.nodes[index].outputs.front();
        return std::ranges::find(graph_.outputs, output) == graph_.outputs.end() &&
               std::ranges::all_of(consumers_.at(output), [&](std::size_t consumer) {
                   return std::ranges::find(nodes, consumer) != nodes.end();
               });
    });
    return is_private ? nodes : Indexes();
}

void Rewriter::replace(std::size_t last, const Indexes& inner, const std::string& variable, const Target& target) {
    for (const std::size_t index : inner)
        if (index != last) replaced_.insert(index);
    consumers_[variable].push_back(last);
    Node& node = graph_.nodes[last];
    node.kind = target.kind;
    node.inputs = {variable};
    node.attributes.clear();
    if (target.approximate != nullptr) node.attributes.emplace("approximate", std::string(target.approximate));
}

void Rewriter::rewrite(std::size_t last) {
    const std::string_view kind = graph_.nodes[last].kind;
    if ((kind != "Mul" && kind != "Div") || operands(graph_.nodes[last]).empty()) return;
    const Indexes nearest = arithmetic_before(last);
    if (std::ranges::none_of(nearest, [&](std::size_t i) { return is_nonlinear(graph_.nodes[i].kind); })) return;
    Indexes sorted = nearest;
    std::ranges::sort(sorted);
    std::set<std::string> names;
    for (const std::size_t index : nearest)
        for (const Operand& operand : operands(graph_.nodes[index])) {
            const auto* const name = std::get_if<std::string>(&operand);
            if (name == nullptr || !names.insert(*name).second) continue;
            // A single argument is enough to exclude most candidates.
            if (target_of(sorted, *name, {1}) == nullptr) continue;
            const Target* const target = target_of(sorted, *name, arguments_);
            if (target == nullptr) continue;
            const Indexes inner = replaceable(last, *name);
            if (inner.empty()) continue;
            return replace(last, inner, std::string(*name), *target);
        }
}

Graph Rewriter::finish() {
    std::vector<Node> nodes;
    nodes.reserve(size() - replaced_.size());
    for (std::size_t i = 0; i < size(); ++i)
        if (!replaced_.contains(i)) nodes.push_back(std::move(graph_.nodes[i]));
    graph_.nodes = std::move(nodes);
    return std::move(graph_);
}

}  // namespace

Graph with_fused_activations(Graph graph) {
    Rewriter rewriter(std::move(graph));
    for (std::size_t i = 0; i < rewriter.size(); ++i) rewriter.rewrite(i);
    return rewriter.finish();
}

}  // namespace convscope::onnx
