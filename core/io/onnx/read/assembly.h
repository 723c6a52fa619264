// Builds the model while an ONNX graph is read node by node: holds the values and the layers of the nodes read so far.
// Must not include operators: they use the assembly.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/io/arrangement_builder.h"
#include "core/io/npy/npy.h"
#include "core/io/onnx/graph.h"
#include "core/io/onnx/read/graph_inputs.h"
#include "core/nn/model/model.h"

namespace convscope::onnx {

/// A value of the graph that depends on its inputs.
using Value = ArrangedValue;

class Assembly final : public ArrangementBuilder {
  public:
    /// `feeds` are the arrays that will be fed to the inputs, in their order; there may be fewer. If the first input
    /// has fewer than two axes, `batch` is taken as Batch::none. The graph must outlive the assembly. Throws LoadError.
    Assembly(const Graph& graph, Batch batch, std::span<const NpyArray> feeds);

    const Graph& graph() const { return graph_; }
    /// The nodes that need not be read any more, because they were folded or fused.
    const std::set<const Node*>& done() const { return done_; }
    void finish(const Node& node) { done_.insert(&node); }

    /// The constant of that name, or null.
    const Constant* constant(const std::string& name) const;
    /// The array that is fed to the input of that name; for other names constant().
    const Constant* fed_constant(const std::string& name) const;
    /// The value of that name, or null for constants.
    const Value* value(const std::string& name) const;
    void set(const std::string& name, Value value);
    /// The number of values of a constant with these dims. Throws LoadError if this constant and those computed so far
    /// take more memory than is allowed for a file with as many stored values: an operator can compute gigabytes from a
    /// few bytes.
    std::int64_t check_computed(const Node& node, const Dims& dims) const;
    /// Counts a computed constant. Throws LoadError like check_computed().
    void set(const std::string& name, Constant constant);
    /// The batch's length in the file; 0 if the file leaves it open.
    std::int64_t batch_length() const { return batch_length_; }
    /// True if the value is an index that ArgMax gave, with which no layer may compute.
    bool is_index(const Value& value) const { return index_nodes_.contains(value.node); }

    /// The nodes that consume this value; none if it is also an output of the graph.
    std::vector<const Node*> consumers(const std::string& name) const;
    /// The value's consumer, if there is exactly one and the value is not an output of the graph; otherwise null. The
    /// consumer can be fused into the layer that produces the value.
    const Node* only_consumer(const std::string& name) const;
    /// Makes the value `name`, the input of an ArgMax, the model's prediction, unless it is an input or output of the
    /// graph.
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
    /// `name`, with a number if another node of the model has that name.
    std::string free_name(const std::string& name);
    int output_node(const std::string& name, const Value& value, std::map<int, nn::Layout>& layouts);

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
    std::map<std::string, int> names_;  ///< names in use, each with the number for its next duplicate
    std::int64_t max_computed_;         ///< floats that computed constants may take
    std::int64_t computed_ = 0;         ///< floats that they take so far
    nn::ModelBuilder builder_;
};

/// The name for the layers of a node: the node's name, or its first output's if it has none.
const std::string& layer_name(const Node& node);

}  // namespace convscope::onnx
