// The commands that take pictures, with models whose input has no channel axis or is flattened. They give the same
// answers as with an image input, in every format.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/io/model_file.h"
#include "core/io/npy/npy.h"
#include "tests/app/cli/run.h"
#include "tests/support/idx_files.h"
#include "tests/support/keras_copies.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

using Json = nlohmann::json;

constexpr const char* kFormats[] = {"h5", "keras", "json", "onnx"};

/// A folder with models, a picture in colour and a data set of 28 x 28.
struct ModelFolder {
    TemporaryFolder folder;
    std::string picture = (folder / "picture.ppm").string();
    std::string data = folder.path().string();

    ModelFolder() {
        std::string colours = "P6 40 30 255\n";
        for (std::uint64_t i = 0; i < 40 * 30 * 3; ++i) colours += static_cast<char>(random_bits(1, i) % 256);
        folder.write("picture.ppm", colours);
        samples::IdxBytes images, labels;
        for (std::uint64_t i = 0; i < 20 * 784; ++i)
            images.push_back(static_cast<std::uint8_t>(random_bits(2, i) % 256));
        for (std::uint8_t i = 0; i < 20; ++i) labels.push_back(i % 10);
        for (const char* part : {"t10k", "train"}) {
            folder.write(std::string(part) + "-images-idx3-ubyte", samples::idx({20, 28, 28}, images));
            folder.write(std::string(part) + "-labels-idx1-ubyte", samples::idx({20}, labels));
        }
    }
    std::string path(const std::string& name) const { return (folder / name).string(); }
    /// Writes a classifier of ten classes in this format and returns its file; TensorFlow.js's weights get a second
    /// file.
    std::string model(const nn::Shape& shape, const std::string& format) const {
        const nn::Model model = samples::classifier(shape, 10);
        const std::string name = fmt::format("model_{}_{}.{}", shape.rank(), shape.count(), format);
        if (format == "json") {
            const auto [text, weights] = samples::tfjs_files(model);
            folder.write("weights.bin", weights);
            folder.write(name, text);
        } else if (format == "keras") {
            folder.write(name, samples::keras_archive(model, folder / "inner.h5"));
        } else {
            save_model(path(name), model);
        }
        return path(name);
    }
};

Json json(const Run& r) {
    REQUIRE(r.err == "");
    REQUIRE(r.code() == kExitSuccess);
    return Json::parse(r.out);
}

void check_same_answer(const Json& found, const Json& expected) {
    REQUIRE(found.size() == 1);
    REQUIRE(found[0]["classes"].size() == expected[0]["classes"].size());
    for (std::size_t i = 0; i < found[0]["classes"].size(); ++i) {
        CHECK(found[0]["classes"][i]["class"] == expected[0]["classes"][i]["class"]);
        CHECK(found[0]["classes"][i]["value"].get<double>() ==
              doctest::Approx(expected[0]["classes"][i]["value"].get<double>()).epsilon(1e-5));
    }
    CHECK(found[0]["preprocessing"]["range"] == expected[0]["preprocessing"]["range"]);
    CHECK(found[0]["preprocessing"]["inversion"] == expected[0]["preprocessing"]["inversion"]);
}

}  // namespace

TEST_CASE(
    "predict gives the same answer for an image input, one without a channel axis and a flattened one, in every "
    "format") {
    const ModelFolder w;
    const Json grey = json(run({"predict", w.model({28, 28, 1}, "h5"), w.picture, "--json"}));
    const Json colour = json(run({"predict", w.model({32, 32, 3}, "h5"), w.picture, "--json"}));
    CHECK(grey[0]["classes"] != colour[0]["classes"]);
    for (const char* format : kFormats) {
        CAPTURE(format);
        check_same_answer(json(run({"predict", w.model({28, 28}, format), w.picture, "--json"})), grey);
        check_same_answer(json(run({"predict", w.model({784}, format), w.picture, "--json"})), grey);
        check_same_answer(json(run({"predict", w.model({3072}, format), w.picture, "--json"})), colour);
    }
    const Run imagenet = run({"predict", w.model({784}, "h5"), w.picture, "--scale", "imagenet"});
    CHECK(imagenet.code() == kExitFailure);
    CHECK(contains(imagenet.err, "takes grey pictures"));
    const Run refused = run({"predict", w.model({20}, "h5"), w.picture});
    CHECK(refused.code() == kExitFailure);
    CHECK(contains(refused.err, "the model's input \"in\" takes numbers (20) and no picture"));
}

TEST_CASE("explain names values of a flattened input by row, column and channel") {
    const ModelFolder w;
    const std::string flat = w.model({784}, "h5"), image = w.model({28, 28, 1}, "onnx");
    const Json e = json(run({"explain", flat, w.picture, "--layer", "hidden", "--at", "2", "--json"}));
    const Json expected = json(run({"explain", image, w.picture, "--layer", "hidden", "--at", "2", "--json"}));
    CHECK(e["value"].get<double>() == doctest::Approx(expected["value"].get<double>()).epsilon(1e-5));
    REQUIRE(e["terms"].size() == 784);
    CHECK(e["terms"][373]["from"] == Json::parse("[13, 9, 0]"));
    // Values of the input layer, by position and by index.
    const Run place = run({"explain", flat, w.picture, "--layer", "in", "--at", "13,9,0"});
    CHECK(place.code() == kExitSuccess);
    CHECK(contains(place.out, "in (InputLayer) at 13,9,0: "));
    CHECK(run({"explain", flat, w.picture, "--layer", "in", "--at", "373"}).out == place.out);
    CHECK(run({"explain", image, w.picture, "--layer", "in", "--at", "13,9,0"}).out == place.out);
    CHECK(run({"explain", w.model({28, 28}, "onnx"), w.picture, "--layer", "in", "--at", "13,9,0"}).out == place.out);
    const Json colour =
        json(run({"explain", w.model({3072}, "h5"), w.picture, "--layer", "hidden", "--at", "0", "--json"}));
    CHECK(colour["terms"][3 * (5 * 32 + 7) + 2]["from"] == Json::parse("[5, 7, 2]"));
    const Run outside = run({"explain", flat, w.picture, "--layer", "in", "--at", "784"});
    CHECK(outside.code() == kExitFailure);
    CHECK(
        contains(outside.err, "has no value at 784 in layer \"in\", whose shape is 28, 28, 1; count with --at from 0"));
}

TEST_CASE("evaluate gives flattened models the accuracy of image models on 28 x 28 IDX files") {
    const ModelFolder w;
    const Json expected = json(run({"evaluate", w.model({28, 28, 1}, "h5"), "--data", w.data, "--json"}));
    CHECK(expected["examples"] == 20);
    for (const char* format : kFormats)
        for (const nn::Shape& shape : {nn::Shape{28, 28}, nn::Shape{784}}) {
            CAPTURE(format);
            const Json found = json(run({"evaluate", w.model(shape, format), "--data", w.data, "--json"}));
            CHECK(found["confusion"] == expected["confusion"]);
            CHECK(found["loss"].get<double>() == doctest::Approx(expected["loss"].get<double>()).epsilon(1e-5));
        }
}

TEST_CASE("summary, run and convert keep the shape that the file declares") {
    const ModelFolder w;
    const std::string flat = w.model({784}, "h5");
    CHECK(json(run({"summary", w.model({28, 28}, "h5"), "--json"}))["layers"][0]["output_shape"] ==
          Json::parse("[784]"));
    save_npy(w.path("x.npy"), NpyArray{{2, 784}, std::vector<float>(2 * 784, 0.5F)});
    CHECK(run({"run", flat, "--input", w.path("x.npy"), "-o", w.path("out")}).code() == kExitSuccess);
    CHECK(load_npy(w.path("out/out.npy")).shape == std::vector<std::int64_t>{2, 10});
    CHECK(run({"convert", flat, "-o", w.path("copy.onnx")}).code() == kExitSuccess);
    CHECK(load_model(w.path("copy.onnx")).node(0).shape == nn::Shape{784});

    // An input of 784 values that the model reshapes to an image takes the picture as well.
    nn::ModelBuilder builder;
    builder.input("in", {784});
    builder.add("image", samples::layer<nn::Reshape>(nn::Shape{28, 28, 1}));
    builder.add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}}));
    save_model(w.path("conv.h5"), builder.build());
    const Json layers = json(run({"summary", w.path("conv.h5"), "--json"}))["layers"];
    CHECK(layers[1]["receptive_field"]["size"] == Json::parse("[3, 3]"));
}

TEST_CASE("train accepts a model whose input has no channel axis") {
    const ModelFolder w;
    const std::string architecture =
        w.folder
            .write("net.json",
                   R"({"class_name": "Sequential", "config": {"name": "tutorial", "layers": [
                     {"class_name": "Flatten", "config": {"name": "flat", "batch_input_shape": [null, 28, 28]}},
                     {"class_name": "Dense", "config": {"name": "out", "units": 10, "activation": "softmax"}}]}})")
            .string();
    const Run training =
        run({"train", "--arch", architecture, "--data", w.data, "--epochs", "1", "-o", w.path("a.h5")});
    CHECK(training.err == "");
    REQUIRE(training.code() == kExitSuccess);
    CHECK(load_model(w.path("a.h5")).node(0).shape == nn::Shape{28, 28});
    CHECK(run({"predict", w.path("a.h5"), w.picture}).code() == kExitSuccess);
}

}  // namespace convscope
