// Puts our model together while an ONNX graph is read node by node: what each value is, and the layers that arrange it
// as the next one wants it. Knows no operator; see operators.h.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/io/npy.h"
#include "core/io/onnx/graph.h"
#include "core/io/onnx/value.h"
#include "core/nn/model/model.h"

namespace convscope {

/// Thrown where an operator needs the batch as an axis like others: the graph is then read anew as one that takes a
/// single example without a batch.
struct OnnxBatchInTheWay {};

/// A layer that is about to be added, and what became of its output since: axes were renamed, a bias was added, an
/// activation applied.
struct OnnxTail {
    OnnxValue value;     ///< of no node yet
    std::string output;  ///< the name of the last value
    std::vector<float> bias;
    nn::Activation activation;
};

class OnnxAssembly {
  public:
    /// `batched`: axis 0 of the inputs is the batch. `feeds`: what the inputs will be given, in their order; may be
    /// fewer. The graph lives longer.
    OnnxAssembly(const OnnxGraph& graph, bool batched, std::span<const NpyArray> feeds);

    const OnnxGraph& graph() const { return graph_; }
    const std::set<const OnnxNode*>& done() const { return done_; }

    /// The constant of that name; null for another value.
    const OnnxConstant* constant(const std::string& name) const;
    /// The same, or what an input of that name is fed.
    const OnnxConstant* fed_constant(const std::string& name) const;
    /// The value that has to be computed; null for another.
    const OnnxValue* value(const std::string& name) const;
    void set(const std::string& name, OnnxValue value);
    void set(const std::string& name, OnnxConstant constant);
    /// How long the batch is according to the file; 0 where it leaves that open.
    std::int64_t batch_length() const { return batch_length_; }

    /// The nodes that take this value; none for an output.
    std::vector<const OnnxNode*> consumers(const std::string& name) const;
    /// The node that alone takes this value, which is no output: what it does can be part of what makes the value.
    const OnnxNode* only_consumer(const std::string& name) const;
    /// The value is what a class is told from: an output as well, unless it is an input.
    void add_prediction(const std::string& name);
    /// Nothing is left to do for the node.
    void finish(const OnnxNode& node) { done_.insert(&node); }

    /// Adds a layer, named after the node. Weights have to be finite.
    int add(const OnnxNode& node, nn::SharedLayer layer, const std::vector<int>& inputs,
            std::vector<nn::SharedTensor> weights = {}, const std::string& suffix = {});
    nn::SharedTensor weight(const OnnxNode& node, nn::Shape shape, std::vector<float> values) const;
    const nn::Shape& shape(const OnnxValue& value) const { return builder_.node(value.node).shape; }

    /// The same value from a node of that shape, behind a Reshape or Flatten where it is not yet so.
    OnnxValue shaped(const OnnxNode& node, OnnxValue value, const nn::Shape& wanted);
    /// The same with memory in that order of factors, behind a Permute where it is not.
    OnnxValue arranged(const OnnxNode& node, OnnxValue value, const OnnxFactors& order,
                       const std::optional<nn::Shape>& wanted = {});
    /// The value as axes of other lengths (the batch as Layout::kBatchAxis).
    OnnxValue reshaped(const OnnxNode& node, OnnxValue value, const OnnxDims& dims);

    [[noreturn]] void refuse(const OnnxNode& node, const std::string& fault, const std::string& remedy) const;
    /// The model, after all nodes.
    nn::Model build();

  private:
    void add_input(std::size_t index, std::span<const NpyArray> feeds);
    OnnxDims input_dims(const OnnxInput& input, const NpyArray* feed) const;
    std::vector<std::size_t> input_order(const OnnxInput& input, const OnnxDims& dims) const;
    std::string free_name(const std::string& wanted);
    int output_node(const std::string& name, const OnnxValue& value, std::map<int, nn::Layout>& taken);

    const OnnxGraph& graph_;
    bool batched_;
    std::int64_t batch_length_ = 0;
    std::map<std::string, std::variant<OnnxValue, OnnxConstant>> values_;
    std::map<std::string, OnnxConstant> fed_;
    std::map<std::string, std::vector<const OnnxNode*>> consumers_;
    std::set<const OnnxNode*> done_;
    std::vector<std::string> predictions_;
    std::map<std::string, int> names_;  ///< that are taken, with the number that the next of that name gets
    std::int64_t constants_left_ = nn::kMaxTensorValues / 2;  ///< of the values that are computed beforehand
    nn::ModelBuilder builder_;
};

}  // namespace convscope
