// A Gemm whose kernel has its units first gives the weights of the same Gemm with its features first, also after an
// image was flattened, whose features are then in another order in memory.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/io/onnx/proto.h"
#include "core/io/onnx/read_model.h"

namespace convscope::onnx {

namespace {

constexpr std::int64_t kChannels = 3, kRows = 2, kCols = 5, kUnits = 7, kFeatures = kChannels * kRows * kCols;

float weight(std::int64_t feature, std::int64_t unit) {
    return static_cast<float>(100 * feature + unit);
}

/// An image of 3 x 2 x 5 values, flattened, times a kernel.
nn::Model flattened_product(bool units_first) {
    proto::ModelProto model;
    model.set_ir_version(8);
    model.add_opset_import()->set_version(13);
    proto::GraphProto& graph = *model.mutable_graph();
    proto::ValueInfoProto& input = *graph.add_input();
    input.set_name("x");
    auto& shape = *input.mutable_type()->mutable_tensor_type()->mutable_shape();
    for (const std::int64_t length : {std::int64_t{1}, kChannels, kRows, kCols}) shape.add_dim()->set_dim_value(length);
    proto::NodeProto& flatten = *graph.add_node();
    flatten.set_op_type("Flatten");
    flatten.add_input("x");
    flatten.add_output("flat");
    proto::NodeProto& gemm = *graph.add_node();
    gemm.set_op_type("Gemm");
    gemm.add_input("flat");
    gemm.add_input("kernel");
    gemm.add_output("y");
    proto::AttributeProto& transposed = *gemm.add_attribute();
    transposed.set_name("transB");
    transposed.set_type(proto::AttributeProto::INT);
    transposed.set_i(units_first ? 1 : 0);
    proto::TensorProto& kernel = *graph.add_initializer();
    kernel.set_name("kernel");
    kernel.set_data_type(proto::TensorProto::FLOAT);
    kernel.add_dims(units_first ? kUnits : kFeatures);
    kernel.add_dims(units_first ? kFeatures : kUnits);
    for (std::int64_t i = 0; i < kUnits * kFeatures; ++i)
        kernel.add_float_data(units_first ? weight(i % kFeatures, i / kFeatures) : weight(i / kUnits, i % kUnits));
    graph.add_output()->set_name("y");
    const std::string bytes = model.SerializeAsString();
    return decode_model({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, "m.onnx");
}

}  // namespace

TEST_CASE("a kernel of a product has its rows in the order of the features in memory, whichever axis comes first") {
    for (const bool units_first : {false, true}) {
        CAPTURE(units_first);
        const nn::Model model = flattened_product(units_first);
        const nn::Node& dense = model.node(model.outputs().front());
        REQUIRE(dense.weights.size() == 1);
        const nn::Tensor& kernel = *dense.weights[0];
        REQUIRE(kernel.shape == nn::Shape{kFeatures, kUnits});
        // The file's features are channels, rows, columns; those in memory are rows, columns, channels.
        for (std::int64_t row = 0; row < kRows; ++row)
            for (std::int64_t col = 0; col < kCols; ++col)
                for (std::int64_t channel = 0; channel < kChannels; ++channel)
                    for (std::int64_t unit = 0; unit < kUnits; ++unit) {
                        const std::int64_t place = ((row * kCols + col) * kChannels + channel) * kUnits + unit;
                        CHECK(kernel.values[static_cast<std::size_t>(place)] ==
                              weight((channel * kRows + row) * kCols + col, unit));
                    }
    }
}

}  // namespace convscope::onnx
