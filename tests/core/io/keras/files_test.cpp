// Files in the formats of Keras 1 to 3, compared with outputs that NumPy computed: see make.py and make_layers.py in
// tests/data/keras.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "tests/support/model_folder.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(CONVSCOPE_TEST_DATA) / "keras";

std::string fault_of(const fs::path& file) {
    try {
        load_model(file);
        return {};
    } catch (const LoadError& error) {
        return error.fault() + "; " + error.remedy();
    }
}

}  // namespace

TEST_CASE("models of Keras 1 to 3 compute the same outputs as in Keras") {
    int models = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
        for (const char* name : {"model.h5", "model.keras"}) {
            const fs::path file = entry.path() / name;
            if (!fs::exists(file)) continue;
            CAPTURE(file);
            CHECK(is_model(file_kind(file)));
            samples::check_outputs(load_model(file), entry.path());
            ++models;
        }
    }
    CHECK(models == 27);
}

TEST_CASE("layers and weights in two files open together, in any order") {
    const fs::path folder = kFolder / "two_files";
    for (const char* weights : {"weights.h5", "model.weights.h5"}) {
        CAPTURE(weights);
        samples::check_outputs(load_model(folder / "model.json", folder / weights), folder);
        samples::check_outputs(load_model(folder / weights, folder / "model.json"), folder);
        CHECK(fault_of(folder / weights) ==
              "has weights without the model's layers; give its architecture (model.json) too");
    }
    CHECK(file_kind(folder / "model.json") == FileKind::keras_layers);
    CHECK(fault_of(folder / "model.json") == "has a model's layers without weights; give its weights (weights.h5) too");
    // The weights may also come from a whole model; those of this one do not fit the layers.
    CHECK_THROWS_AS(load_model(folder / "model.json", kFolder / "keras3" / "model.h5"), LoadError);
}

TEST_CASE("layers of nested models keep their names if these are unique") {
    const nn::Model nested = load_model(kFolder / "keras2_nested" / "model.h5");
    CHECK(nested.find("conv_1").has_value());
    CHECK(nested.is_chain());
    const nn::Model shared = load_model(kFolder / "keras2_shared" / "model.h5");
    for (const char* name : {"base/conv", "base/conv_2", "conv", "conv_2", "bn", "bn_2"}) {
        CAPTURE(name);
        CHECK(shared.find(name).has_value());
    }
    const nn::Model joined = load_model(kFolder / "keras2_layers" / "model.h5");
    CHECK(joined.find("separable_depthwise").has_value());
}

TEST_CASE("images have their channels last in memory, and their layout describes the file's order") {
    const nn::Model model = load_model(kFolder / "keras2_channels_first" / "model.h5");
    CHECK(model.node(model.inputs()[0]).shape == nn::Shape{8, 7, 3});
    CHECK(to_string(model.node(model.inputs()[0]).file_layout()) == "N, 3, 8, 7");
    const nn::Model mixed = load_model(kFolder / "keras2_mixed" / "model.h5");
    CHECK(mixed.output_names() == std::vector<std::string>{"add", "flatten_1", "flatten_2"});
    // No data is permuted, only the kernels of the layers after a Flatten.
    for (const char* file : {"keras2_channels_first", "keras1_th"}) {
        const nn::Model whole = load_model(kFolder / file / "model.h5");
        for (const nn::Node& node : whole.nodes()) CHECK(node.layer->type() != "Permute");
    }
}

TEST_CASE("models of Keras 1 and 2 compute the same outputs after saving and loading") {
    const TemporaryFolder folder;
    for (const char* name : {"keras1_merge", "keras2_nested", "keras2_shared", "keras2_layers", "layers_relu",
                             "layers_only_in_training", "layers_output_padding", "layers_quantized"}) {
        CAPTURE(name);
        save_model(folder / "m.h5", load_model(kFolder / name / "model.h5"));
        samples::check_outputs(load_model(folder / "m.h5"), kFolder / name);
    }
}

TEST_CASE("a Lambda layer computes what the caller states, and is refused with the option's name without a statement") {
    const fs::path folder = kFolder / "layers_lambda";
    CHECK(fault_of(folder / "lambda.h5") ==
          "has a Lambda layer, for which a file holds only Python code; state what it computes: --lambda "
          "lambda_1=identity, or --lambda lambda_1=SCALE,OFFSET");
    const keras::LambdaMeanings scaled{{"lambda_1", 1 / 127.5F, -1}};
    const nn::Model model = load_model(folder / "lambda.h5", {.lambdas = scaled});
    samples::check_outputs(model, folder);
    CHECK(model.find("lambda_1").has_value());
    const nn::Model unchanged = load_model(folder / "lambda.h5", {.lambdas = {{"lambda_1"}}});
    CHECK(unchanged.node(*unchanged.find("lambda_1")).layer->effect() == nn::Effect::copies);
    // A meaning for another layer states nothing about this one.
    CHECK_THROWS_AS(load_model(folder / "lambda.h5", {.lambdas = {{"other"}}}), LoadError);
}

TEST_CASE("the meaning of a Lambda layer is read from NAME=identity and NAME=SCALE,OFFSET only") {
    CHECK(keras::lambda_meaning("lambda_1=identity") == keras::LambdaMeaning{"lambda_1", 1, 0});
    CHECK(keras::lambda_meaning("a=b=0.5,-1") == keras::LambdaMeaning{"a=b", 0.5F, -1});
    for (const char* text :
         {"", "lambda_1", "=identity", "a=", "a=1", "a=1,", "a=1,2,3", "a=x,1", "a=inf,1", "a= 1,2"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(keras::lambda_meaning(text), std::invalid_argument);
    }
}

TEST_CASE("layers of a sequence are images of one row, and one Reshape leads to them") {
    const nn::Model model = load_model(kFolder / "layers_sequences" / "model.h5");
    CHECK(model.node(*model.find("c0")).shape == nn::Shape{1, 9, 4});
    CHECK(model.node(*model.find("c0_reshape")).shape == nn::Shape{1, 17, 3});
    CHECK_FALSE(model.find("c1_reshape").has_value());
    CHECK_FALSE(model.find("pooled_reshape_2").has_value());
    CHECK(to_string(model.node(*model.find("c0")).file_layout()) == "N, 9, 4");
}

TEST_CASE("output_padding, inside and beyond the padding, and hard_swish are the same after saving as ONNX") {
    const TemporaryFolder folder;
    for (const nn::Padding padding : {nn::Padding::same, nn::Padding::valid}) {
        nn::ModelBuilder builder(nn::ModelInfo{.name = "up"});
        builder.input("in", {3, 4, 2});
        builder.add("up", samples::layer<nn::Conv2DTranspose>(nn::Conv2DTranspose::Parameters{
                              .filters = 3,
                              .window = {.rows = 3, .cols = 3, .row_stride = 2, .col_stride = 2, .padding = padding},
                              .activation = {nn::ActivationKind::hard_swish},
                              .row_padding = 1,
                              .col_padding = 0}));
        const nn::Model model = samples::with_numbers(builder.build(), 3);
        save_model(folder / "m.onnx", model);
        const nn::Model back = load_model(folder / "m.onnx");
        std::vector<float> picture(24);
        for (std::size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<float>(i) / 8 - 1;
        nn::Plan plan(model, 1), plan_of_back(back, 1);
        plan.set_input(0, picture);
        plan.run();
        // ONNX has the channels first.
        plan_of_back.set_input(0, nn::from_file_layout(back.node(back.inputs()[0]).file_layout(), 1,
                                                       nn::exchanged({3, 4, 2}, picture, {2, 0, 1})));
        plan_of_back.run();
        const int last = back.outputs().front();
        const std::vector<float> expected = nn::exchanged(model.node(1).shape, plan.activation(1), {2, 0, 1});
        const nn::Tensor found = nn::to_file_layout(back.node(last).file_layout(), 1, plan_of_back.activation(last));
        REQUIRE(found.values.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            CHECK(found.values[i] == doctest::Approx(expected[i]).epsilon(1e-5));
    }
}
