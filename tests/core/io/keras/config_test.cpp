#include "core/io/keras/read/config.h"

#include <doctest/doctest.h>

#include <string>

#include "core/base/load_error.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using namespace convscope::nn;

namespace {

Model read(const std::string& text) {
    return keras::model_from_json(text, "m.json");
}

std::string error_of(const std::string& text) {
    try {
        read(text);
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

/// A Sequential model of one layer "it" with an input of 8 x 8 x 4.
std::string one_layer(const std::string& class_name, const std::string& settings) {
    return R"([{"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": [null, 8, 8, 4]}},
               {"class_name": ")" +
           class_name + R"(", "config": {"name": "it")" + (settings.empty() ? "" : ", ") + settings + "}}]";
}

const Node& last_of(const Model& model) {
    return model.nodes().back();
}

template <class Kind>
const Kind& kind_of(const Node& node) {
    const auto* kind = dynamic_cast<const Kind*>(node.layer.get());
    REQUIRE(kind != nullptr);
    return *kind;
}

Activation activation_of(const std::string& class_name, const std::string& settings) {
    return last_of(read(one_layer(class_name, settings))).layer->activation();
}

// The course model in the form of Keras 2.15's model.to_json(), without settings that are null, such as regularizers.
const char* const kKeras2 = R"({"class_name": "Sequential", "config": {"name": "sequential", "layers": [
  {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 28, 28, 1],
   "dtype": "float32", "sparse": false, "ragged": false, "name": "conv2d_input"}, "registered_name": null},
  {"module": "keras.layers", "class_name": "Conv2D", "config": {"name": "conv2d", "trainable": true, "dtype": "float32",
   "batch_input_shape": [null, 28, 28, 1], "filters": 64, "kernel_size": [3, 3], "strides": [1, 1], "padding": "valid",
   "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1, "activation": "relu", "use_bias": true,
   "kernel_initializer": {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {"seed": null},
   "registered_name": null}, "kernel_regularizer": null}, "registered_name": null, "build_config": {"input_shape":
   [null, 28, 28, 1]}},
  {"class_name": "MaxPooling2D", "config": {"name": "max_pooling2d", "trainable": true, "dtype": "float32",
   "pool_size": [2, 2], "padding": "valid", "strides": [2, 2], "data_format": "channels_last"}},
  {"class_name": "Conv2D", "config": {"name": "conv2d_1", "trainable": false, "filters": 64, "kernel_size": [3, 3],
   "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1,
   "activation": "relu", "use_bias": true}},
  {"class_name": "MaxPooling2D", "config": {"name": "max_pooling2d_1", "pool_size": [2, 2], "padding": "valid",
   "strides": [2, 2], "data_format": "channels_last"}},
  {"class_name": "Flatten", "config": {"name": "flatten", "data_format": "channels_last"}},
  {"class_name": "Dense", "config": {"name": "dense", "units": 128, "activation": "relu", "use_bias": true}},
  {"class_name": "Dense", "config": {"name": "dense_1", "units": 10, "activation": "softmax", "use_bias": true}}]},
  "keras_version": "2.15.0", "backend": "tensorflow"})";

// A Functional model in Keras 3's form, with objects for tensors, types and shapes. The layers are not in graph order.
const char* const kKeras3 = R"({"module": "keras.src.models.functional", "class_name": "Functional", "config": {
  "name": "functional_1", "trainable": true, "layers": [
  {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 6, 6, 2], "dtype": "float32",
   "sparse": false, "name": "picture"}, "registered_name": null, "name": "picture", "inbound_nodes": []},
  {"module": "keras.layers", "class_name": "Concatenate", "config": {"name": "joined", "axis": 3, "dtype": {"module":
   "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null}}, "name": "joined",
   "inbound_nodes": [{"args": [[
    {"class_name": "__keras_tensor__", "config": {"shape": [null, 6, 6, 2], "dtype": "float32", "keras_history":
     ["gate", 0, 0]}},
    {"class_name": "__keras_tensor__", "config": {"shape": [null, 6, 6, 2], "dtype": "float32", "keras_history":
     ["picture", 0, 0]}}]], "kwargs": {}}]},
  {"module": "keras.layers", "class_name": "Activation", "config": {"name": "gate", "activation": "hard_sigmoid"},
   "name": "gate", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 6, 6, 2],
   "dtype": "float32", "keras_history": ["picture", 0, 0]}}], "kwargs": {}}]}],
  "input_layers": [["picture", 0, 0]], "output_layers": ["joined", 0, 0]}, "registered_name": "Functional"})";

// A graph in Keras 2.2's form.
const char* const kOldGraph = R"({"class_name": "Model", "config": {"name": "model_1", "layers": [
  {"name": "a", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 5], "name": "a"}, "inbound_nodes": []},
  {"name": "b", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 5], "name": "b"}, "inbound_nodes": []},
  {"name": "sum", "class_name": "Add", "config": {"name": "sum"},
   "inbound_nodes": [[["b", 0, 0, {}], ["a", 0, 0, {}]]]},
  {"name": "out", "class_name": "Dense", "config": {"name": "out", "units": 2, "use_bias": false},
   "inbound_nodes": [[["sum", 0, 0, {}]]]}],
  "input_layers": [["b", 0, 0], ["a", 0, 0]], "output_layers": [["out", 0, 0], ["sum", 0, 0]]}})";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("the course model is read from Keras 2's configuration") {
    const Model model = read(kKeras2);
    CHECK(model.info().name == "sequential");
    REQUIRE(model.size() == 8);
    CHECK(model.is_chain());
    CHECK(model.node(0).name == "conv2d_input");
    CHECK(model.node(1).shape == Shape{26, 26, 64});
    CHECK(model.node(4).shape == Shape{5, 5, 64});
    CHECK(model.node(5).shape == Shape{1600});
    CHECK(parameter_count(model) == 243'786);
    CHECK(model.node(1).trainable);
    CHECK_FALSE(model.node(3).trainable);
    CHECK(model.node(6).layer->activation() == samples::kRelu);
    CHECK(last_of(model).layer->activation() == samples::kSoftmax);
}

TEST_CASE("a Functional model of Keras 3 is read with its layers in any order") {
    const Model model = read(kKeras3);
    REQUIRE(model.size() == 3);
    CHECK(model.inputs() == std::vector<int>{0});
    CHECK(model.outputs() == std::vector<int>{2});
    CHECK(model.node(1).name == "gate");
    CHECK(model.node(2).inputs == std::vector<int>{1, 0});
    CHECK(model.node(2).shape == Shape{6, 6, 4});
    CHECK(kind_of<Concatenate>(model.node(2)).axis() == 2);
    CHECK(model.node(1).layer->activation().slope == doctest::Approx(1 / 6.0));
}

TEST_CASE("a Functional model of Keras 2.2 keeps the order of its inputs and outputs") {
    const Model model = read(kOldGraph);
    REQUIRE(model.inputs().size() == 2);
    CHECK(model.node(model.inputs()[0]).name == "b");
    CHECK(model.node(*model.find("sum")).inputs == std::vector<int>{*model.find("b"), *model.find("a")});
    CHECK(model.outputs() == std::vector<int>{*model.find("out"), *model.find("sum")});
    CHECK(model.node(*model.find("out")).weights.size() == 1);
}

TEST_CASE("the input shape is read from every setting that may hold it, and damaged shapes are refused") {
    const std::string list = R"([{"class_name": "Dense", "config": {"name": "d", "units": 2, SHAPE}}])";
    for (const char* shape :
         {R"("batch_input_shape": [null, 3])", R"("batch_shape": [32, 3])", R"("input_shape": [3])"}) {
        CAPTURE(shape);
        const Model model = read(replaced(list, "SHAPE", shape));
        REQUIRE(model.size() == 2);
        CHECK(model.node(0).name == "d_input");
        CHECK(model.node(0).shape == Shape{3});
    }
    const Model old = read(R"({"class_name": "Sequential", "config": )" +
                           replaced(list, "SHAPE", R"("batch_input_shape": [null, 3])") + "}");
    CHECK(old.size() == 2);
    const Model built = read(R"({"class_name": "Sequential", "config": {"name": "s", "build_input_shape": [null, 7],
        "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2}}]}})");
    CHECK(built.node(0).shape == Shape{7});
    CHECK(error_of(replaced(list, "SHAPE", R"("x": 1)")).find("does not state the shape of its input; begin") !=
          std::string::npos);
    CHECK(error_of(replaced(list, "SHAPE", R"("batch_input_shape": [null, null])")).find("takes inputs of any size") !=
          std::string::npos);
    CHECK(error_of(replaced(list, "SHAPE", R"("batch_input_shape": [null, 28, 28, null])")).find("may stay open") !=
          std::string::npos);
    CHECK(read(replaced(list, "SHAPE", R"("batch_input_shape": [null, null, null, 3])")).node(0).shape ==
          Shape{224, 224, 3});
    CHECK(read(replaced(list, "SHAPE", R"("batch_input_shape": [null, 48, null, 3])")).node(0).shape ==
          Shape{48, 224, 3});
    for (const char* shape : {"[]", "[null]", "[null, 0]", "[null, -1]", "[null, 2.5]", "\"3\"", "[null, 1, 1, 1, 1]",
                              "[null, 9223372036854775807, 9]", "[null, 18446744073709551615]"}) {
        CAPTURE(shape);
        CHECK(error_of(replaced(list, "SHAPE", R"("batch_input_shape": )" + std::string(shape)))
                  .find("has an input shape") != std::string::npos);
    }
}

TEST_CASE("the settings of a Keras layer become the parameters of a convscope layer") {
    const Model depthwise = read(one_layer("DepthwiseConv2D", R"("kernel_size": [3, 2], "depth_multiplier": 2,
        "strides": [1, 2], "padding": "same", "activation": "relu")"));
    const auto& conv = kind_of<Conv2D>(last_of(depthwise)).parameters();
    CHECK(conv.groups == 4);
    CHECK(conv.filters == 8);
    CHECK(conv.window == Window{.rows = 3, .cols = 2, .col_stride = 2, .padding = Padding::same});
    CHECK(last_of(depthwise).weights[0]->shape == Shape{3, 2, 1, 8});

    const Model pooled = read(one_layer("AveragePooling2D", R"("pool_size": 3)"));
    CHECK(kind_of<AveragePooling2D>(last_of(pooled)).window() ==
          Window{.rows = 3, .cols = 3, .row_stride = 3, .col_stride = 3});
    CHECK(last_of(read(one_layer("GlobalMaxPooling2D", ""))).shape == Shape{4});
    CHECK(last_of(read(one_layer("GlobalAveragePooling2D", R"("keepdims": true)"))).shape == Shape{1, 1, 4});
    CHECK(last_of(read(one_layer("ZeroPadding2D", R"("padding": [[1, 2], [3, 4]])"))).shape == Shape{11, 15, 4});
    CHECK(last_of(read(one_layer("ZeroPadding2D", ""))).shape == Shape{10, 10, 4});
    CHECK(last_of(read(one_layer("Cropping2D", R"("cropping": [1, 3])"))).shape == Shape{6, 2, 4});
    CHECK(last_of(read(one_layer("UpSampling2D", R"("size": [2, 3], "interpolation": "bilinear")"))).shape ==
          Shape{16, 24, 4});
    CHECK(last_of(read(one_layer("Reshape", R"("target_shape": [16, -1])"))).shape == Shape{16, 16});
    CHECK(kind_of<Dropout>(last_of(read(one_layer("SpatialDropout2D", R"("rate": 0.125)")))).rate() == 0.125);
    const Model rescaling = read(one_layer("Rescaling", R"("scale": 0.5, "offset": [1, 2, 3, 4])"));
    CHECK(kind_of<Rescaling>(last_of(rescaling)).parameters().offset == std::vector<float>{1, 2, 3, 4});
    for (const char* axis : {"-1", "3", "[3]"}) {
        const Model normalised =
            read(one_layer("BatchNormalization", R"("epsilon": 0.01, "momentum": 0.5, "scale": false,
            "axis": )" + std::string(axis)));
        const auto& batch = kind_of<BatchNormalization>(last_of(normalised)).parameters();
        CHECK(batch.epsilon == 0.01);
        CHECK(batch.momentum == 0.5);
        CHECK_FALSE(batch.use_scale);
        CHECK(last_of(normalised).weights.size() == 3);
    }
}

TEST_CASE("activations are read from words, objects and layers") {
    CHECK(activation_of("Activation", R"("activation": "silu")") == Activation{ActivationKind::swish});
    CHECK(activation_of("Activation", R"("activation": "elu")") == Activation{ActivationKind::elu, 1});
    CHECK(activation_of("Activation", R"("activation": "leaky_relu")") == Activation{ActivationKind::leaky_relu, 0.2F});
    CHECK(activation_of("Activation", R"("activation": "hard_sigmoid")") == Activation{ActivationKind::hard_sigmoid});
    CHECK(activation_of("Activation", R"("activation": null)") == Activation{});
    CHECK(activation_of("Dense", R"("units": 2, "activation": {"module": "builtins", "class_name": "function",
        "config": "relu6", "registered_name": "function"})") == Activation{ActivationKind::relu6});
    CHECK(activation_of("Conv2D", R"("filters": 2, "kernel_size": 1, "activation": {"class_name": "LeakyReLU",
        "config": {"alpha": 0.25}})") == Activation{ActivationKind::leaky_relu, 0.25F});
    CHECK(activation_of("Conv2D", R"("filters": 2, "kernel_size": 1, "activation": {"class_name":
        "QuantizeAwareActivation", "config": {"activation": "relu"}})") == Activation{ActivationKind::relu});
    CHECK(activation_of("ReLU", "") == Activation{ActivationKind::relu});
    CHECK(activation_of("ReLU", R"("max_value": 4, "negative_slope": 0.5, "threshold": 1)") ==
          Activation{.kind = ActivationKind::thresholded_relu, .alpha = .5F, .low = 1, .high = 4});
    CHECK(activation_of("ReLU", R"("max_value": 6.0, "negative_slope": 0.0, "threshold": 0.0)") ==
          Activation{ActivationKind::relu6});
    CHECK(activation_of("ReLU", R"("negative_slope": 0.5)") == Activation{ActivationKind::leaky_relu, 0.5F});
    CHECK(activation_of("LeakyReLU", "") == Activation{ActivationKind::leaky_relu, 0.3F});
    CHECK(activation_of("LeakyReLU", R"("negative_slope": 0.5)") == Activation{ActivationKind::leaky_relu, 0.5F});
    CHECK(activation_of("ELU", R"("alpha": 2)") == Activation{ActivationKind::elu, 2});
    CHECK(activation_of("Softmax", R"("axis": 3)") == samples::kSoftmax);
    CHECK(error_of(one_layer("Activation", R"("activation": {"class_name": "Softmax", "config": {"axis": 1}})"))
              .find("another axis than the last") != std::string::npos);
    for (const char* negative : {R"("max_value": -1)", R"("negative_slope": -0.5)", R"("threshold": -2)"})
        CHECK(error_of(one_layer("ReLU", negative)).find("is a ReLU with a negative max_value") != std::string::npos);
    CHECK(error_of(one_layer("Activation", R"("activation": "snake")")) ==
          "m.json: has an unknown activation \"snake\" (layer \"it\"); known are linear, relu, relu6, leaky_relu, elu, "
          "sigmoid, tanh, softmax, log_softmax, hard_sigmoid, swish, gelu, selu, softplus, softsign, mish, hard_swish, "
          "exponential, silu.");
}

TEST_CASE("an unknown layer class is named in the message, with a remedy") {
    CHECK(
        error_of(one_layer("LSTM", R"("units": 3)")) ==
        "m.json: has a layer that convscope does not compute, of the class LSTM (layer \"it\"); save the model without "
        "it, or only the part before it.");
}

TEST_CASE("settings outside their limits are refused with the setting's and the layer's name") {
    const auto refused = [](const char* kind, const char* settings) { return error_of(one_layer(kind, settings)); };
    const auto contains = [](const std::string& text, const char* part) {
        INFO(text);
        CHECK(text.find(part) != std::string::npos);
        CHECK(text.find("layer \"it\"") != std::string::npos);
        CHECK(text.find('\n') == std::string::npos);
    };
    contains(refused("Conv2D", R"("filters": 0, "kernel_size": 3)"), "\"filters\" is 0, not between 1 and");
    contains(refused("Conv2D", R"("filters": "4", "kernel_size": 3)"), "not a whole number");
    contains(refused("Conv2D", R"("filters": 4)"), "\"kernel_size\" is missing");
    contains(refused("Conv2D", R"("filters": 4, "kernel_size": [3, 3, 3])"),
             "\"kernel_size\" is [3,3,3], not one or two whole numbers");
    contains(refused("Conv2D", R"("filters": 4, "kernel_size": 9)"), "Conv2D");
    contains(refused("Conv2D", R"("filters": 4, "kernel_size": 3, "groups": 3)"), "groups");
    contains(refused("Conv2D", R"("filters": 4, "kernel_size": 3, "padding": "causal")"), "unknown padding \"causal\"");
    contains(refused("Conv2D", R"("filters": 4, "kernel_size": 3, "use_bias": 1)"), "is neither true nor false");
    contains(refused("MaxPooling2D", R"("data_format": "channels_middle")"), "unknown data_format \"channels_middle\"");
    contains(refused("BatchNormalization", R"("axis": [1, 2])"), "normalises several axes");
    contains(refused("BatchNormalization", R"("axis": 4)"), "\"axis\" is not an axis of its input");
    contains(refused("BatchNormalization", R"("epsilon": 1e300)"), "not a number");
    contains(refused("Dropout", R"("rate": 2)"), "rate");
    contains(refused("Reshape", R"("target_shape": [5, 7])"), "Reshape");
    contains(refused("Reshape", R"("target_shape": 5)"), "target_shape");
    contains(refused("Add", ""), "two inputs");
    contains(refused("Dense", R"("units": 2, "trainable": 3)"), "is neither true nor false");
}

TEST_CASE("models of more than 2 GB are refused before memory is allocated") {
    const std::string wide = R"({"class_name": "Dense", "config": {"name": "NAME", "units": 16000}})";
    std::string text =
        R"([{"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": [null, 536870000]}},)" +
        replaced(wide, "NAME", "a") + "]";
    CHECK(error_of(text) == "m.json: has more than 2 GB of weights (layer \"a\"); open a smaller model.");
}

TEST_CASE("JSON that is not the configuration of a model is refused") {
    const auto contains = [](const std::string& text, const char* part) {
        const std::string found = error_of(text);
        INFO(found);
        CHECK(found.find(part) != std::string::npos);
        CHECK(found.find('\n') == std::string::npos);
    };
    contains("", "has a damaged model configuration (not JSON at byte 1)");
    contains("{\"class_name\": ", "not JSON at byte");
    contains(std::string(5000, '[') + std::string(5000, ']'), "nested more than 64 deep");
    contains("3", "does not state the class of its model");
    contains("[]", "without layers");
    contains("[3]", "a layer whose name is missing");
    contains(R"([{"class_name": "Dense", "config": {"name": ""}}])", "a layer whose name is \"\"");
    contains(R"([{"class_name": "Dense", "config": {"name": "a\nb"}}])", R"(a layer whose name is "a\nb")");
    contains(R"([{"class_name": 3, "config": {"name": "d"}}])", "a layer's class whose name is 3");
    contains(R"([{"class_name": "Dense", "config": {"name": "d", "units": 1e999, "batch_shape": [1, 1]}}])",
             "out of range");
    contains(R"({"class_name": "Wide", "config": {}})",
             "has a model of the class Wide; save it as a Sequential or Functional model");
    contains(R"({"class_name": "Model", "config": {"layers": []}})", "without layers");
    contains(replaced(kOldGraph, R"(["sum", 0, 0, {}])", R"(["sun", 0, 0, {}])"), "\"sun\", which is not a layer");
    contains(replaced(kOldGraph, R"(["sum", 0, 0, {}])", R"(["out", 0, 0, {}])"), "cycle through the layer \"out\"");
    contains(replaced(kOldGraph, R"(["sum", 0, 0, {}])", R"(["sum", 1, 0, {}])"),
             "uses call 1 of the layer \"sum\", which is called 1 time");
    contains(replaced(kOldGraph, R"(["sum", 0, 0, {}])", R"(["sum", 0, 1, {}])"),
             "uses output 1 of \"sum\", which has 1");
    contains(replaced(kOldGraph, R"([["b", 0, 0], ["a", 0, 0]])", R"([["b", 0, 0]])"), "\"a\" without inputs");
    contains(replaced(kOldGraph, R"([["b", 0, 0], ["a", 0, 0]])", R"([["sum", 0, 0]])"),
             "\"sum\" as an input, which is not an input layer");
    contains(replaced(kOldGraph, R"("name": "sum", "class_name")", R"("name": "out", "class_name")"),
             "two layers \"out\"");
    contains(replaced(kOldGraph, R"("output_layers")", R"("results")"), "inputs and outputs");
    contains(replaced(kOldGraph, "[null, 5]", "[null, 4]"), "layer \"sum\" (Add)");
}
