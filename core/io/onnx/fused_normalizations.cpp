#include "core/io/onnx/fused_normalizations.h"

#include <algorithm>
#include <set>
#include <utility>

namespace convscope::onnx {

namespace {

class NormalizationFinder {
  public:
    explicit NormalizationFinder(Graph graph);
    /// Replaces the nodes of the normalization whose division is node `last`, if it is one.
    void rewrite(std::size_t last);
    std::size_t size() const { return graph_.nodes.size(); }
    /// The graph without the replaced nodes.
    Graph finish();

  private:
    /// The node of that kind with `inputs` inputs that gives the value; null for other values.
    const Node* producer(const std::string& name, std::string_view kind, std::size_t inputs) const;
    std::optional<Constant> constant(const std::string& name) const;
    /// The ReduceMean that gives the value and keeps its axes; null for other values.
    const Node* mean(const std::string& name) const;
    /// The axes of a ReduceMean; nullopt if they are not known.
    std::optional<std::vector<std::int64_t>> axes(const Node& mean) const;
    /// The operand whose square the value is, as Pow(x, 2) or Mul(x, x); empty for other values.
    std::string squared(const std::string& name) const;
    /// True if only nodes in `inside` use the outputs of `nodes`.
    bool is_private(const std::vector<const Node*>& nodes, const std::set<const Node*>& inside) const;

    Graph graph_;
    std::map<std::string, const Node*> producers_;
    std::map<std::string, std::vector<const Node*>> consumers_;
    std::set<const Node*> replaced_;
};

NormalizationFinder::NormalizationFinder(Graph graph) : graph_(std::move(graph)) {
    for (const Node& node : graph_.nodes) {
        for (const std::string& output : node.outputs) producers_.emplace(output, &node);
        for (const std::string& input : node.inputs) consumers_[input].push_back(&node);
    }
}

const Node* NormalizationFinder::producer(const std::string& name, std::string_view kind, std::size_t inputs) const {
    const auto found = producers_.find(name);
    if (found == producers_.end()) return nullptr;
    const Node& node = *found->second;
    return node.kind == kind && node.inputs.size() == inputs && node.outputs.size() == 1 ? &node : nullptr;
}

std::optional<Constant> NormalizationFinder::constant(const std::string& name) const {
    if (const auto stored = graph_.constants.find(name); stored != graph_.constants.end()) return stored->second;
    const auto found = producers_.find(name);
    if (found == producers_.end() || found->second->kind != "Constant") return std::nullopt;
    for (const auto& attribute : found->second->attributes) {
        if (const auto* const value = std::get_if<Constant>(&attribute.second)) return *value;
        if (const auto* const value = std::get_if<float>(&attribute.second))
            return Constant({}, Constant::Floats{*value});
        if (const auto* const value = std::get_if<std::vector<std::int64_t>>(&attribute.second))
            return Constant({std::ssize(*value)}, *value);
    }
    return std::nullopt;
}

const Node* NormalizationFinder::mean(const std::string& name) const {
    const Node* node = producer(name, "ReduceMean", 1);
    if (node == nullptr) node = producer(name, "ReduceMean", 2);
    if (node == nullptr) return nullptr;
    const auto keeps = node->attributes.find("keepdims");
    const auto* const flag = keeps == node->attributes.end() ? nullptr : std::get_if<std::int64_t>(&keeps->second);
    return flag != nullptr && *flag == 0 ? nullptr : node;
}

std::optional<std::vector<std::int64_t>> NormalizationFinder::axes(const Node& mean) const {
    if (mean.inputs.size() == 2) {
        const std::optional<Constant> input = constant(mean.inputs[1]);
        return input ? std::optional(input->integers()) : std::nullopt;
    }
    const auto found = mean.attributes.find("axes");
    const auto* const list =
        found == mean.attributes.end() ? nullptr : std::get_if<std::vector<std::int64_t>>(&found->second);
    return list == nullptr || list->empty() ? std::nullopt : std::optional(*list);
}

std::string NormalizationFinder::squared(const std::string& name) const {
    if (const Node* const product = producer(name, "Mul", 2); product != nullptr)
        return product->inputs[0] == product->inputs[1] ? product->inputs[0] : std::string();
    const Node* const power = producer(name, "Pow", 2);
    if (power == nullptr) return {};
    const std::optional<Constant> exponent = constant(power->inputs[1]);
    return exponent && exponent->count() == 1 && exponent->number(0) == 2 ? power->inputs[0] : std::string();
}

bool NormalizationFinder::is_private(const std::vector<const Node*>& nodes, const std::set<const Node*>& inside) const {
    return std::ranges::all_of(nodes, [&](const Node* node) {
        const std::string& output = node->outputs.front();
        return std::ranges::find(graph_.outputs, output) == graph_.outputs.end() &&
               std::ranges::all_of(consumers_.at(output),
                                   [&](const Node* consumer) { return inside.contains(consumer); });
    });
}

void NormalizationFinder::rewrite(std::size_t last) {
    Node& division = graph_.nodes[last];
    if (division.kind != "Div" || division.inputs.size() != 2 || division.outputs.size() != 1) return;
    const Node* const root = producer(division.inputs[1], "Sqrt", 1);
    const Node* const sum = root == nullptr ? nullptr : producer(root->inputs[0], "Add", 2);
    const Node* const centred = producer(division.inputs[0], "Sub", 2);
    if (sum == nullptr || centred == nullptr) return;
    const std::size_t epsilon_index = constant(sum->inputs[0]) ? 0 : 1;
    const std::optional<Constant> epsilon = constant(sum->inputs[epsilon_index]);
    const Node *const variance = mean(sum->inputs[1 - epsilon_index]), *const centre = mean(centred->inputs[1]);
    if (!epsilon || epsilon->count() != 1 || variance == nullptr || centre == nullptr) return;
    // Some exporters subtract the mean twice, once for the square.
    const std::string deviation = squared(variance->inputs[0]);
    const Node* const other = producer(deviation, "Sub", 2);
    if (other == nullptr || other->inputs != centred->inputs || centre->inputs[0] != centred->inputs[0]) return;
    const std::optional<std::vector<std::int64_t>> centre_axes = axes(*centre);
    if (!centre_axes || centre_axes != axes(*variance)) return;
    const Node* const square = producers_.at(variance->inputs[0]);
    const std::vector<const Node*> inner{root, sum, variance, square, other, centred, centre};
    std::set<const Node*> inside(inner.begin(), inner.end());
    inside.insert(&division);
    if (!is_private(inner, inside)) return;
    replaced_.insert(inner.begin(), inner.end());
    const std::string x = centred->inputs[0];
    division.kind = "LayerNormalization";
    division.inputs = {x};
    division.attributes.clear();
    division.attributes.emplace(kFusedAxes, *centre_axes);
    division.attributes.emplace("epsilon", epsilon->number(0));
    consumers_[x].push_back(&division);
}

Graph NormalizationFinder::finish() {
    std::vector<Node> nodes;
    nodes.reserve(size() - replaced_.size());
    for (Node& node : graph_.nodes)
        if (!replaced_.contains(&node)) nodes.push_back(std::move(node));
    graph_.nodes = std::move(nodes);
    return std::move(graph_);
}

}  // namespace

Graph with_fused_normalizations(Graph graph) {
    NormalizationFinder finder(std::move(graph));
    for (std::size_t i = 0; i < finder.size(); ++i) finder.rewrite(i);
    return finder.finish();
}

}  // namespace convscope::onnx
