// Settings of single layers that the reader refuses, and settings that become other layers.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/keras/read/config.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/resizing.h"

using namespace convscope;
using namespace convscope::nn;

namespace {

/// A Sequential model of one layer "it" with an input of 8 x 8 x 4.
Model read(const std::string& class_name, const std::string& settings) {
    return keras::model_from_json(
        R"([{"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": [null, 8, 8, 4]}},
            {"class_name": ")" +
            class_name + R"(", "config": {"name": "it", )" + settings + "}}]",
        "m.json");
}

std::string refused(const std::string& class_name, const std::string& settings) {
    try {
        read(class_name, settings);
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("settings of normalisations, resizing and sequences outside their limits are refused with their names") {
    const auto contains = [](const std::string& text, const char* part) {
        INFO(text);
        CHECK(text.find(part) != std::string::npos);
        CHECK(text.find("layer \"it\"") != std::string::npos);
        CHECK(text.find('\n') == std::string::npos);
    };
    contains(refused("LayerNormalization", R"("axis": [3, 3])"), "\"axis\" names an axis twice");
    contains(refused("LayerNormalization", R"("rms_scaling": true)"), "with rms_scaling");
    contains(refused("GroupNormalization", R"("groups": 3)"), "cannot divide 4 channels into 3 groups");
    contains(refused("Softmax", R"("axis": [0, 1])"), "\"axis\" names the batch axis, which cannot be used here");
    contains(refused("Normalization", R"("axis": [1, 2], "mean": [1, 2, 3], "variance": [1, 2, 3])"),
             "a mean whose shape is not that of its axes");
    contains(refused("Resizing", R"("height": 4, "width": 4, "interpolation": "lanczos5")"),
             "resizes with the interpolation \"lanczos5\"");
    contains(refused("Resizing", R"("height": 0, "width": 4)"), "\"height\" is 0");
    contains(refused("Conv1D", R"("filters": 2, "kernel_size": 3)"), "needs a sequence (steps, channels)");
    contains(refused("Conv2DTranspose", R"("filters": 2, "kernel_size": 3, "strides": 2, "output_padding": 2)"),
             "output_padding that does not fit");
}

TEST_CASE("a mean and a variance that the settings hold are weights from the start, and training keeps them") {
    const Model model = read("Normalization", R"("axis": [1, 3], "mean": [[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4],
        [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [5, 6, 7, 8]], "variance": 4)");
    for (const Model& each : {model, initialised(model, 1)}) {
        const Node& node = each.nodes().back();
        REQUIRE(node.layer->type() == "Normalization");
        CHECK(node.weights[0]->shape == Shape{8, 1, 4});
        CHECK(node.weights[0]->values.front() == 1);
        CHECK(node.weights[0]->values.back() == 8);
        CHECK(node.weights[1]->values == std::vector<float>(32, 4));
    }
}

TEST_CASE("cropping layers become a Cropping2D, with a Resizing where the size still differs") {
    const Model centre = read("CenterCrop", R"("height": 3, "width": 8)");
    REQUIRE(centre.size() == 2);
    const auto* const crop = dynamic_cast<const Cropping2D*>(centre.node(1).layer.get());
    REQUIRE(crop != nullptr);
    CHECK(crop->border() == Border{2, 3, 0, 0});
    const Model random = read("RandomCrop", R"("height": 2, "width": 4)");
    REQUIRE(random.size() == 3);
    CHECK(random.node(1).name == "it_crop");
    CHECK(random.node(1).shape == Shape{4, 8, 4});
    CHECK(random.node(2).layer->type() == "Resizing");
    CHECK(random.node(2).shape == Shape{2, 4, 4});
}

TEST_CASE("TensorFlow's local response normalization, called as a function, sums on both sides and keeps alpha") {
    const Model model = keras::model_from_json(
        R"({"class_name": "Functional", "config": {"layers": [
            {"class_name": "InputLayer", "name": "in", "inbound_nodes": [],
             "config": {"name": "in", "batch_input_shape": [null, 2, 2, 4]}},
            {"class_name": "TFOpLambda", "name": "lrn",
             "config": {"name": "lrn", "function": "nn.local_response_normalization"},
             "inbound_nodes": [["in", 0, 0, {"depth_radius": 2, "alpha": 0.5, "beta": 0.75}]]}],
            "input_layers": [["in", 0, 0]], "output_layers": [["lrn", 0, 0]]}})",
        "m.json");
    REQUIRE(model.size() == 2);
    const auto* const layer = dynamic_cast<const LocalResponseNormalization*>(model.node(1).layer.get());
    REQUIRE(layer != nullptr);
    CHECK(layer->parameters().size == 5);
    CHECK(layer->parameters().alpha == 2.5);
    CHECK(layer->parameters().beta == 0.75);
    CHECK(layer->parameters().bias == 1);
}
