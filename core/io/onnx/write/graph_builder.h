// An ONNX graph that is being written: operators, constants and the names of values.
// Must not include layer writers, which include this file.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/io/onnx/proto.h"
#include "core/nn/model/model.h"

namespace convscope::onnx {

/// An operator's attributes, by type.
struct Attributes {
    std::vector<std::pair<std::string, std::vector<std::int64_t>>> lists;
    std::vector<std::pair<std::string, std::int64_t>> integers;
    std::vector<std::pair<std::string, float>> numbers;
    std::vector<std::pair<std::string, std::string>> texts;
};

/// The value that a layer gives has the layer's name. Images are N,C,H,W; other values are N, then the model's axes. A
/// flattened image that only Dense layers consume is in the file's order, C,H,W.
class GraphBuilder {
  public:
    /// `model` and `graph` must outlive the builder.
    GraphBuilder(const nn::Model& model, proto::GraphProto& graph);

    const nn::Model& model() const { return model_; }
    const nn::Node& node(int index) const { return model_.node(index); }
    /// The name of the node's input `which`, and its shape in the model.
    const std::string& input(int node, std::size_t which = 0) const;
    const nn::Shape& input_shape(int node, std::size_t which = 0) const;

    /// A name that no other value has, starting with `prefix`.
    std::string inner_name(const std::string& prefix);
    /// Adds an operator; returns the name of its output, `output`. The operator is named `name`, or else `output`.
    std::string add(const std::string& kind, const std::vector<std::string>& inputs, const std::string& output,
                    const Attributes& attributes = {}, const std::string& name = {});
    /// Adds an operator; returns the name of its output, which starts with `prefix`.
    std::string add_inner(const std::string& kind, const std::vector<std::string>& inputs, const std::string& prefix,
                          const Attributes& attributes = {});
    /// Each adds a constant tensor and returns its name.
    std::string floats(const std::string& prefix, const std::vector<std::int64_t>& shape,
                       const std::vector<float>& values);
    std::string integers(const std::string& prefix, const std::vector<std::int64_t>& values);
    /// Numbers of the type INT8 if `is_signed`, else UINT8.
    std::string bytes(const std::string& prefix, const std::vector<std::int64_t>& shape,
                      const std::vector<float>& values, bool is_signed);

    /// Transposes an image to N,H,W,C and returns the new value's name; for other shapes returns `value`.
    std::string channels_last(const std::string& value, const nn::Shape& shape);
    /// Adds the node's output from a value in the order of channels_last(): an image is transposed to N,C,H,W.
    void as_output(const std::string& channels_last, int node);
    /// Reshapes the value; the batch axis is kept.
    std::string reshaped(const std::string& value, const std::vector<std::int64_t>& lengths, const std::string& prefix);

    /// The shape {rows, cols, channels} of the image if the node's output is a flattened image in the file's order
    /// C,H,W; otherwise empty.
    nn::Shape& flattened_image(int node) { return flattened_images_[static_cast<std::size_t>(node)]; }
    /// True if only Dense layers consume the node's values, directly or through elementwise layers.
    bool feeds_dense_only(int node) const;

  private:
    const nn::Model& model_;
    proto::GraphProto& graph_;
    std::set<std::string> names_;
    std::vector<nn::Shape> flattened_images_;
};

}  // namespace convscope::onnx
