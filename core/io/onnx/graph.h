// An ONNX graph as plain values: nodes in topological order, names checked.
// Must not include protobuf or layers: the file's reader writes the graph, the operators' readers use it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/utf8.h"
#include "core/io/onnx/constant.h"

namespace convscope::onnx {

using Attribute =
    std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>, std::vector<float>, Constant>;

struct Node {
    std::string name;                 ///< may be empty, need not be unique
    std::string kind;                 ///< the operator
    std::vector<std::string> inputs;  ///< names of values; empty for an optional input that is left out
    std::vector<std::string> outputs;
    std::map<std::string, Attribute> attributes;
};

/// A graph input that is not a weight. A length is nullopt if the file leaves it open; dims is nullopt if the file does
/// not give the shape.
struct GraphInput {
    std::string name;
    std::optional<std::vector<std::optional<std::int64_t>>> dims;
};

struct Graph {
    std::string file;  ///< the file's name in errors
    std::string name;
    std::string info;           ///< JSON of model_info.h; empty in files of other programs
    std::string producer = {};  ///< the name of the program that wrote the file
    std::int64_t opset = 1;
    bool channels_last = false;  ///< images are N,H,W,C, as in TensorFlow's graphs, not N,C,H,W
    std::vector<Node> nodes;
    std::vector<GraphInput> inputs;
    std::vector<std::string> outputs;
    std::map<std::string, Constant> constants;  ///< the initializers
};

/// The graph with only the nodes that its outputs depend on, each after its producers. Throws LoadError if a value has
/// no producer or several, if the nodes form a cycle, and for a graph without outputs.
Graph sorted(Graph graph);

/// A node's description in errors: node "conv1" (Conv).
std::string place_of(const Node& node);

}  // namespace convscope::onnx
