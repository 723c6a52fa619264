// Collects the nodes of a translated graph while the operators of TensorFlow are replaced one by one. Must not include
// layers: the translated graph is read afterwards.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/text/translation.h"
#include "core/io/onnx/graph.h"

namespace convscope::tensorflow {

using Attributes = std::map<std::string, onnx::Attribute>;

/// The remedy for models with operators that cannot be read.
inline constexpr Message kOtherFormat = tr("open the Keras model that it was made from, or convert it to ONNX");

/// Functions that return an attribute or input throw LoadError, with the node's name, if it is missing or of another
/// type.
class Translator {
  public:
    /// `graph` must be sorted. The translated graph has its names, inputs, outputs and constants.
    explicit Translator(onnx::Graph graph);
    /// Translates each node by translate_node().
    onnx::Graph translated();

    /// The node that is translated now.
    const onnx::Node& node() const { return *node_; }
    std::size_t input_count() const { return node_->inputs.size(); }
    const std::string& input(std::size_t index) const;
    const std::string& output() const;
    /// The input if it is a constant of the file; otherwise null.
    const onnx::Constant* known(std::size_t index) const;
    const onnx::Constant& constant(std::size_t index) const;
    std::int64_t integer(const char* name, std::int64_t fallback) const;
    float number(const char* name, float fallback) const;
    std::string text(const char* name, const std::string& fallback) const;
    std::vector<std::int64_t> integers(const char* name) const;
    /// The node's attributes, for a node that keeps its operator.
    const Attributes& attributes() const { return node_->attributes; }
    [[noreturn]] void refuse(const std::string& fault, const std::string& remedy) const;

    /// Adds a node with the current node's name and returns the name of its output, a new value.
    std::string add(const std::string& kind, std::vector<std::string> inputs, Attributes attributes = {});
    /// Adds a node with these outputs.
    void add_several(const std::string& kind, std::vector<std::string> inputs, Attributes attributes,
                     std::vector<std::string> outputs);
    /// Adds a node with this output.
    void add_with_output(const std::string& kind, std::vector<std::string> inputs, Attributes attributes,
                         const std::string& output_name) {
        add_several(kind, std::move(inputs), std::move(attributes), {output_name});
    }
    /// Adds the node that gives the current node's first output.
    void add_last(const std::string& kind, std::vector<std::string> inputs, Attributes attributes = {}) {
        add_with_output(kind, std::move(inputs), std::move(attributes), output());
    }
    /// If the node that was added last limits its input (Relu or Clip), and only the current node takes its output
    /// `value`: removes that node, narrows `low` and `high` by its limits, returns its input. Else returns `value`.
    std::string merge_limits(const std::string& value, float& low, float& high);
    /// Adds a constant and returns its name.
    std::string add_constant(onnx::Constant constant);
    /// Makes the current node's output another name of this constant.
    void set_output(onnx::Constant constant);

  private:
    template <class Type>
    Type attribute(const char* name, Type fallback) const;
    std::string new_name();

    onnx::Graph graph_;
    std::vector<onnx::Node> untranslated_;
    std::map<std::string, std::size_t> uses_;  ///< the number of nodes and outputs that take each value
    const onnx::Node* node_ = nullptr;
    std::size_t new_names_ = 0;
};

}  // namespace convscope::tensorflow
