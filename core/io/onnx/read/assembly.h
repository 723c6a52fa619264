// Builds the model while an ONNX graph is read node by node: the values so far, and the layers added for them.
// Must not include operators: they use the assembly.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/io/arrangement_builder.h"
#include "core/io/npy.h"
#include "core/io/onnx/graph.h"
#include "core/io/onnx/read/graph_inputs.h"
#include "core/nn/model/model.h"

namespace convscope::onnx {

/// A value of the graph that depends on its inputs.
using Value = ArrangedValue;

class Assembly final : public ArrangementBuilder {
  public:
    /// `feeds`: the arrays that the inputs will be given, in their order; may be fewer. A first input of fewer than two
    /// axes has no batch, whatever `batch` says. The graph must outlive the assembly. Throws LoadError.
    Assembly(const Graph& graph, Batch batch, std::span<const NpyArray> feeds);

    const Graph& graph() const { return graph_; }
    /// The nodes that need no further reading.
    const std::set<const Node*>& done() const { return done_; }
    void finish(const Node& node) { done_.insert(&node); }

    /// The constant of that name, or null.
    const Constant* constant(const std::string& name) const;
    /// constant(), or the array that an input of that name is fed.
    const Constant* fed_constant(const std::string& name) const;
    /// The value of that name, or null for constants.
    const Value* value(const std::string& name) const;
    void set(const std::string& name, Value value);
    /// Throws LoadError once all computed constants together exceed 1 GB.
    void set(const std::string& name, Constant constant);
    /// The batch's length in the file; 0 if the file leaves it open.
    std::int64_t batch_length() const { return batch_length_; }
    /// True if the value is the index of a maximum (ArgMax) rather than a measurement.
    bool is_index(const Value& value) const { return index_nodes_.contains(value.node); }

    /// The nodes that take this value; none if it is an output of the graph as well.
    std::vector<const Node*> consumers(const std::string& name) const;
    /// The only node that takes this value, or null; null as well for an output of the graph. Such a node can be fused
    /// into the layer that produces the value.
    const Node* only_consumer(const std::string& name) const;
    /// Makes the scores from which an ArgMax finds the class an output, unless they are an input.
    void add_prediction(const std::string& name);

    /// Adds a layer, named after the node, followed by `suffix`. Returns the model's node.
    int add(const Node& node, nn::SharedLayer layer, const std::vector<int>& inputs,
            std::vector<nn::SharedTensor> weights = {}, const std::string& suffix = {});
    /// Throws LoadError for NaN and infinity.
    nn::SharedTensor weight(const Node& node, nn::Shape shape, std::vector<float> values) const;

    [[noreturn]] void refuse(const Node& node, const std::string& fault, const std::string& remedy) const;
    /// The model, after all nodes. Throws LoadError.
    nn::Model build();

  private:
    bool is_used(const GraphInput& input) const;
    void add_input(const GraphInput& input, const NpyArray* feed);
    void check_size(const GraphInput& input, const Dims& dims) const;
    int add_named(const std::string& name, nn::SharedLayer layer, const std::vector<int>& inputs,
                  std::vector<nn::SharedTensor> weights);
    std::string free_name(const std::string& wanted);
    int output_node(const std::string& name, const Value& value, std::map<int, nn::Layout>& taken);

    const nn::Shape& node_shape(int node) const override { return builder_.node(node).shape; }
    int add_layer(const std::string& name, nn::SharedLayer layer, int input) override;
    void set_arrangement(int node, const Arrangement& arrangement) override;

    const Graph& graph_;
    Batch batch_;
    std::int64_t batch_length_ = 0;
    std::map<std::string, std::variant<Value, Constant>> values_;
    std::map<std::string, Constant> fed_;
    std::map<std::string, std::vector<const Node*>> consumers_;
    std::set<const Node*> done_;
    std::set<int> index_nodes_;
    std::vector<std::string> predictions_;
    std::map<std::string, int> names_;  ///< taken names, with the number that the next one of that name gets
    std::int64_t constants_left_ = nn::kMaxTensorValues / 2;  ///< values that may still be computed beforehand
    nn::ModelBuilder builder_;
};

/// The name of the layers that a node becomes: the node's own, or else its first output's.
const std::string& layer_name(const Node& node);

}  // namespace convscope::onnx
