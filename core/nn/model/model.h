// A network as a value: layers joined to a directed acyclic graph, with their weights. Checked when it is made; copies
// share layers and weights. Knows no file format and computes nothing itself.
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

/// A model that cannot be: names the layer and both shapes. what() reads
/// "layer \"dense\" (Dense): wants ..., not ...".
class ModelError : public std::runtime_error {
  public:
    ModelError(const std::string& layer, std::string_view type, const std::string& fault);
};

/// One layer in its place.
struct Node {
    std::string name;         ///< unique in the model
    SharedLayer layer;        ///< never null
    std::vector<int> inputs;  ///< nodes before this one; empty for an Input
    /// One tensor per Layer::weights(), in that order.
    std::vector<SharedTensor> weights;
    Shape shape;  ///< of one example's output
    bool trainable = true;
    /// How the model's file arranges this output, batch included; nullopt: N, ...declared_shape().
    std::optional<Layout> layout;
    /// Of an Input that is seen as a picture (`shape`) though the file leaves out axes (784 for 28 x 28): the shape
    /// that the file gives it. As many values in the same order.
    std::optional<Shape> declared;

    /// The shape in which the nodes after this one take its output.
    const Shape& declared_shape() const { return declared ? *declared : shape; }
    Layout own_layout() const { return layout ? *layout : plain_layout(declared_shape()); }
};

/// What is told about a model besides its layers.
struct ModelInfo {
    std::string name = "model";
    std::vector<std::string> labels;   ///< of the classes, one per value of the first output; empty: numbers
    Preprocessing preprocessing;       ///< how a picture becomes its input
    bool preprocessing_known = false;  ///< from the file or the user; otherwise it is a guess
    std::string preprocessing_reason;  ///< of a guess, in a few words; empty before there is one
    bool operator==(const ModelInfo&) const = default;
};

class Model {
  public:
    const std::vector<Node>& nodes() const { return nodes_; }
    const Node& node(int index) const { return nodes_.at(static_cast<std::size_t>(index)); }
    int size() const { return static_cast<int>(nodes_.size()); }
    /// Nodes of kind Input, in the order in which inputs are given.
    const std::vector<int>& inputs() const { return inputs_; }
    /// At least one; the first is the prediction.
    const std::vector<int>& outputs() const { return outputs_; }
    /// What the model's file calls them, one per output.
    const std::vector<std::string>& output_names() const { return output_names_; }
    const ModelInfo& info() const { return info_; }
    /// The node of that name; nullopt without one.
    std::optional<int> find(std::string_view name) const;
    /// The shapes in which a node takes its inputs.
    std::vector<Shape> input_shapes(int index) const;
    /// The nodes that take this node's output, ascending.
    std::vector<int> consumers(int index) const;
    /// True when every node but the first has the node before it as its only input: what Keras calls Sequential.
    bool is_chain() const;

    /// A copy in which one weight is another; everything else is shared. Throws ModelError for another shape.
    Model with_weight(int index, std::size_t weight, SharedTensor tensor) const;
    Model with_info(ModelInfo info) const;
    /// A copy whose input `which` (an index into inputs()) comes first, and so is the one that takes the picture.
    Model with_first_input(std::size_t which) const;
    /// A copy whose Input `index` is seen in a shape of as many values; the nodes after it go on taking it in
    /// Node::declared_shape(), which, given here, undoes it.
    Model with_input_seen_as(int index, Shape shape) const;

  private:
    friend class ModelBuilder;
    Model() = default;

    std::vector<Node> nodes_;
    std::vector<int> inputs_;
    std::vector<int> outputs_;
    std::vector<std::string> output_names_;
    ModelInfo info_;
};

/// Puts a model together node by node; each is checked as it is added.
class ModelBuilder {
  public:
    explicit ModelBuilder(ModelInfo info = {}) { model_.info_ = std::move(info); }

    /// Returns the node's index. Throws ModelError for a name that is taken or a shape without values.
    int input(std::string name, Shape shape);
    /// Adds a layer behind the nodes `inputs`. Without weights (or with fewer) the missing ones are zeros, ones for
    /// Initializer::ones; see initialise(). Throws ModelError: layer's name, what it has and what it wants.
    int add(std::string name, SharedLayer layer, std::vector<int> inputs, std::vector<SharedTensor> weights = {});
    /// The same, behind the node that was added last.
    int add(std::string name, SharedLayer layer);
    void set_trainable(int index, bool trainable) {
        model_.nodes_.at(static_cast<std::size_t>(index)).trainable = trainable;
    }
    /// The layout is sound and has the values of the node's shape.
    void set_layout(int index, Layout layout);
    /// The node as it is so far.
    const Node& node(int index) const { return model_.node(index); }

    /// The model; without `outputs` the node that was added last is the only one, without `names` they are called as
    /// their nodes. Throws ModelError for a model without layers or inputs.
    Model build(std::vector<int> outputs = {}, std::vector<std::string> names = {});

  private:
    void check_name(const std::string& name, std::string_view type) const;

    Model model_;
};

/// The model with its weights drawn anew as Keras does: Glorot-uniform kernels, the rest zeros and ones. The same seed
/// gives the same weights everywhere.
Model initialised(const Model& model, std::uint64_t seed);

/// Values of all weights of a node, or of a model, together.
std::int64_t parameter_count(const Node& node);
std::int64_t parameter_count(const Model& model);
/// Those that training changes.
std::int64_t trainable_count(const Model& model, int index);

}  // namespace convscope::nn
