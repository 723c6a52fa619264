// The commands that work on models, as a user calls them, with a model and a data set that the test writes.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/image/files/load.h"
#include "core/io/model_file.h"
#include "core/io/npy/npy.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/architectures.h"
#include "tests/app/cli/command_folder.h"
#include "tests/app/cli/run.h"
#include "tests/support/two_inputs.h"

namespace convscope {

TEST_CASE("summary prints the course model's table as text or JSON, or writes it to a file") {
    const CommandFolder w;
    const Run text = run({"summary", w.model});
    CHECK(text.code() == kExitSuccess);
    CHECK(contains(text.out, "Total parameters: 243,786"));
    const Json table = json_of(run({"summary", w.model, "--json"}));
    CHECK(table["parameters"] == 243'786);
    REQUIRE(table["layers"].size() == 7);
    CHECK(table["layers"][2]["output_shape"] == Json::parse("[11, 11, 64]"));
    CHECK(table["layers"][2]["receptive_field"]["size"] == Json::parse("[8, 8]"));
    CHECK(table["layers"][4]["receptive_field"].is_null());
    CHECK(run({"summary", w.model, "-o", w.path("table.txt")}).out == "");
    CHECK(fs::file_size(w.path("table.txt")) == text.out.size());
}

TEST_CASE("summary writes out the arithmetic of shapes and parameters if asked") {
    const CommandFolder w;
    CHECK_FALSE(contains(run({"summary", w.model}).out, "(3 x 3 x 1 + 1)"));
    const std::string text = run({"summary", w.model, "--arithmetic"}).out;
    CHECK(contains(text, "size (28 - 3) / 1 + 1 = 26; parameters (3 x 3 x 1 + 1) x 64 = 640\n"));
    CHECK(contains(text, "size 5 x 5 x 64 = 1,600, against 28 x 28 = 784 values of the input\n"));
    CHECK(contains(text, "parameters (1600 + 1) x 128 = 204,928\n"));
    const Json table = json_of(run({"summary", w.model, "--arithmetic", "--json"}));
    CHECK(table["layers"][2]["parameter_arithmetic"] == "(3 x 3 x 64 + 1) x 64 = 36,928");
    CHECK(table["layers"][3]["shape_arithmetic"] == "11 / 2 = 5: the last row and column are dropped");
    CHECK(table["layers"][3]["parameter_arithmetic"] == "");
    CHECK_FALSE(json_of(run({"summary", w.model, "--json"}))["layers"][2].contains("parameter_arithmetic"));
}

TEST_CASE("run writes outputs under their names and, with --all-layers, all layers numbered, channels last") {
    const CommandFolder w;
    NpyArray input{{2, 28, 28, 1}, std::vector<float>(2 * 784)};
    for (std::size_t i = 0; i < input.values.size(); ++i) input.values[i] = random_unit(1, i);
    save_npy(w.path("x.npy"), input);
    const Run r = run({"run", w.model, "--input", w.path("x.npy"), "--all-layers", "-o", w.path("out")});
    CHECK(r.err == "");
    REQUIRE(r.code() == kExitSuccess);
    nn::Plan plan(nn::course_model(1), 2);
    plan.set_input(0, input.values);
    plan.run();
    const char* const names[] = {"01-conv2d",  "02-max_pooling2d", "03-conv2d_1", "04-max_pooling2d_1",
                                 "05-flatten", "06-dense",         "07-dense_1"};
    for (int layer = 1; layer <= 7; ++layer) {
        const NpyArray array = load_npy(w.path("out/" + std::string(names[layer - 1]) + ".npy"));
        std::vector<std::int64_t> shape = plan.model().node(layer).shape.axes;
        shape.insert(shape.begin(), 2);
        CHECK(array.shape == shape);
        CHECK(std::ranges::equal(array.values, plan.activation(layer)));
    }
    CHECK(load_npy(w.path("out/dense_1.npy")).values.size() == 20);
    // A single example may lack the batch axis.
    save_npy(w.path("one.npy"), NpyArray{{28, 28, 1}, std::vector<float>(784)});
    CHECK(run({"run", w.model, "--input", w.path("one.npy"), "-o", w.path("one")}).code() == kExitSuccess);
    CHECK(load_npy(w.path("one/dense_1.npy")).shape == std::vector<std::int64_t>{1, 10});
    CHECK_FALSE(fs::exists(w.path("one/01-conv2d.npy")));
}

TEST_CASE("explain prints terms that add up to the value") {
    const CommandFolder w;
    const Json conv = json_of(run({"explain", w.model, w.picture(), "--layer", "conv2d", "--at", "2,5,7", "--json"}));
    REQUIRE(conv["channels"].size() == 1);
    double sum = conv["bias"];
    for (const double product : conv["channels"][0]["products"]) sum += product;
    CHECK(sum == doctest::Approx(conv["sum"].get<double>()));
    CHECK(conv["traced"].get<double>() == doctest::Approx(std::max(0.0, sum)));
    // Row 3 of the picture is white: the middle row of the window.
    CHECK(conv["channels"][0]["window"] == Json::parse("[0, 0, 0, 1, 1, 1, 0, 0, 0]"));
    const Json output = json_of(run({"explain", w.model, w.picture(), "--layer", "dense_1", "--at", "4", "--json"}));
    CHECK(output["softmax"].size() == 10);
    CHECK(output["terms"].size() == 128);
    const Run pool = run({"explain", w.model, w.picture(), "--layer", "max_pooling2d", "--at", "1,1,0"});
    CHECK(contains(pool.out, "max_pooling2d (MaxPooling2D) at 1,1,0: "));
    CHECK(contains(pool.out, "<- winner"));
    const Run second = run({"explain", w.model, w.picture(), "--layer", "conv2d_1", "--at", "0,0,0"});
    CHECK(contains(second.out, "... and 60 further input channels"));
}

TEST_CASE("convert writes a model that gives the same weights") {
    const CommandFolder w;
    CHECK(run({"convert", w.model, "-o", w.path("copy.h5")}).code() == kExitSuccess);
    const nn::Model a = load_model(w.model), b = load_model(w.path("copy.h5"));
    CHECK(a.info() == b.info());
    for (int i = 0; i < a.size(); ++i)
        for (std::size_t weight = 0; weight < a.node(i).weights.size(); ++weight)
            CHECK(*a.node(i).weights[weight] == *b.node(i).weights[weight]);
}

TEST_CASE("convert writes ONNX, whose tensors have their channels first") {
    const CommandFolder w;
    CHECK(run({"convert", w.model, "-o", w.path("copy.onnx")}).code() == kExitSuccess);
    NpyArray pictures{{2, 1, 28, 28}, std::vector<float>(1568)};
    for (std::size_t i = 0; i < pictures.values.size(); ++i) pictures.values[i] = static_cast<float>(i * 31 % 97) / 97;
    save_npy(w.path("first.npy"), pictures);
    // With a single channel, both layouts have the same order of values.
    pictures.shape = {2, 28, 28, 1};
    save_npy(w.path("last.npy"), pictures);
    CHECK(run({"run", w.model, "--input", w.path("last.npy"), "-o", w.path("h5")}).code() == kExitSuccess);
    CHECK(run({"run", w.path("copy.onnx"), "--input", w.path("first.npy"), "-o", w.path("onnx")}).code() ==
          kExitSuccess);
    const NpyArray expected = load_npy(w.path("h5/dense_1.npy")), found = load_npy(w.path("onnx/dense_1.npy"));
    REQUIRE(found.shape == expected.shape);
    for (std::size_t i = 0; i < found.values.size(); ++i)
        CHECK(found.values[i] == doctest::Approx(expected.values[i]).epsilon(1e-5));
}

TEST_CASE("a model in two files opens with --weights; a channels-first model is run in its own layout") {
    const CommandFolder w;
    const fs::path keras = fs::path(CONVSCOPE_TEST_DATA) / "keras";
    const std::string layers = (keras / "two_files/model.json").string();
    const std::string weights = (keras / "two_files/weights.h5").string();
    CHECK(contains(run({"summary", layers, "--weights", weights}).out, "alpha"));
    CHECK(contains(run({"summary", layers}).err, "give its weights"));
    CHECK(contains(run({"summary", weights}).err, "give its architecture"));
    // The file has channels first, so inputs and outputs have them first, too.
    const fs::path first = keras / "keras2_channels_first";
    CHECK(run({"run", (first / "model.h5").string(), "--input", (first / "x0.npy").string(), "-o", w.path("first")})
              .code() == kExitSuccess);
    const NpyArray found = load_npy(w.path("first/deep.npy")), expected = load_npy(first / "y1.npy");
    REQUIRE(found.shape == expected.shape);
    for (std::size_t i = 0; i < found.values.size(); ++i) CHECK(std::abs(found.values[i] - expected.values[i]) < 1e-4F);
}

TEST_CASE("--lambda states what a Lambda layer of a Keras model computes") {
    const CommandFolder w;
    const fs::path folder = fs::path(CONVSCOPE_TEST_DATA) / "keras/layers_lambda";
    const std::string model = (folder / "lambda.h5").string();
    CHECK(contains(run({"summary", model}).err,
                   "has a Lambda layer, for which a file holds only Python code (layer \"lambda_1\"); state what it "
                   "computes: --lambda lambda_1=identity, or --lambda lambda_1=SCALE,OFFSET."));
    CHECK(contains(run({"summary", "--lambda", "lambda_1=identity", model}).out, "lambda_1"));
    CHECK(run({"run", model, "--lambda", "lambda_1=0.007843137,-1", "--input", (folder / "x0.npy").string(), "-o",
               w.path("out")})
              .code() == kExitSuccess);
    const NpyArray found = load_npy(w.path("out/dense.npy")), expected = load_npy(folder / "y0.npy");
    REQUIRE(found.shape == expected.shape);
    for (std::size_t i = 0; i < found.values.size(); ++i) CHECK(std::abs(found.values[i] - expected.values[i]) < 1e-4F);
    CHECK(contains(run({"summary", model, "--lambda", "lambda_1"}).err, "is not NAME=identity or NAME=SCALE,OFFSET"));
}

TEST_CASE("a failure is one sentence on standard error") {
    const CommandFolder w;
    const std::string text = w.folder.write("text.h5", "no model").string();
    const auto fails = [](const std::vector<std::string>& arguments, const std::string& part) {
        const Run r = run(arguments);
        CAPTURE(r.err);
        CHECK(r.code() == kExitFailure);
        CHECK(contains(r.err, part));
        CHECK(std::ranges::count(r.err, '\n') == 1);
    };
    fails({"summary", text},
          "text.h5: is not a model; open a model of Keras (.h5, .keras), TensorFlow.js (model.json), TensorFlow Lite "
          "(.tflite) or ONNX (.onnx).");
    fails({"summary", w.path("none.h5")}, "none.h5");
    fails({"convert", w.model, "-o", w.path("model.xyz")}, "does not end in .h5");
    fails({"predict", w.model, text}, "text.h5");
    fails({"explain", w.model, w.picture(), "--layer", "conv9", "--at", "0,0,0"},
          "model.h5: has no layer \"conv9\"; choose one of input, conv2d, ");
    fails({"explain", w.model, w.picture(), "--layer", "conv2d", "--at", "26,0,0"},
          "model.h5: has no value at 26,0,0 in layer \"conv2d\", whose shape is 26, 26, 64; count with --at from 0");
    save_npy(w.path("bad.npy"), NpyArray{{2, 27, 28, 1}, std::vector<float>(2 * 27 * 28)});
    fails({"run", w.model, "--input", w.path("bad.npy"), "-o", w.path("out")},
          "holds an array of shape 2, 27, 28, 1; give an array of shape N, 28, 28, 1 (N: number of examples) for input "
          "\"input\".");
    fails({"run", w.model, "--input", w.path("bad.npy"), "--input", w.path("bad.npy"), "-o", w.path("out")},
          "has 1 input, but --input is given 2 times; give it once for each input");
    fails({"evaluate", w.model, "--data", w.path("nowhere")}, "nowhere");
    fs::resize_file(w.path("t10k-labels-idx1-ubyte"), 20);
    fails({"evaluate", w.model, "--data", w.data}, "t10k-labels-idx1-ubyte");
    fs::remove(w.path("train-images-idx3-ubyte"));
    fails({"train", "--arch", "plain", "--data", w.data, "-o", w.path("x.h5")}, "train-images-idx3-ubyte");
    // An output that cannot be written is reported before the data set is read.
    fails({"train", "--arch", "plain", "--data", w.data, "-o", w.path("x.txt")}, "does not end in .h5");
    fails({"train", "--arch", "plain", "--data", w.data, "-o", w.path("none/x.h5")}, "cannot be written");
    CHECK(run({"train", "--arch", "plain", "--data", w.data, "--patience", "2", "-o", w.path("x.h5")}).code() ==
          kExitUsageError);
    CHECK(run({"explain", w.model, w.picture(), "--layer", "conv2d", "--at", "1,2"}).code() == kExitUsageError);
}

TEST_CASE("a model with several inputs gets the picture in the one that takes it, and 0 in the others") {
    const CommandFolder w;
    const std::string file = w.path("two.h5");
    const nn::Model model = samples::two_inputs();
    save_model(file, model);
    const Json prediction = json_of(run({"predict", file, w.picture(), "--scale", "0..1", "--json"}))[0];
    nn::Plan plan(model, 1);
    const Picture picture = load_picture(w.picture());
    std::vector<float> values;
    for (const std::uint8_t value : picture.planes[0].bytes()) values.push_back(static_cast<float>(value) / 255);
    plan.set_input(0, std::vector<float>(4, 0));
    plan.set_input(1, values);
    plan.run();
    REQUIRE(prediction["classes"].size() == 3);
    for (const Json& ranked : prediction["classes"])
        CHECK(ranked["value"].get<float>() ==
              doctest::Approx(plan.activation(model.outputs().front())[ranked["class"].get<std::size_t>()]));
    // Ten classes in the data set need ten values.
    const Run refused = run({"evaluate", file, "--data", w.data});
    CHECK(refused.code() == kExitFailure);
    CHECK(contains(refused.err, w.data + ": does not fit "));
    CHECK(contains(refused.err, "gives 3, but the data set has 10 classes"));
}

TEST_CASE("run names both files if two inputs have different numbers of examples") {
    const CommandFolder w;
    save_model(w.path("two.h5"), samples::two_inputs());
    save_npy(w.path("side.npy"), NpyArray{{2, 4}, std::vector<float>(8)});
    save_npy(w.path("picture.npy"), NpyArray{{3, 28, 28, 1}, std::vector<float>(2352)});
    const Run refused = run({"run", w.path("two.h5"), "--input", w.path("side.npy"), "--input", w.path("picture.npy"),
                             "-o", w.path("out")});
    CHECK(refused.code() == kExitFailure);
    CHECK(contains(refused.err,
                   w.path("picture.npy") + ": holds 3 examples; give 2, as many as in " + w.path("side.npy")));
}

TEST_CASE("evaluate measures a model with several inputs, giving 0 to all but the picture input") {
    const CommandFolder w;
    nn::ModelBuilder builder;
    const int side = builder.input("side", {4});
    const int picture = builder.input("picture", {28, 28, 1});
    const int flat = builder.add("flatten", samples::layer<nn::Flatten>(), {picture});
    const int joined = builder.add("joined", samples::layer<nn::Concatenate>(-1), {flat, side});
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 10, .activation = samples::kSoftmax}),
                {joined});
    // Class c sums row c of the picture, which is its stripe.
    nn::Tensor kernel{{788, 10}, std::vector<float>(7880, 0)};
    for (std::size_t row = 0; row < 10; ++row)
        for (std::size_t col = 0; col < 28; ++col) kernel.values[(row * 28 + col) * 10 + row] = 1;
    save_model(w.path("two.h5"), builder.build().with_weight(4, 0, std::make_shared<const nn::Tensor>(kernel)));
    const Json evaluation = json_of(run({"evaluate", w.path("two.h5"), "--data", w.data, "--scale", "0..1", "--json"}));
    CHECK(evaluation["examples"] == 40);
    CHECK(evaluation["accuracy"] == 1.0);
    const Run trained = run({"explain", w.path("two.h5"), w.picture(), "--layer", "dense", "--at", "3", "--json"});
    CHECK(json_of(trained)["terms"].size() == 788);
}

}  // namespace convscope
