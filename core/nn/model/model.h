// A network as a value: a directed acyclic graph of layers with their weights. Checked when it is built; copies share
// layers and weights. Must not include file formats or plans.
#pragma once

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/layer.h"
#include "core/nn/model/layout.h"
#include "core/nn/model/preprocessing.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// An invalid model: names the layer and both shapes. what() reads
/// "layer \"dense\" (Dense): needs ..., not ...".
class ModelError : public std::runtime_error {
  public:
    ModelError(const std::string& layer, std::string_view type, const std::string& fault);
};

/// One layer with its place in the graph and its weights.
struct Node {
    std::string name;         ///< unique in its model
    SharedLayer layer;        ///< never null
    std::vector<int> inputs;  ///< indexes of nodes before this one; empty for an Input
    /// One tensor per Layer::weights(), in that order.
    std::vector<SharedTensor> weights;
    Shape shape;  ///< of one example's output
    bool trainable = true;
    /// The layout of the output in the model's file; nullopt: see file_layout().
    std::optional<Layout> layout;
    /// Set for an Input that takes a picture but has fewer axes in the file (784 for 28 x 28): the file's shape.
    /// `shape` is then the picture's, with the same values in the same order.
    std::optional<Shape> declared;
    DisplayName display_name = {};  ///< Layer::display_name() for this node's inputs

    /// The output's shape as the nodes after this one take it.
    const Shape& declared_shape() const { return declared ? *declared : shape; }
    /// The output's layout in the model's file; without a file N, then the declared shape.
    Layout file_layout() const { return layout ? *layout : plain_layout(declared_shape()); }
};

/// Facts about a model besides its layers.
struct ModelInfo {
    std::string name = "model";
    std::vector<std::string> labels;   ///< names of the classes, one per value of the first output; empty: no names
    Preprocessing preprocessing;       ///< of a picture for the first input
    bool preprocessing_known = false;  ///< true: from the file or the user; false: a guess
    std::string preprocessing_reason;  ///< the reason for the guess, in a few words; empty before a guess
    bool operator==(const ModelInfo&) const = default;
};

class Model {
  public:
    const std::vector<Node>& nodes() const { return nodes_; }
    const Node& node(int index) const { return nodes_.at(static_cast<std::size_t>(index)); }
    int size() const { return static_cast<int>(nodes_.size()); }
    /// The nodes of kind Input, in the order in which a caller sets them. The first takes the picture.
    const std::vector<int>& inputs() const { return inputs_; }
    /// The output nodes, at least one; the first is the prediction.
    const std::vector<int>& outputs() const { return outputs_; }
    /// The outputs' names in the model's file, one per output.
    const std::vector<std::string>& output_names() const { return output_names_; }
    const ModelInfo& info() const { return info_; }
    /// The node of that name; nullopt if there is none.
    std::optional<int> find(std::string_view name) const;
    /// The shapes of a node's inputs, each the input's declared_shape().
    std::vector<Shape> input_shapes(int index) const;
    /// The nodes that take this node's output, ascending.
    std::vector<int> consumers(int index) const;
    /// True if every node but the first has the node before it as its only input, and the last node is the only output:
    /// Keras's Sequential.
    bool is_chain() const;

    /// A copy with one weight replaced; everything else is shared. Throws ModelError if the shape differs.
    Model with_weight(int index, std::size_t weight, SharedTensor tensor) const;
    Model with_info(ModelInfo info) const;
    /// A copy with Node::trainable of one node changed: false freezes its weights in training.
    Model with_trainable(int index, bool trainable) const;
    /// A copy with the nodes 0 to `index` only, of which the last is the only output. The node must depend on an input.
    Model up_to(int index) const;
    /// A copy with these output nodes, named after the nodes.
    Model with_outputs(std::vector<int> outputs) const;
    /// A copy whose input `which` (an index into inputs()) comes first, so that it takes the picture.
    Model with_first_input(std::size_t which) const;
    /// A copy whose Input `index` has a different shape with the same number of values. The nodes after it still take
    /// Node::declared_shape(); a call with that shape restores the original.
    Model with_input_shape(int index, Shape shape) const;

  private:
    friend class ModelBuilder;
    Model() = default;

    std::vector<Node> nodes_;
    std::vector<int> inputs_;
    std::vector<int> outputs_;
    std::vector<std::string> output_names_;
    ModelInfo info_;
};

/// Builds a model node by node; checks each as it is added.
class ModelBuilder {
  public:
    explicit ModelBuilder(ModelInfo info = {}) { model_.info_ = std::move(info); }

    /// Adds an Input and returns the node's index. Throws ModelError if another node has the name or if the shape has
    /// no values.
    int input(std::string name, Shape shape);
    /// Adds a layer after the nodes `inputs`. Missing weights are filled with zeros, or ones for Initializer::ones; see
    /// initialised(). Throws ModelError, with the layer's name, for inputs or weights that do not fit.
    int add(std::string name, SharedLayer layer, std::vector<int> inputs, std::vector<SharedTensor> weights = {});
    /// Adds a layer after the node that was added last.
    int add(std::string name, SharedLayer layer);
    void set_trainable(int index, bool trainable) {
        model_.nodes_.at(static_cast<std::size_t>(index)).trainable = trainable;
    }
    /// `layout` must be sound and have as many values as the node's shape.
    void set_layout(int index, Layout layout);
    /// A node that has been added.
    const Node& node(int index) const { return model_.node(index); }

    /// The model. By default its output is the node that was added last; `names` defaults to the output nodes' names.
    /// Throws ModelError for a model without layers or inputs.
    Model build(std::vector<int> outputs = {}, std::vector<std::string> names = {});

  private:
    void check_name(const std::string& name, std::string_view type) const;

    Model model_;
};

/// The model with new weights as Keras initialises them: Glorot-uniform kernels, the rest zeros and ones; the constants
/// of a Normalization are kept. A seed gives the same weights on every machine.
Model initialised(const Model& model, std::uint64_t seed);

/// The number of values in all weights of a node or a model.
std::int64_t parameter_count(const Node& node);
std::int64_t parameter_count(const Model& model);
/// The number of a node's weight values that training changes.
std::int64_t trainable_count(const Model& model, int index);

}  // namespace convscope::nn
