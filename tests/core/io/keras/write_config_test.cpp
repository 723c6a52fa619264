#include "core/io/keras/write/write_config.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/io/keras/read/config.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using namespace convscope::nn;
using nlohmann::json;

namespace {

Model read(const std::string& text) {
    return keras::model_from_json(text, "m.json");
}

}  // namespace

TEST_CASE("a chain, and a graph with every kind of layer, are read back unchanged") {
    for (const Model& model : {samples::small_course(), samples::every_kind()}) {
        const Model weightless = read(keras::write_config(model));
        Model back = weightless;
        for (int i = 0; i < back.size(); ++i) {
            const Node& original = model.node(*model.find(back.node(i).name));
            REQUIRE(back.node(i).weights.size() == original.weights.size());
            for (std::size_t w = 0; w < original.weights.size(); ++w)
                back = back.with_weight(i, w, original.weights[w]);
        }
        CHECK(samples::same_model(back, model));
        CHECK(keras::write_config(back) == keras::write_config(model));
        CHECK(weightless.info().name == model.info().name);
    }
}

TEST_CASE("a chain is written as a Sequential model with Keras's settings") {
    const json root = json::parse(keras::write_config(samples::small_course()));
    CHECK(root["class_name"] == "Sequential");
    const json& layers = root["config"]["layers"];
    REQUIRE(layers.size() == 5);
    CHECK(layers[0]["class_name"] == "InputLayer");
    CHECK(layers[0]["config"]["batch_input_shape"] == json::array({nullptr, 12, 12, 1}));
    CHECK(layers[1]["config"]["kernel_size"] == json::array({3, 3}));
    CHECK(layers[1]["config"]["activation"] == "relu");
    CHECK_FALSE(layers[1]["config"].contains("groups"));
    CHECK(layers[4]["config"]["units"] == 3);
}

TEST_CASE("a graph's layers are written in the order in which Keras stores their weights") {
    // Keras sorts by the distance to the output: "far" comes before "near" although it was added later.
    ModelBuilder builder;
    const int in = builder.input("in", {4, 4, 2});
    const int near = builder.add("near", samples::conv({.filters = 2}), {in});
    const int far = builder.add("far", samples::conv({.filters = 2}), {in});
    const int middle = builder.add("middle", samples::conv({.filters = 2}), {far});
    builder.add("sum", samples::layer<Add>(), {near, middle});
    std::vector<std::string> names;
    for (const keras::LayerConfig& layer : keras::write_layers(builder.build())) names.push_back(layer.name);
    CHECK(names == std::vector<std::string>{"in", "far", "near", "middle", "sum"});
}

TEST_CASE("an activation without a name, such as an ELU with alpha 0.5, is written as a separate layer") {
    ModelBuilder builder;
    builder.input("in", {4, 4, 2});
    builder.add("conv", samples::conv({.filters = 3, .activation = {ActivationKind::relu6}}));
    builder.add("conv_relu6", samples::conv({.filters = 3, .activation = {ActivationKind::elu, 0.5F}}));
    const Model model = builder.build();
    const Model back = read(keras::write_config(model));
    REQUIRE(back.size() == 5);
    CHECK(back.node(1).layer->activation().is_linear());
    CHECK(back.node(2).name == "conv_relu6_1");
    CHECK(back.node(2).layer->activation() == Activation{ActivationKind::relu6});
    CHECK(back.node(3).name == "conv_relu6");
    CHECK(back.node(4).layer->activation() == Activation{ActivationKind::elu, 0.5F});
}

TEST_CASE("Resizing, the normalisations and output_padding keep their settings in a configuration") {
    const Model model = samples::normalizations();
    const Model back = read(keras::write_config(model));
    CHECK(back.size() == model.size());
    const auto at = [&](const char* name) { return back.node(*back.find(name)).layer; };
    const auto* const resizing = dynamic_cast<const Resizing*>(at("size").get());
    REQUIRE(resizing != nullptr);
    CHECK(resizing->parameters().interpolation == Interpolation::nearest);
    const auto* const normalization = dynamic_cast<const LayerNormalization*>(at("layer").get());
    REQUIRE(normalization != nullptr);
    CHECK(normalization->settings().groups == ValueGroups{true, false, 1});
    CHECK(normalization->settings().epsilon == 0.25);
    const auto* const each = dynamic_cast<const GroupNormalization*>(at("each").get());
    REQUIRE(each != nullptr);
    CHECK(each->parameters().groups == 0);
    const auto* const data = dynamic_cast<const Normalization*>(at("data").get());
    REQUIRE(data != nullptr);
    CHECK(data->parameters().invert);
    CHECK(back.node(*back.find("up")).shape == Shape{12, 5, 2});
}

TEST_CASE("layers that Keras lacks are refused with their names") {
    const auto refused = [](const SharedLayer& layer) {
        ModelBuilder builder;
        builder.input("in", {8, 8, 2});
        builder.add("odd", layer);
        try {
            keras::write_config(builder.build());
            return std::string();
        } catch (const ModelError& error) {
            return std::string(error.what());
        }
    };
    CHECK(refused(samples::conv(
              {.window = {.rows = 3, .cols = 3, .padding = Padding::explicit_, .border = {1, 0, 0, 0}}})) ==
          "layer \"odd\" (Conv2D): has a padding that Keras lacks (neither valid nor same)");
    CHECK(refused(samples::layer<MaxPooling2D>(Window{.rows = 2, .cols = 2, .ceil_mode = true})).find("padding") !=
          std::string::npos);
    CHECK(refused(samples::layer<ActivationLayer>(Activation{ActivationKind::gelu, 0, 0.2F, 0.5F, true})) ==
          "layer \"odd\" (Activation): has a form of gelu that Keras 2 lacks");
    CHECK(refused(samples::conv({.window = {.padding = Padding::explicit_}})).empty());
}
