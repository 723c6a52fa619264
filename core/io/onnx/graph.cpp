#include "core/io/onnx/graph.h"

#include <algorithm>
#include <queue>
#include <string_view>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::onnx {

namespace {

/// The node that produces each value; -1 for inputs and constants.
using Producers = std::map<std::string, int>;

Producers producers_of(const Graph& graph) {
    Producers producers;
    const auto add = [&](const std::string& value, int node, const std::string& where) {
        if (!producers.emplace(value, node).second)
            throw LoadError(graph.file, tr("produces the value \"{}\" twice", display_text(value)), kExportAgain,
                            where);
    };
    for (const auto& [name, constant] : graph.constants) add(name, -1, tr("a weight"));
    for (const GraphInput& input : graph.inputs) add(input.name, -1, tr("an input"));
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        for (const std::string& output : graph.nodes[i].outputs)
            if (!output.empty()) add(output, static_cast<int>(i), place_of(graph.nodes[i]));
    return producers;
}

/// True for each node that an output depends on.
std::vector<bool> needed_nodes(const Graph& graph, const Producers& producers) {
    std::vector<bool> needed(graph.nodes.size(), false);
    std::vector<int> unvisited;
    const auto visit = [&](const std::string& value, const std::string& where) {
        const auto producer = producers.find(value);
        if (producer == producers.end())
            throw LoadError(graph.file, tr("uses a value \"{}\" that no node produces", display_text(value)),
                            kExportAgain, where);
        const int node = producer->second;
        if (node < 0 || needed[static_cast<std::size_t>(node)]) return;
        needed[static_cast<std::size_t>(node)] = true;
        unvisited.push_back(node);
    };
    for (const std::string& output : graph.outputs) visit(output, tr("an output"));
    while (!unvisited.empty()) {
        const Node& node = graph.nodes[static_cast<std::size_t>(unvisited.back())];
        unvisited.pop_back();
        for (const std::string& input : node.inputs)
            if (!input.empty()) visit(input, place_of(node));
    }
    return needed;
}

/// The needed nodes in topological order. Of several ready nodes the earliest in the file comes first.
std::vector<int> order_of(const Graph& graph, const Producers& producers, const std::vector<bool>& needed) {
    const std::size_t count = graph.nodes.size();
    std::vector<std::vector<int>> consumers(count);
    std::vector<int> pending(count, 0);  // inputs that are not produced yet
    for (std::size_t i = 0; i < count; ++i) {
        if (!needed[i]) continue;
        for (const std::string& input : graph.nodes[i].inputs) {
            const int producer = input.empty() ? -1 : producers.at(input);
            if (producer < 0) continue;
            consumers[static_cast<std::size_t>(producer)].push_back(static_cast<int>(i));
            ++pending[i];
        }
    }
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (std::size_t i = 0; i < count; ++i)
        if (needed[i] && pending[i] == 0) ready.push(static_cast<int>(i));
    std::vector<int> order;
    while (!ready.empty()) {
        order.push_back(ready.top());
        ready.pop();
        for (const int consumer : consumers[static_cast<std::size_t>(order.back())])
            if (--pending[static_cast<std::size_t>(consumer)] == 0) ready.push(consumer);
    }
    for (std::size_t i = 0; i < count; ++i)
        if (needed[i] && pending[i] > 0)
            throw LoadError(graph.file, tr("has a cycle of nodes"), kExportAgain, place_of(graph.nodes[i]));
    return order;
}

}  // namespace

Graph sorted(Graph graph) {
    if (graph.outputs.empty()) throw LoadError(graph.file, tr("has a graph without outputs"), kExportAgain);
    const Producers producers = producers_of(graph);
    const std::vector<int> order = order_of(graph, producers, needed_nodes(graph, producers));
    std::vector<Node> nodes;
    nodes.reserve(order.size());
    for (const int index : order) nodes.push_back(std::move(graph.nodes[static_cast<std::size_t>(index)]));
    graph.nodes = std::move(nodes);
    return graph;
}

std::string place_of(const Node& node) {
    const std::string& name = !node.name.empty() || node.outputs.empty() ? node.name : node.outputs.front();
    return tr("node \"{}\" ({})", display_text(name), display_text(node.kind));
}

}  // namespace convscope::onnx
