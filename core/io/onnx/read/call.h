// One node of an ONNX graph while it is read: checks its attributes and inputs, and adds the layers that compute it.
// Must not include layer kinds or operators: the operators use it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/io/onnx/read/assembly.h"

namespace convscope::onnx {

/// Functions that return an attribute or input throw LoadError, with the node's name, if it is missing or of another
/// type.
class Call {
  public:
    Call(Assembly& assembly, const Node& node) : assembly_(&assembly), node_(&node) {}

    Assembly& assembly() const { return *assembly_; }
    const Node& node() const { return *node_; }
    std::int64_t opset() const { return assembly_->graph().opset; }

    std::size_t input_count() const { return node_->inputs.size(); }
    bool has(std::size_t input) const { return input < input_count() && !node_->inputs[input].empty(); }
    const std::string& input(std::size_t index) const;
    const std::string& output() const;
    /// An input that depends on the graph's inputs. Throws LoadError for the index of a maximum, see
    /// Assembly::is_index().
    const Value& value(std::size_t index) const;
    /// value(), but also accepts the index of a maximum: for operators that only copy values.
    const Value& any_value(std::size_t index) const;
    /// An input that is a constant, or an input of the graph whose values are fed.
    const Constant& constant(std::size_t index) const;
    /// constant(), or null if the input is left out.
    const Constant* optional_constant(std::size_t index) const;
    /// The input if it is a constant of the graph; null otherwise, also for a fed input.
    const Constant* known(std::size_t index) const;

    bool has_attribute(const char* name) const { return node_->attributes.contains(name); }
    std::int64_t integer(const char* name, std::int64_t fallback) const;
    float number(const char* name, float fallback) const;
    std::string text(const char* name, const std::string& fallback) const;
    /// A list of integers; empty if the attribute is left out.
    std::vector<std::int64_t> integers(const char* name) const;
    std::vector<float> numbers(const char* name) const;
    /// A tensor; null if the attribute is left out.
    const Constant* tensor(const char* name) const;
    /// A list that is an attribute before opset `since` and input `index` from then on; nullopt if it is left out.
    std::optional<std::vector<std::int64_t>> list(const char* attribute_name, std::size_t index,
                                                  std::int64_t since) const;

    /// The index of an axis of a value with `rank` axes. A negative number counts from the end.
    std::size_t axis(std::int64_t number, std::size_t rank) const;
    /// axis() for several numbers, which must name different axes.
    std::vector<std::size_t> axes(const std::vector<std::int64_t>& numbers, std::size_t rank) const;
    /// The attribute "axis" as the index of an axis of a value with `rank` axes.
    std::size_t axis_attribute(std::int64_t fallback, std::size_t rank) const;
    /// Throws LoadError if an output other than the first is used.
    void only_first_output() const;

    /// The number of values of a constant with these dims, which the node computes: call it before the values take
    /// memory. See Assembly::check_computed().
    std::int64_t computed_count(const Dims& dims) const { return assembly_->check_computed(*node_, dims); }

    /// Sets the node's output.
    void set(Value value) const { assembly_->set(output(), std::move(value)); }
    void set(Constant constant) const { assembly_->set(output(), std::move(constant)); }
    /// See Assembly.
    int add(nn::SharedLayer layer, const std::vector<int>& inputs, std::vector<nn::SharedTensor> weights = {},
            const std::string& suffix = {}) const {
        return assembly_->add(*node_, std::move(layer), inputs, std::move(weights), suffix);
    }
    nn::SharedTensor weight(nn::Shape shape, std::vector<float> values) const {
        return assembly_->weight(*node_, std::move(shape), std::move(values));
    }
    [[noreturn]] void refuse(const std::string& fault, const std::string& remedy) const {
        assembly_->refuse(*node_, fault, remedy);
    }

    /// See ArrangementBuilder. Inserted layers are named after this node.
    const nn::Shape& shape(const Value& value) const { return assembly_->shape(value); }
    Value shaped(Value value, const nn::Shape& target) const;
    Value arranged(Value value, const Factors& order, const nn::Shape& target) const;
    Value with_axes(const Value& value, const std::vector<std::size_t>& axis_order) const;
    Value innermost(const Value& value, const Factors& factors) const;
    Value reshaped(Value value, const Dims& dims) const;

  private:
    const Attribute* attribute(const char* name) const;

    Assembly* assembly_;
    const Node* node_;
};

}  // namespace convscope::onnx
