#include "core/io/onnx/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <queue>
#include <string_view>

#include "core/base/load_error.h"

namespace convscope {

namespace {

/// Which node makes a value; -1 for inputs and constants.
using Makers = std::map<std::string, int>;

Makers makers_of(const OnnxGraph& graph) {
    Makers makers;
    const auto add = [&](const std::string& value, int node, const std::string& where) {
        if (!makers.emplace(value, node).second)
            throw LoadError(graph.file, fmt::format("makes the value \"{}\" twice", onnx_shown(value)), kOnnxRemedy,
                            where);
    };
    for (const auto& [name, constant] : graph.constants) add(name, -1, "a weight");
    for (const OnnxInput& input : graph.inputs) add(input.name, -1, "an input");
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        for (const std::string& output : graph.nodes[i].outputs)
            if (!output.empty()) add(output, static_cast<int>(i), onnx_place(graph.nodes[i]));
    return makers;
}

/// For each node, whether the outputs depend on it.
std::vector<bool> needed_nodes(const OnnxGraph& graph, const Makers& makers) {
    std::vector<bool> needed(graph.nodes.size(), false);
    std::vector<int> open;
    const auto visit = [&](const std::string& value, const std::string& where) {
        const auto maker = makers.find(value);
        if (maker == makers.end())
            throw LoadError(graph.file, fmt::format("uses a value \"{}\" that nothing makes", onnx_shown(value)),
                            kOnnxRemedy, where);
        const int node = maker->second;
        if (node < 0 || needed[static_cast<std::size_t>(node)]) return;
        needed[static_cast<std::size_t>(node)] = true;
        open.push_back(node);
    };
    for (const std::string& output : graph.outputs) visit(output, "an output");
    while (!open.empty()) {
        const OnnxNode& node = graph.nodes[static_cast<std::size_t>(open.back())];
        open.pop_back();
        for (const std::string& input : node.inputs)
            if (!input.empty()) visit(input, onnx_place(node));
    }
    return needed;
}

/// The needed nodes, the earlier in the file first where there is a choice.
std::vector<int> order_of(const OnnxGraph& graph, const Makers& makers, const std::vector<bool>& needed) {
    const std::size_t count = graph.nodes.size();
    std::vector<std::vector<int>> followers(count);
    std::vector<int> waits(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        if (!needed[i]) continue;
        for (const std::string& input : graph.nodes[i].inputs) {
            const int maker = input.empty() ? -1 : makers.at(input);
            if (maker < 0) continue;
            followers[static_cast<std::size_t>(maker)].push_back(static_cast<int>(i));
            ++waits[i];
        }
    }
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (std::size_t i = 0; i < count; ++i)
        if (needed[i] && waits[i] == 0) ready.push(static_cast<int>(i));
    std::vector<int> order;
    while (!ready.empty()) {
        order.push_back(ready.top());
        ready.pop();
        for (const int follower : followers[static_cast<std::size_t>(order.back())])
            if (--waits[static_cast<std::size_t>(follower)] == 0) ready.push(follower);
    }
    for (std::size_t i = 0; i < count; ++i)
        if (needed[i] && waits[i] > 0)
            throw LoadError(graph.file, "has nodes that depend on themselves", kOnnxRemedy, onnx_place(graph.nodes[i]));
    return order;
}

}  // namespace

OnnxGraph sorted(OnnxGraph graph) {
    if (graph.outputs.empty()) throw LoadError(graph.file, "has a graph without outputs", kOnnxRemedy);
    const Makers makers = makers_of(graph);
    const std::vector<int> order = order_of(graph, makers, needed_nodes(graph, makers));
    std::vector<OnnxNode> nodes;
    nodes.reserve(order.size());
    for (const int index : order) nodes.push_back(std::move(graph.nodes[static_cast<std::size_t>(index)]));
    graph.nodes = std::move(nodes);
    return graph;
}

std::string onnx_place(const OnnxNode& node) {
    const std::string& name = !node.name.empty() || node.outputs.empty() ? node.name : node.outputs.front();
    return fmt::format("node \"{}\" ({})", onnx_shown(name), onnx_shown(node.kind));
}

namespace {

/// The bytes of the character at the front of the text; 0 where they are not UTF-8.
std::size_t character_bytes(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t bytes = first < 0x80   ? 1
                              : first < 0xC2 ? 0
                              : first < 0xE0 ? 2
                              : first < 0xF0 ? 3
                              : first < 0xF5 ? 4
                                             : 0;
    if (bytes == 0 || bytes > text.size()) return 0;
    for (std::size_t i = 1; i < bytes; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return 0;
    if (bytes < 3) return bytes;
    const auto second = static_cast<unsigned char>(text[1]);
    const bool stray = (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) ||
                       (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90);
    return stray ? 0 : bytes;
}

}  // namespace

std::string onnx_shown(const std::string& text) {
    constexpr std::size_t kMax = 120;
    std::string shown;
    for (std::string_view rest = text; !rest.empty();) {
        if (shown.size() >= kMax) return shown + "...";
        const std::size_t bytes = character_bytes(rest);
        if (bytes == 0)
            shown += '?';
        else if (static_cast<unsigned char>(rest.front()) >= ' ' && rest.front() != 127)
            shown += rest.substr(0, bytes);
        rest.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return shown;
}

}  // namespace convscope
