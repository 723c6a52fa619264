// ONNX files that cannot be read cause an error message, and no file outside their folder is opened.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read_model.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

onnx::proto::ModelProto model_in(const char* name) {
    onnx::proto::ModelProto model;
    std::ifstream stream(fs::path(CONVSCOPE_TEST_DATA) / "onnx" / name, std::ios::binary);
    REQUIRE(model.ParseFromIstream(&stream));
    return model;
}

std::string fault(const onnx::proto::ModelProto& model, const fs::path& file) {
    std::ofstream(file, std::ios::binary) << model.SerializeAsString();
    try {
        load_model(file);
    } catch (const LoadError& error) {
        return std::string(error.what()).substr(file.string().size() + 2);
    }
    return "no error";
}

/// The error message for plain.onnx after `change`.
std::string fault_after(const std::function<void(onnx::proto::GraphProto&)>& change) {
    const TemporaryFolder folder;
    onnx::proto::ModelProto model = model_in("plain.onnx");
    change(*model.mutable_graph());
    return fault(model, folder / "m.onnx");
}

bool begins(const std::string& text, const std::string& start) {
    INFO(text);
    CHECK(text.substr(0, start.size()) == start);
    return text.substr(0, start.size()) == start;
}

onnx::proto::TensorProto& kernel(onnx::proto::GraphProto& graph) {
    return *graph.mutable_initializer(0);
}

}  // namespace

TEST_CASE("an unknown operator is named in the message, with its node and a remedy") {
    begins(fault_after([](auto& graph) { graph.mutable_node(1)->set_op_type("LSTM"); }),
           R"(has an operator that convscope does not compute, LSTM (node "relu" (LSTM)); export the model without)");
    begins(fault_after([](auto& graph) { graph.mutable_node(1)->set_domain("com.microsoft"); }),
           R"(has an operator that convscope does not compute, com.microsoft.Relu (node "relu" (com.microsoft.Relu)))");
}

TEST_CASE("an operator with more than 10000 inputs is refused before it is read") {
    begins(fault_after([](auto& graph) {
               for (int i = 0; i < 10'000; ++i) graph.mutable_node(1)->add_input("conv");
           }),
           R"(has an operator with 10001 inputs, more than 10000 (node "relu" (Relu)))");
}

TEST_CASE("undefined, repeated and cyclic values and missing shapes are reported") {
    begins(fault_after([](auto& graph) { graph.mutable_node(1)->set_input(0, "nobody"); }),
           R"(uses a value "nobody" that no node produces (node "relu" (Relu)))");
    begins(fault_after([](auto& graph) { graph.mutable_node(0)->set_input(0, "pool"); }),
           R"(has a cycle of nodes (node "conv2d" (Conv)))");
    begins(fault_after([](auto& graph) { graph.mutable_node(1)->set_output(0, "conv"); }),
           R"(produces the value "conv" twice (node "relu" (Relu)))");
    begins(fault_after([](auto& graph) { graph.clear_output(); }), "has a graph without outputs");
    begins(fault_after([](auto& graph) { graph.mutable_input(0)->clear_type(); }), "does not give its input's shape");
    begins(fault_after([](auto& graph) {
               graph.mutable_input(0)
                   ->mutable_type()
                   ->mutable_tensor_type()
                   ->mutable_shape()
                   ->mutable_dim(1)
                   ->set_dim_param("H");
           }),
           R"(leaves the size of its input open (input "x"))");
    begins(fault_after([](auto& graph) {
               graph.mutable_input(0)
                   ->mutable_type()
                   ->mutable_tensor_type()
                   ->mutable_shape()
                   ->mutable_dim(2)
                   ->set_dim_value(std::int64_t{1} << 62);
           }),
           "has an input of -1, 1, 4611686018427387904, 6");
}

TEST_CASE("sizes, types and values of weights are checked") {
    begins(fault_after([](auto& graph) { kernel(graph).mutable_raw_data()->pop_back(); }),
           R"(has 107 bytes in a tensor that needs 108 (tensor "kernel"))");
    begins(fault_after([](auto& graph) { kernel(graph).set_dims(0, std::int64_t{1} << 40); }),
           R"(has a tensor of an impossible size (tensor "kernel"))");
    begins(fault_after([](auto& graph) { kernel(graph).set_dims(0, -3); }), "has a tensor of an impossible size");
    begins(fault_after([](auto& graph) { kernel(graph).set_data_type(onnx::proto::TensorProto::STRING); }),
           R"(has a tensor of type 8 (tensor "kernel"))");
    begins(fault_after([](auto& graph) {
               (*kernel(graph).mutable_raw_data())[3] = '\x7f', (*kernel(graph).mutable_raw_data())[2] = '\xc0';
           }),
           R"(has NaN or infinity in its weights (node "conv2d" (Conv)))");
    begins(fault_after([](auto& graph) {
               kernel(graph).set_dims(0, 1);
               kernel(graph).set_dims(1, 3);
           }),
           R"(has a kernel of 1, 3, 3, 3 for 1 channel in 1 group (node "conv2d" (Conv)))");
}

TEST_CASE("external weights are read from the model's own folder only") {
    const TemporaryFolder folder;
    const fs::path model_folder = folder / "model";
    fs::create_directory(model_folder);
    const auto fault_at = [&](const std::string& location, const std::string& length = "108") {
        onnx::proto::ModelProto model = model_in("external.onnx");
        for (auto& tensor : *model.mutable_graph()->mutable_initializer()) {
            tensor.mutable_external_data(0)->set_value(location);
            if (tensor.name() == "kernel") tensor.mutable_external_data(2)->set_value(length);
        }
        return fault(model, model_folder / "m.onnx");
    };
    const fs::path data = fs::path(CONVSCOPE_TEST_DATA) / "onnx" / "external.bin";
    begins(fault_at("external.bin"), R"(keeps weights in "external.bin", which does not exist (tensor "kernel"))");
    fs::copy_file(data, folder / "external.bin");
    fs::create_directory(model_folder / "sub");
    fs::copy_file(data, model_folder / "sub" / "external.bin");
    CHECK(fault_at("sub/external.bin") == "no error");
    begins(fault_at("../external.bin"), R"(keeps weights outside its folder, in "../external.bin")");
    begins(fault_at("sub/../../external.bin"), "keeps weights outside its folder");
    begins(fault_at((folder / "external.bin").string()), "keeps weights outside its folder");
    fs::create_symlink(folder / "external.bin", model_folder / "link.bin");
    begins(fault_at("link.bin"), R"(keeps weights outside its folder, in "link.bin")");
    fs::create_symlink("sub/external.bin", model_folder / "inside.bin");
    CHECK(fault_at("inside.bin") == "no error");
    begins(fault_at("sub"), R"(keeps weights in "sub", which does not exist)");
    begins(fault_at("sub/external.bin", "104"), R"(has too few bytes for a tensor in "external.bin")");
    fs::resize_file(model_folder / "sub" / "external.bin", 100);
    begins(fault_at("sub/external.bin"), R"(has too few bytes for a tensor in "external.bin")");
}

TEST_CASE("files of other formats are not recognized as ONNX") {
    const TemporaryFolder folder;
    const auto is_onnx = [&](const std::string& content) {
        std::ofstream(folder / "f.onnx", std::ios::binary) << content;
        return file_kind(folder / "f.onnx") == FileKind::onnx;
    };
    CHECK_FALSE(is_onnx(""));
    CHECK_FALSE(is_onnx("\x89PNG\r\n\x1a\n"));
    CHECK_FALSE(is_onnx("\x89HDF\r\n\x1a\n"));
    CHECK_FALSE(is_onnx(R"({"format": "layers-model"})"));
    CHECK_FALSE(is_onnx("P6 2 1 255\nabcdef"));
    CHECK_FALSE(is_onnx("::::::::::::::::::::::::::::::::::::::::"));
    CHECK_FALSE(
        is_onnx(std::string("\x08\x01\x12\x80\x08\x0a\x10\x0a\x04", 9) + std::string(2000, '\1')));  // SavedModel
    CHECK(is_onnx(model_in("plain.onnx").SerializeAsString()));
    CHECK(is_onnx(model_in("first_opset.onnx").SerializeAsString()));
}

}  // namespace convscope
