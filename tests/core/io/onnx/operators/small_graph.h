// A small ONNX graph, built operator by operator, for tests of operators. Its input "x" has an open batch.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read_model.h"
#include "tests/support/raw_run.h"

namespace convscope::onnx {

class SmallGraph {
  public:
    using Lengths = std::vector<std::int64_t>;

    /// `lengths` are those of one example.
    explicit SmallGraph(const Lengths& lengths, std::int64_t opset = 13) : lengths_(lengths) {
        model_.set_ir_version(8);
        model_.add_opset_import()->set_version(opset);
        proto::ValueInfoProto& input = *graph().add_input();
        input.set_name("x");
        auto& shape = *input.mutable_type()->mutable_tensor_type()->mutable_shape();
        shape.add_dim()->set_dim_param("N");
        for (const std::int64_t length : lengths) shape.add_dim()->set_dim_value(length);
    }

    /// Adds an operator; its output is the graph's output until the next call.
    proto::NodeProto& add(const std::string& kind, const std::vector<std::string>& inputs, const std::string& output) {
        proto::NodeProto& node = *graph().add_node();
        node.set_op_type(kind);
        node.set_name(output);
        for (const std::string& input : inputs) node.add_input(input);
        node.add_output(output);
        graph().clear_output();
        graph().add_output()->set_name(output);
        return node;
    }
    /// Sets an attribute of the last operator.
    SmallGraph& with(const std::string& name, std::int64_t value) {
        attribute(name, proto::AttributeProto::INT).set_i(value);
        return *this;
    }
    SmallGraph& with(const std::string& name, int value) { return with(name, std::int64_t{value}); }
    SmallGraph& with(const std::string& name, float value) {
        attribute(name, proto::AttributeProto::FLOAT).set_f(value);
        return *this;
    }
    SmallGraph& with(const std::string& name, const char* value) {
        attribute(name, proto::AttributeProto::STRING).set_s(value);
        return *this;
    }
    SmallGraph& with(const std::string& name, const Lengths& values) {
        proto::AttributeProto& list = attribute(name, proto::AttributeProto::INTS);
        for (const std::int64_t value : values) list.add_ints(value);
        return *this;
    }

    void floats(const std::string& name, const Lengths& dims, const std::vector<float>& values) {
        proto::TensorProto& tensor = constant(name, proto::TensorProto::FLOAT, dims);
        for (const float value : values) tensor.add_float_data(value);
    }
    void integers(const std::string& name, const Lengths& dims, const std::vector<std::int64_t>& values) {
        proto::TensorProto& tensor = constant(name, proto::TensorProto::INT64, dims);
        for (const std::int64_t value : values) tensor.add_int64_data(value);
    }
    /// Constants of the type UINT8 or INT8.
    void bytes(const std::string& name, proto::TensorProto::DataType type, const Lengths& dims,
               const std::vector<int>& values) {
        proto::TensorProto& tensor = constant(name, type, dims);
        for (const int value : values) tensor.add_int32_data(value);
    }

    nn::Model read() const {
        const std::string text = model_.SerializeAsString();
        return decode_model({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, "m.onnx");
    }
    /// The output for one example.
    nn::Tensor run(std::vector<float> values) const {
        NpyArray x{{1}, std::move(values)};
        x.shape.insert(x.shape.end(), lengths_.begin(), lengths_.end());
        return samples::raw_outputs(samples::raw_run(read(), {x})).begin()->second;
    }
    /// The kinds of the model's layers after the input.
    std::vector<std::string> kinds() const {
        std::vector<std::string> found;
        const nn::Model model = read();
        for (int i = 1; i < model.size(); ++i) found.emplace_back(model.node(i).layer->type());
        return found;
    }
    std::string fault() const {
        try {
            read();
        } catch (const LoadError& error) {
            return error.what();
        }
        return "no error";
    }

  private:
    proto::GraphProto& graph() { return *model_.mutable_graph(); }
    proto::AttributeProto& attribute(const std::string& name, proto::AttributeProto::AttributeType type) {
        proto::AttributeProto& added = *graph().mutable_node(graph().node_size() - 1)->add_attribute();
        added.set_name(name);
        added.set_type(type);
        return added;
    }
    proto::TensorProto& constant(const std::string& name, proto::TensorProto::DataType type, const Lengths& dims) {
        proto::TensorProto& tensor = *graph().add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(type);
        for (const std::int64_t length : dims) tensor.add_dims(length);
        return tensor;
    }

    Lengths lengths_;
    proto::ModelProto model_;
};

/// `count` different numbers between -1 and 1.
inline std::vector<float> some_numbers(std::size_t count) {
    std::vector<float> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<float>(i * 37 % 101) / 50.5F - 1;
    return numbers;
}

}  // namespace convscope::onnx
