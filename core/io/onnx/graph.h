// An ONNX graph as plain values: nodes in an order in which each comes after those it takes from, names checked.
// Knows neither protobuf nor layers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/io/onnx/constant.h"

namespace convscope {

using OnnxAttribute =
    std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>, std::vector<float>, OnnxConstant>;

struct OnnxNode {
    std::string name;                 ///< may be empty, need not be unique
    std::string kind;                 ///< the operator
    std::vector<std::string> inputs;  ///< names of values; empty for one that is left out
    std::vector<std::string> outputs;
    std::map<std::string, OnnxAttribute> attributes;
};

/// An input that is no weight: its lengths, nullopt where the file leaves them open. No dims: of unknown shape.
struct OnnxInput {
    std::string name;
    std::optional<std::vector<std::optional<std::int64_t>>> dims;
};

struct OnnxGraph {
    std::string file;  ///< as errors name it
    std::string name;
    std::string info;           ///< what convscope tells, or nothing
    std::string producer = {};  ///< the program that wrote the file, as it calls itself
    std::int64_t opset = 1;
    std::vector<OnnxNode> nodes;
    std::vector<OnnxInput> inputs;
    std::vector<std::string> outputs;
    std::map<std::string, OnnxConstant> constants;  ///< what the file holds
};

/// The graph with only those nodes that its outputs need, each after those it takes from. Throws LoadError for names
/// that nobody or two make, for nodes in a circle and for a graph without outputs.
OnnxGraph sorted(OnnxGraph graph);

/// How errors name a node: node "conv1" (Conv).
std::string onnx_place(const OnnxNode& node);
/// A name or operator as a sentence can hold it: control characters left out, cut where it is endless.
std::string onnx_shown(const std::string& text);

}  // namespace convscope
