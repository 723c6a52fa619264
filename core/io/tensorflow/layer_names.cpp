#include "core/io/tensorflow/layer_names.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "core/io/tensorflow/translation.h"

namespace convscope::tensorflow {

namespace {

constexpr std::size_t kMaxPathBytes = 512, kMaxEnds = 8;

/// "Relu_12" -> "Relu".
std::string_view without_number(std::string_view part) {
    const std::size_t end = part.find_last_not_of("0123456789");
    const bool has_number = end != std::string_view::npos && end + 1 < part.size() && part[end] == '_' && end > 0;
    return has_number ? part.substr(0, end) : part;
}

std::string_view last_part(std::string_view path) {
    return path.substr(path.find_last_of('/') + 1);
}

/// True for the names that TensorFlow gives to the operators in a layer.
bool is_operator_name(std::string_view part) {
    const std::string_view name = without_number(part);
    for (const char* const other :
         {"add", "concat", "convolution", "depthwise", "mul", "separable_conv2d", "Tensordot"})
        if (name == other) return true;
    static const std::vector<std::string_view> kinds = known_operators();
    return std::ranges::binary_search(kinds, name);
}

/// The path in the list `names` that belongs to an operator of this kind.
std::string_view own_path(std::string_view names, std::string_view kind) {
    const std::string_view first = names.substr(0, names.find(';'));
    while (!names.empty()) {
        const std::string_view path = names.substr(0, names.find(';'));
        const std::string_view end = without_number(last_part(path));
        if (end == kind || (end == "depthwise" && kind == "DepthwiseConv2dNative")) return path;
        names.remove_prefix(std::min(path.size() + 1, names.size()));
    }
    return first;
}

/// The path without the operator at its end.
std::string layer_path(const onnx::Node& node) {
    std::string_view path = own_path(node.name, node.kind).substr(0, kMaxPathBytes);
    const auto shorten = [&path] {
        if (const std::size_t slash = path.find_last_of('/'); slash != std::string_view::npos && slash > 0)
            path = path.substr(0, slash);
    };
    if (is_operator_name(last_part(path))) shorten();
    // Keras's SeparableConv2D is two operators in a folder of this name.
    if (last_part(path) == "separable_conv2d") shorten();
    return std::string(path);
}

/// The ends of a path after each of its last slashes, the shortest first, then the whole path.
std::vector<std::string> ends_of(const std::string& path) {
    std::vector<std::string> ends;
    ends.reserve(kMaxEnds);
    std::size_t at = path.size();
    while (ends.size() + 1 < kMaxEnds && at > 0) {
        at = path.rfind('/', at - 1);
        if (at == std::string::npos || at == 0) break;
        ends.push_back(path.substr(at + 1));
    }
    ends.push_back(path);
    return ends;
}

}  // namespace

void shorten_layer_names(onnx::Graph& graph) {
    std::map<std::string, std::set<std::string>> paths_with_end;
    for (onnx::Node& node : graph.nodes) {
        node.name = layer_path(node);
        for (const std::string& end : ends_of(node.name)) paths_with_end[end].insert(node.name);
    }
    for (onnx::Node& node : graph.nodes)
        for (const std::string& end : ends_of(node.name))
            if (!end.empty() && paths_with_end[end].size() == 1) {
                node.name = end;
                break;
            }
}

}  // namespace convscope::tensorflow
