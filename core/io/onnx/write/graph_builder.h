// A graph of ONNX being written: operators, constants and the names of values between them.
// Knows no layer kind; write_layers.cpp does.
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope {

/// An operator's attributes, of the types that those in use have.
struct OnnxAttributes {
    std::vector<std::pair<std::string, std::vector<std::int64_t>>> lists;
    std::vector<std::pair<std::string, std::int64_t>> wholes;
    std::vector<std::pair<std::string, float>> numbers;
    std::vector<std::pair<std::string, std::string>> texts;
};

/// A layer's output goes by the layer's name. Images are N,C,H,W; everything else is as here, behind the batch. A
/// flattened image whose values all go to Dense layers is in ONNX's order.
class OnnxExport {
  public:
    /// Both have to live as long.
    OnnxExport(const nn::Model& model, onnx::GraphProto& graph);

    const nn::Model& model() const { return model_; }
    const nn::Node& node(int index) const { return model_.node(index); }
    /// The name of input `which` of the node, and its shape here.
    const std::string& input(int node, std::size_t which = 0) const;
    const nn::Shape& input_shape(int node, std::size_t which = 0) const;

    /// A name that no other value has, beginning as that one.
    std::string inner_name(const std::string& beginning);
    /// Adds an operator; returns its output's name, which is `output`. It is called so too, unless it has a name.
    std::string add(const std::string& kind, const std::vector<std::string>& inputs, const std::string& output,
                    const OnnxAttributes& attributes = {}, const std::string& name = {});
    /// The same with an output of any name, beginning as that one.
    std::string add_inner(const std::string& kind, const std::vector<std::string>& inputs, const std::string& beginning,
                          const OnnxAttributes& attributes = {});
    /// Constants; they return their names.
    std::string floats(const std::string& beginning, const std::vector<std::int64_t>& shape,
                       const std::vector<float>& values);
    std::string wholes(const std::string& beginning, const std::vector<std::int64_t>& values);

    /// An image's value as N,H,W,C, anything else as it is; and back. `name` is that of the result where it is given.
    std::string channels_last(const std::string& value, const nn::Shape& shape);
    void as_output(const std::string& channels_last, int node);
    /// The values under another shape, the batch kept.
    std::string reshaped(const std::string& value, const std::vector<std::int64_t>& lengths,
                         const std::string& beginning);

    /// Of which image a vector's values are those, channels first; an empty shape for values in our order.
    nn::Shape& mingled(int node) { return mingled_[static_cast<std::size_t>(node)]; }
    /// True where the node's values reach Dense layers alone, through layers that take each by itself.
    bool feeds_dense_only(int node) const;

  private:
    const nn::Model& model_;
    onnx::GraphProto& graph_;
    std::set<std::string> names_;
    std::vector<nn::Shape> mingled_;
};

/// Adds what makes the output of the node `index`. Throws nn::ModelError for what ONNX has no operators for.
void write_onnx_layer(OnnxExport& exported, int index);
}  // namespace convscope
