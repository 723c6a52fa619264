// Images with channels first in Keras become rows, cols, channels in memory, without a layer that moves data.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "core/io/keras/read/config.h"
#include "core/nn/layers/merge/concatenate.h"

using namespace convscope;
using nn::Model;
using nn::Shape;

namespace {

/// Fills every weight with 0, 1, 2, ... in the order of the file.
void number_weights(keras::ModelWeights& weights) {
    for (keras::StoredWeight& weight : weights.all) {
        weight.values.resize(static_cast<std::size_t>(weight.shape.count()));
        std::iota(weight.values.begin(), weight.values.end(), 0.F);
    }
}

Model read(const std::string& text) {
    return keras::model_from_json(text, {.file = "m.json", .version = {}, .backend = {}}, number_weights);
}

std::string layer(const std::string& class_name, const std::string& name, const std::string& settings,
                  const std::string& inputs = {}) {
    std::string text = R"({"class_name": ")" + class_name + R"(", "name": ")" + name + R"(", "config": {"name": ")" +
                       name + R"(")" + (settings.empty() ? "" : ", ") + settings + "}";
    if (!inputs.empty()) text += R"(, "inbound_nodes": [[)" + inputs + "]]";
    return text + "}";
}

/// A Sequential model of a 1 x 1 pooling, whose data_format makes the input channels first, and then these layers.
Model sequential(const std::string& shape, const std::string& layers) {
    return read("[" + layer("InputLayer", "in", R"("batch_input_shape": )" + shape) + ", " +
                layer("MaxPooling2D", "pool", R"("pool_size": 1, "data_format": "channels_first")") + ", " + layers +
                "]");
}

/// A graph with the input "in" of 4 x 8 x 8 and these layers; "out" is the output.
Model graph(const std::string& layers) {
    return read(R"({"class_name": "Functional", "config": {"name": "m", "layers": [)" +
                layer("InputLayer", "in", R"("batch_input_shape": [null, 4, 8, 8])") + ", " + layers +
                R"(], "input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}})");
}

std::vector<std::string> types(const Model& model) {
    std::vector<std::string> names;
    for (const nn::Node& node : model.nodes()) names.emplace_back(node.layer->type());
    return names;
}

const nn::Node& last(const Model& model) {
    return model.nodes().back();
}

const char* const kFirst = R"("data_format": "channels_first")";

}  // namespace

TEST_CASE("a Flatten of channels-first images permutes the rows of the next Dense, not the data") {
    const Model model = sequential("[null, 2, 3, 4]", layer("Flatten", "flat", "") + ", " +
                                                          layer("Dense", "dense", R"("units": 1, "use_bias": false)"));
    CHECK(types(model) == std::vector<std::string>{"InputLayer", "MaxPooling2D", "Flatten", "Dense"});
    CHECK(model.node(1).shape == Shape{3, 4, 2});
    const std::vector<float>& kernel = last(model).weights[0]->values;
    REQUIRE(kernel.size() == 24);
    for (int c = 0; c < 2; ++c)
        for (int h = 0; h < 3; ++h)
            for (int w = 0; w < 4; ++w)
                CHECK(kernel[static_cast<std::size_t>((h * 4 + w) * 2 + c)] == static_cast<float>((c * 3 + h) * 4 + w));
}

TEST_CASE("a Flatten with data_format channels_first needs no permutation") {
    const Model model = sequential("[null, 2, 3, 4]", layer("Flatten", "flat", kFirst) + ", " +
                                                          layer("Dense", "dense", R"("units": 1, "use_bias": false)"));
    CHECK(types(model) == std::vector<std::string>{"InputLayer", "MaxPooling2D", "Flatten", "Dense"});
    const std::vector<float>& kernel = last(model).weights[0]->values;
    for (std::size_t i = 0; i < 24; ++i) CHECK(kernel[i] == static_cast<float>(i));
}

TEST_CASE("a Flatten at the output is permuted to Keras's order") {
    const Model model = sequential("[null, 2, 3, 4]", layer("Flatten", "flat", ""));
    CHECK(types(model) == std::vector<std::string>{"InputLayer", "MaxPooling2D", "Flatten", "Permute"});
    CHECK(last(model).shape == Shape{24});
    CHECK(model.output_names() == std::vector<std::string>{"flat"});
}

TEST_CASE("an image is multiplied by one number per channel without a permutation") {
    const Model model = graph(
        layer("GlobalAveragePooling2D", "mean", std::string(kFirst) + R"(, "keepdims": true)", R"(["in", 0, 0])") +
        ", " + layer("Multiply", "out", "", R"(["in", 0, 0], ["mean", 0, 0])"));
    CHECK(std::ranges::count(types(model), "Permute") == 0);
    CHECK(model.node(*model.find("mean")).shape == Shape{1, 1, 4});
    CHECK(to_string(model.node(*model.find("mean")).file_layout()) == "N, 4, 1, 1");
    CHECK(last(model).shape == Shape{8, 8, 4});
    CHECK(to_string(last(model).file_layout()) == "N, 4, 8, 8");
}

TEST_CASE("channels-first images are concatenated along their channels, also if one has a single channel") {
    const Model model =
        graph(layer("Conv2D", "one", R"("filters": 1, "kernel_size": 1, "data_format": "channels_first")",
                    R"(["in", 0, 0])") +
              ", " + layer("Concatenate", "out", R"("axis": 1)", R"(["one", 0, 0], ["in", 0, 0])"));
    CHECK(std::ranges::count(types(model), "Permute") == 0);
    CHECK(last(model).shape == Shape{8, 8, 5});
    CHECK(dynamic_cast<const nn::Concatenate&>(*last(model).layer).axis() == 2);
    CHECK(to_string(last(model).file_layout()) == "N, 5, 8, 8");
}

TEST_CASE("an image with one channel has the shape rows, cols, 1") {
    const Model model = sequential(
        "[null, 1, 6, 5]", layer("Conv2D", "conv", std::string(kFirst) + R"(, "filters": 2, "kernel_size": 3)"));
    CHECK(types(model) == std::vector<std::string>{"InputLayer", "MaxPooling2D", "Conv2D"});
    CHECK(model.node(0).shape == Shape{6, 5, 1});
    CHECK(to_string(model.node(0).file_layout()) == "N, 1, 6, 5");
    CHECK(last(model).shape == Shape{4, 3, 2});
}

TEST_CASE("a BatchNormalization of channels-first images needs a Permute along the rows, but not along the channels") {
    const Model channels = sequential("[null, 4, 6, 5]", layer("BatchNormalization", "bn", R"("axis": 1)"));
    CHECK(std::ranges::count(types(channels), "Permute") == 0);
    CHECK(last(channels).weights[0]->shape == Shape{4});
    const Model rows = sequential("[null, 4, 6, 5]", layer("BatchNormalization", "bn", R"("axis": 2)"));
    CHECK(std::ranges::count(types(rows), "Permute") == 1);
    CHECK(last(rows).weights[0]->shape == Shape{6});
    CHECK(last(rows).shape == Shape{4, 5, 6});
    CHECK(to_string(last(rows).file_layout()) == "N, 4, 6, 5");
}

TEST_CASE("the slopes of a PReLU are permuted to rows, cols, channels") {
    const Model model = sequential("[null, 2, 3, 1]", layer("PReLU", "prelu", R"("shared_axes": [3])"));
    CHECK(std::ranges::count(types(model), "Permute") == 0);
    CHECK(last(model).weights[0]->shape == Shape{3, 1, 2});
    CHECK(last(model).weights[0]->values == std::vector<float>{0, 3, 1, 4, 2, 5});
}

TEST_CASE("a Permute to or from channels-first images moves no data") {
    const Model first = read("[" + layer("InputLayer", "in", R"("batch_input_shape": [null, 3, 4, 2])") + ", " +
                             layer("Permute", "move", R"("dims": [3, 1, 2])") + "]");
    CHECK(std::ranges::count(types(first), "Permute") == 0);
    CHECK(last(first).shape == Shape{3, 4, 2});
    CHECK(to_string(last(first).file_layout()) == "N, 2, 3, 4");
    const Model swapped = read("[" + layer("InputLayer", "in", R"("batch_input_shape": [null, 3, 4, 2])") + ", " +
                               layer("Permute", "move", R"("dims": [2, 1, 3])") + "]");
    CHECK(last(swapped).layer->type() == "Permute");
    CHECK(last(swapped).shape == Shape{4, 3, 2});
}
