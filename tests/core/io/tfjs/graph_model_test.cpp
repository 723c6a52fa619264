// TensorFlow.js's graph models, compared with plain arithmetic.
#include "core/io/tfjs/graph_model.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "core/io/tfjs/base64.h"
#include "tests/support/raw_run.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

/// A graph of one product with bias and ReLU. Bytes are base64: U0FNRQ== is SAME, Qmlhc0FkZA== BiasAdd, UmVsdQ== Relu.
constexpr const char* kNodes = R"([
  {"name": "serving/x", "op": "Placeholder", "attr": {"dtype": {"type": "DT_FLOAT"},
   "shape": {"shape": {"dim": [{"size": "-1"}, {"size": "2"}]}}}},
  {"name": "net/dense/kernel", "op": "Const", "attr": {}},
  {"name": "net/dense/bias", "op": "Const", "attr": {}},
  {"name": "net/dense/read", "op": "Identity", "input": ["net/dense/kernel"]},
  {"name": "net/dense/Relu", "op": "_FusedMatMul",
   "input": ["serving/x", "net/dense/read", "net/dense/bias", "^nothing"],
   "attr": {"fused_ops": {"list": {"s": ["Qmlhc0FkZA==", "UmVsdQ=="]}}, "transpose_b": {"b": false},
            "num_args": {"i": "1"}, "epsilon": {"f": 0}}},
  {"name": "Identity", "op": "Identity", "input": ["net/dense/Relu:0"]}])";

constexpr const char* kSignature =
    R"("signature": {"inputs": {"x": {"name": "serving/x:0"}}, "outputs": {"out": {"name": "Identity:0"}}},)";

std::string manifest(const std::string& kernel_type = R"("float32")") {
    return R"("weightsManifest": [{"paths": ["group1-shard1of1.bin"], "weights": [
  {"name": "net/dense/kernel", "shape": [2, 2], "dtype": )" +
           kernel_type + R"(}, {"name": "net/dense/bias", "shape": [2], "dtype": "float32"}]}])";
}

std::string model_text(const std::string& nodes = kNodes, const std::string& signature = kSignature,
                       const std::string& weights = manifest()) {
    return R"({"format": "graph-model", )" + signature + R"("modelTopology": {"node": )" + nodes + "}, " + weights +
           "}";
}

std::vector<std::uint8_t> weight_bytes(const std::vector<float>& values) {
    std::vector<std::uint8_t> bytes(values.size() * sizeof(float));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

const std::vector<std::uint8_t>& plain_weights() {
    static const std::vector<std::uint8_t> bytes = weight_bytes({1, -2, 3, 0.5F, 0.25F, -1});
    return bytes;
}

std::vector<float> run(const nn::Model& model, const std::vector<float>& x) {
    const nn::Plan plan = samples::raw_run(model, {NpyArray{{std::ssize(x) / 2, 2}, x}});
    return samples::raw_output(plan, model.outputs().front()).values;
}

std::string message_of(const std::string& text, const std::vector<std::uint8_t>& weights = plain_weights()) {
    try {
        static_cast<void>(tfjs::decode_graph_model(text, weights, "m.json"));
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("a graph model of TensorFlow.js computes its output, with and without a signature") {
    for (const char* signature : {kSignature, ""}) {
        const nn::Model model = tfjs::decode_graph_model(model_text(kNodes, signature), plain_weights(), "m.json");
        // x W + b = {1 + 6 + .25, -2 + 1 - 1}, then ReLU; and {-1 - 3 + .25, 2 - .5 - 1}.
        CHECK(run(model, {1, 2, -1, -1}) == std::vector<float>{7.25F, 0, 0, 0.5F});
        REQUIRE(model.size() == 2);
        CHECK(model.node(1).name == "dense");
        CHECK(model.output_names() == std::vector<std::string>{"Identity"});
        CHECK(model.node(1).layer->activation().kind == nn::ActivationKind::relu);
    }
}

TEST_CASE("quantised weights of a graph model are scaled") {
    // value = stored * 0.5 - 2.
    const std::string type = R"("float32", "quantization": {"dtype": "uint8", "scale": 0.5, "min": -2})";
    std::vector<std::uint8_t> bytes{6, 0, 10, 5};
    const std::vector<std::uint8_t> bias = weight_bytes({0.25F, -1});
    bytes.insert(bytes.end(), bias.begin(), bias.end());
    const nn::Model model = tfjs::decode_graph_model(model_text(kNodes, kSignature, manifest(type)), bytes, "m.json");
    CHECK(run(model, {1, 2, -1, -1}) == std::vector<float>{7.25F, 0, 0, 0.5F});
}

TEST_CASE("a graph model that takes whole numbers gets the bytes of pixels") {
    std::string text = model_text();
    CHECK_FALSE(tfjs::decode_graph_model(text, plain_weights(), "m.json").info().preprocessing_known);
    text.replace(text.find("DT_FLOAT"), 8, "DT_INT32");
    const nn::ModelInfo info = tfjs::decode_graph_model(text, plain_weights(), "m.json").info();
    CHECK(info.preprocessing_known);
    CHECK(info.preprocessing.scale[0] == 1);
}

TEST_CASE("a graph model opens from its file and from its folder") {
    const TemporaryFolder folder;
    folder.write("group1-shard1of1.bin", plain_weights());
    const std::filesystem::path file = folder.write("model.json", model_text());
    CHECK(file_kind(file) == FileKind::tfjs);
    CHECK(run(load_model(file), {1, 2}) == std::vector<float>{7.25F, 0});
    CHECK(run(load_model(folder.path()), {1, 2}) == std::vector<float>{7.25F, 0});
}

TEST_CASE("attributes of a graph model are texts in base64 or lists of bytes, and lists of integers are texts") {
    const std::string image = R"({"name": "x", "op": "Placeholder", "attr": {"shape": {"shape": {"dim":
        [{"size": "-1"}, {"size": "3"}, {"size": "3"}, {"size": "1"}]}}}})";
    const auto text = [&](const std::string& padding) {
        return model_text("[" + image +
                              R"(, {"name": "pool", "op": "MaxPool", "input": ["x"], "attr": {"padding": {"s": )" +
                              padding + R"(}, "ksize": {"list": {"i": ["1", "2", "2", "1"]}},
                              "strides": {"list": {"i": [1, 2, 2, 1]}}}}])",
                          "", R"("weightsManifest": [])");
    };
    for (const char* same : {R"("U0FNRQ==")", "[83, 65, 77, 69]"})
        CHECK(tfjs::decode_graph_model(text(same), {}, "m.json").node(1).shape == nn::Shape{2, 2, 1});
    CHECK(tfjs::decode_graph_model(text(R"("VkFMSUQ=")"), {}, "m.json").node(1).shape == nn::Shape{1, 1, 1});
}

TEST_CASE("faults of graph models are named") {
    CHECK(message_of(R"({"format": "graph-model", "modelTopology": {}, "weightsManifest": []})") ==
          "m.json: has no list of nodes; convert the model again with tensorflowjs_converter.");
    CHECK(message_of(model_text(), {1, 2, 3}).starts_with("m.json: needs 24 bytes of weights, but has 3"));
    std::string other = model_text();
    other.replace(other.find("_FusedMatMul"), 12, "Einsum");
    CHECK(message_of(other) ==
          "m.json: has an operator that convscope does not compute, Einsum (node \"dense\" (Einsum)); open "
          "the Keras model that it was made from, or convert it to ONNX.");
    // The second output of an unknown operator.
    const std::string second = R"([{"name": "x", "op": "Placeholder", "attr": {"shape": {"shape": {"dim":
        [{"size": "-1"}, {"size": "2"}]}}}}, {"name": "top", "op": "TopKV2", "input": ["x"]},
        {"name": "r", "op": "Relu", "input": ["top:1"]}])";
    CHECK(message_of(model_text(second, "", R"("weightsManifest": [])"), {})
              .starts_with("m.json: has an operator that convscope does not compute, TopKV2 (node \"top\" (TopKV2))"));
    std::string missing = model_text();
    missing.replace(missing.find(R"("net/dense/read", "net)"), 16, R"("nobody")");
    CHECK(message_of(missing).find("nobody") != std::string::npos);
    CHECK(message_of(R"({"format": "graph-model", "modelTopology": {"node": [{"name": "x", "op": "Placeholder",
        "attr": {}}]}, "weightsManifest": []})")
              .starts_with("m.json: "));
}

TEST_CASE("base64 is decoded with or without padding; other characters are refused") {
    CHECK(tfjs::from_base64("").value().empty());
    CHECK(tfjs::from_base64("TUE=") == "MA");
    CHECK(tfjs::from_base64("TUE") == "MA");
    CHECK(tfjs::from_base64("+/+/") == "\xFB\xFF\xBF");
    CHECK_FALSE(tfjs::from_base64("a b"));
}
