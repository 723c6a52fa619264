// ONNX's operators, each a function that adds the layers which do the same. One table; families in files of their own
// (windows, borders, products, scaling, arithmetic, statistics, activations, shapes, fold).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/onnx/assembly.h"

namespace convscope {

/// One node and its surroundings, every type and range checked. Functions that return references to attributes or
/// inputs throw LoadError, with the node's name, for what is missing or of another kind.
class OnnxCall {
  public:
    OnnxCall(OnnxAssembly& assembly, const OnnxNode& node) : assembly_(&assembly), node_(&node) {}

    OnnxAssembly& assembly() const { return *assembly_; }
    const OnnxNode& node() const { return *node_; }
    std::int64_t opset() const { return assembly_->graph().opset; }

    std::size_t input_count() const { return node_->inputs.size(); }
    bool has(std::size_t input) const { return input < input_count() && !node_->inputs[input].empty(); }
    const std::string& input(std::size_t index) const;
    const std::string& output() const;
    /// An input that has to be computed, and is no index.
    const OnnxValue& value(std::size_t index) const;
    /// The same, an index or not: for operators that hand values on.
    const OnnxValue& any_value(std::size_t index) const;
    /// An input that has to be known, from the file or fed; null where it is left out.
    const OnnxConstant& constant(std::size_t index) const;
    const OnnxConstant* optional_constant(std::size_t index) const;
    /// The input that is known, or null.
    const OnnxConstant* known(std::size_t index) const;

    bool has_attribute(const char* name) const { return node_->attributes.contains(name); }
    std::int64_t whole(const char* name, std::int64_t otherwise) const;
    float number(const char* name, float otherwise) const;
    std::string text(const char* name, const std::string& otherwise) const;
    /// Empty where it is left out.
    std::vector<std::int64_t> wholes(const char* name) const;
    std::vector<float> numbers(const char* name) const;
    const OnnxConstant* tensor(const char* name) const;
    /// Since that opset an input, before an attribute; nullopt where it is left out.
    std::optional<std::vector<std::int64_t>> list(const char* attribute_name, std::size_t index,
                                                  std::int64_t since) const;

    /// An axis of so many, negative ones counted from the end.
    std::size_t axis(std::int64_t given, std::size_t rank) const;
    /// Each axis once.
    std::vector<std::size_t> axes(const std::vector<std::int64_t>& given, std::size_t rank) const;
    /// Throws LoadError where a further output is used.
    void only_first_output() const;

    void set(OnnxValue value) const;
    void set(OnnxConstant constant) const { assembly_->set(output(), std::move(constant)); }
    int add(nn::SharedLayer layer, const std::vector<int>& inputs, std::vector<nn::SharedTensor> weights = {}) const {
        return assembly_->add(*node_, std::move(layer), inputs, std::move(weights));
    }
    [[noreturn]] void refuse(const std::string& fault, const std::string& remedy) const;

  private:
    const OnnxAttribute* attribute(const char* name) const;

    OnnxAssembly* assembly_;
    const OnnxNode* node_;
};

/// All operators that are read, by name.
std::vector<std::string_view> known_onnx_operators();
/// Reads one node. Throws LoadError for an operator that is not known, naming those that are.
void read_onnx_node(const OnnxCall& call);

/// What the value's image is, {rows, cols, channels}: a signal of one axis is an image of one row. Arranged in memory
/// so.
OnnxValue onnx_image(const OnnxCall& call, OnnxValue value);
/// The value with these factors innermost in memory, in any order, and the node's last axis made of them alone.
OnnxValue onnx_innermost(const OnnxCall& call, OnnxValue value, const OnnxFactors& factors);
/// A constant against a value's axes, from the last on, or from `first` on: the numbers along one axis, as many as that
/// is long; nullopt where the constant differs along others.
std::optional<std::vector<float>> along_axis(const OnnxConstant& constant, const OnnxValue& value, std::size_t axis,
                                             std::optional<std::size_t> first = {});
/// The lengths of an axis's factors, and the order in which memory has them.
struct OnnxOrder {
    OnnxDims lengths;
    std::vector<std::size_t> factors;
};
OnnxOrder memory_order(const OnnxValue& value, std::size_t axis);
/// Numbers along an axis, in memory's order of its factors.
std::vector<float> in_memory_order(std::vector<float> numbers, const OnnxValue& value, std::size_t axis);
/// Where the second operand's axes begin among the first's, which opsets before 7 tell by attribute; nullopt: they end
/// together.
std::optional<std::size_t> first_axis(const OnnxCall& call, const OnnxDims& whole, const OnnxDims& part);
/// The activation that the operator is for a value; nullopt for other operators, and for a softmax over others than the
/// innermost factors that make up the last axis of `channels`.
std::optional<nn::Activation> onnx_activation(const OnnxCall& call, const OnnxValue& value, std::int64_t channels);
/// Follows a layer's output as far as what comes next can be part of it: a bias for each of the `channels`, which are
/// innermost in memory, an activation, axes renamed on the way.
OnnxTail onnx_tail(const OnnxCall& call, OnnxValue value, std::int64_t channels);
/// Transpose's order: the axes turned round where it names none.
std::vector<std::size_t> transpose_order(const OnnxCall& call, std::size_t rank);
/// Adds axes of length 1 in front until there are `rank`.
OnnxValue widened(OnnxValue value, std::size_t rank);
enum class OnnxSign { add, subtract, multiply, divide, maximum };
/// A value and a constant, which stands in front where it is the `first_operand`: a Rescaling where one number per
/// channel or for all will do, with all such operators that follow; else a Scale. False for a constant over a value.
bool read_with_constant(const OnnxCall& call, OnnxValue value, const OnnxConstant& constant, OnnxSign sign,
                        bool first_operand);
/// The constant where the value was.
OnnxValue constant_like(const OnnxCall& call, const OnnxValue& value, const OnnxConstant& constant);
/// The value with a constant added to it.
OnnxValue with_constant_added(const OnnxCall& call, OnnxValue value, const OnnxConstant& constant);
/// The sum of two values.
OnnxValue with_value_added(const OnnxCall& call, const OnnxValue& value, const OnnxValue& other);
/// The axes' lengths that Reshape, Flatten, Squeeze or Unsqueeze give a value or constant of these (the batch as
/// Layout::kBatchAxis). Throws OnnxBatchInTheWay where the batch would be no axis of its own any more.
OnnxDims reshaped_dims(const OnnxCall& call, const OnnxDims& dims);
/// What a Slice takes of each axis: the indexes, in their order.
struct OnnxSlice {
    std::size_t axis;
    std::vector<std::int64_t> indexes;
};
std::vector<OnnxSlice> slices_of(const OnnxCall& call, const OnnxDims& dims);
/// Ends the tail: the layer is that node.
void set_tail(const OnnxCall& call, OnnxTail tail, int node);
/// Computes a node whose inputs are all known; false where it is not one of those that can be.
bool fold_onnx(const OnnxCall& call);

/// Families of operators.
struct OnnxOperator {
    std::string_view kind;
    void (*read)(const OnnxCall& call);
};
void read_onnx_convolution(const OnnxCall& call);
void read_onnx_transposed_convolution(const OnnxCall& call);
void read_onnx_resize(const OnnxCall& call);
void read_onnx_max_pool(const OnnxCall& call);
void read_onnx_average_pool(const OnnxCall& call);
void read_onnx_global_average_pool(const OnnxCall& call);
void read_onnx_global_max_pool(const OnnxCall& call);
void read_onnx_pad(const OnnxCall& call);
void read_onnx_gemm(const OnnxCall& call);
void read_onnx_matmul(const OnnxCall& call);
void read_onnx_add(const OnnxCall& call);
void read_onnx_subtract(const OnnxCall& call);
void read_onnx_multiply(const OnnxCall& call);
void read_onnx_divide(const OnnxCall& call);
void read_onnx_max(const OnnxCall& call);
void read_onnx_prelu(const OnnxCall& call);
void read_onnx_batch_normalization(const OnnxCall& call);
void read_onnx_reduce_mean(const OnnxCall& call);
void read_onnx_activation(const OnnxCall& call);
void read_onnx_hard_swish(const OnnxCall& call);
void read_onnx_flatten(const OnnxCall& call);
void read_onnx_reshape(const OnnxCall& call);
void read_onnx_squeeze(const OnnxCall& call);
void read_onnx_unsqueeze(const OnnxCall& call);
void read_onnx_transpose(const OnnxCall& call);
void read_onnx_concat(const OnnxCall& call);
void read_onnx_slice(const OnnxCall& call);
void read_onnx_gather(const OnnxCall& call);
void read_onnx_shape(const OnnxCall& call);
void read_onnx_dropout(const OnnxCall& call);
void read_onnx_identity(const OnnxCall& call);
void read_onnx_arg_max(const OnnxCall& call);
void read_onnx_constant(const OnnxCall& call);
void read_onnx_constant_of_shape(const OnnxCall& call);

}  // namespace convscope
