// Models in zip archives, as Teachable Machine and course pages offer them.
#include "core/io/archive/load_archive.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "core/base/load_error.h"
#include "core/io/archive/unpack.h"
#include "core/io/keras/h5.h"
#include "core/io/model_file.h"
#include "core/io/onnx/write_model.h"
#include "tests/support/environment_variable.h"
#include "tests/support/keras_copies.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;
using Files = std::vector<std::pair<std::string, std::string>>;

/// small_course() without labels.
nn::Model unlabelled() {
    const nn::Model model = samples::small_course();
    nn::ModelInfo info = model.info();
    info.labels.clear();
    info.preprocessing_known = false;
    return model.with_info(info);
}

std::size_t classes() {
    const nn::Model model = samples::small_course();
    return static_cast<std::size_t>(model.node(model.outputs().front()).shape.count());
}

/// Labels "thing 0", "thing 1", ... of the model as a JSON list.
std::string json_labels() {
    std::string text = "[";
    for (std::size_t i = 0; i < classes(); ++i)
        text.append(i == 0 ? "\"thing " : ", \"thing ").append(std::to_string(i)).append("\"");
    return text + "]";
}

std::string h5(const TemporaryFolder& folder) {
    keras::save_h5(folder / "temporary.h5", unlabelled());
    return content_of(folder / "temporary.h5");
}

std::string error_of(const TemporaryFolder& folder, const Files& files) {
    const fs::path file = folder.write("a.zip", samples::zip(files));
    try {
        load_model(file);
        return {};
    } catch (const LoadError& error) {
        const std::string text = error.what();
        CHECK(text.starts_with(file.string()));
        return text.substr(std::min(text.size(), file.string().size()));
    }
}

}  // namespace

TEST_CASE("Teachable Machine's zip opens with its weights, labels and range of input values") {
    const TemporaryFolder folder;
    const auto [text, weights] = samples::tfjs_files(unlabelled());
    const std::string metadata =
        R"({"packageName": "@teachablemachine/image", "labels": )" + json_labels() + R"(, "imageSize": 224})";
    const nn::Model model = load_model(folder.write(
        "tm.zip", samples::zip({{"metadata.json", metadata}, {"model.json", text}, {"weights.bin", weights}})));
    CHECK(samples::same_model(model.with_info(unlabelled().info()), unlabelled()));
    REQUIRE(model.info().labels.size() == classes());
    CHECK(model.info().labels.at(1) == "thing 1");
    CHECK(model.info().preprocessing_known);
    CHECK(nn::range_of(model.info().preprocessing) == nn::InputRange::balanced);
}

TEST_CASE("a model.json opens with the labels of the metadata.json in its folder, by itself or as a folder") {
    const TemporaryFolder folder;
    const auto [text, weights] = samples::tfjs_files(unlabelled());
    folder.write("weights.bin", weights);
    folder.write("metadata.json", "{\"labels\": " + json_labels() + "}");
    const fs::path file = folder.write("model.json", text);
    CHECK(load_model(file).info().labels.back() == "thing " + std::to_string(classes() - 1));
    CHECK_FALSE(load_model(file).info().preprocessing_known);
    CHECK(load_model(folder.path()).info().labels == load_model(file).info().labels);
    folder.write("metadata.json", R"({"labels": ["too", "few"]})");
    CHECK(load_model(file).info().labels.empty());
}

TEST_CASE("a zip with one model of any format opens, with a text file of labels") {
    const TemporaryFolder folder;
    std::string lines;
    for (std::size_t i = 0; i < classes(); ++i)
        lines.append(std::to_string(i)).append(" thing ").append(std::to_string(i)).append("\n");
    const nn::Model model =
        load_model(folder.write("a.zip", samples::zip({{"labels.txt", lines}, {"keras_model.h5", h5(folder)}})));
    CHECK(model.info().labels.at(1) == "thing 1");
    CHECK(samples::same_model(model.with_info(unlabelled().info()), unlabelled()));
    onnx::save_model(folder / "m.onnx", unlabelled());
    CHECK(load_model(folder.write("b.zip", samples::zip({{"x/m.onnx", content_of(folder / "m.onnx")}})))
              .info()
              .labels.empty());
    const Bytes archive = samples::keras_archive(unlabelled(), folder / "weights.h5");
    const nn::Model inner =
        load_model(folder.write("c.zip", samples::zip({{"m.keras", {archive.begin(), archive.end()}}})));
    CHECK(samples::same_model(inner, unlabelled()));
}

TEST_CASE("archives without one model are refused with one sentence, and leave no files") {
    const TemporaryFolder folder, unpacked;
    const EnvironmentVariable temporary("TMPDIR", unpacked.path().string());
    CHECK(error_of(folder, {{"cat.png", "x"}}).starts_with(": is a zip archive without a model; unpack it"));
    CHECK(error_of(folder, {{"a.h5", "x"}, {"b.onnx", "x"}}) ==
          ": is a zip archive with 2 models: a.h5, b.onnx; unpack it and open one of them.");
    CHECK(error_of(folder, {{"a.npy", "x"}}).starts_with(": is an .npz archive of NumPy arrays, not a model"));
    CHECK(error_of(folder, {{"m/saved_model.pb", "x"}}).starts_with(": is a zip archive with a SavedModel"));
    CHECK(error_of(folder, {{"../m.h5", h5(folder)}}).starts_with(": is a zip archive without a model"));
    CHECK(error_of(folder, {{"m.h5", "\x89HDF\r\n\x1a\n"}}).starts_with(", m.h5: "));
    CHECK(error_of(folder, {{"m.tflite", std::string("\x1c\0\0\0TFL3", 8)}})
              .starts_with(", m.tflite: is a damaged TensorFlow Lite model; "));
    const Bytes inner = samples::zip({{"m.h5", h5(folder)}});
    CHECK(error_of(folder, {{"m.keras", {inner.begin(), inner.end()}}})
              .starts_with(", m.keras: is a zip archive in a zip archive; "));
    CHECK(fs::is_empty(unpacked.path()));
}

TEST_CASE("a file that is longer than stated, or a total of more than 2 GB, is refused before it is unpacked") {
    const TemporaryFolder folder;
    const fs::path file = folder.write("a.zip", samples::zip({{"m.h5", "12345678"}}));
    const fs::path target = folder / "target";
    CHECK_THROWS_WITH_AS(archive::unpack(file, {{"m.h5", archive::kMaxBytes}, {"n.h5", 1}}, target),
                         (file.string() + ": has more than 2 GB of files; unpack it and open the model in it.").c_str(),
                         LoadError);
    CHECK_THROWS_WITH_AS(archive::unpack(file, {{"m.h5", std::uint64_t{1} << 30}}, target),
                         (file.string() + ": unpacks to 1024 MB, more than 100 times its size; unpack it and open the "
                                          "model in it.")
                             .c_str(),
                         LoadError);
    CHECK_THROWS_AS(archive::unpack(file, {{"m.h5", 7}}, target), LoadError);
    CHECK_THROWS_AS(archive::unpack(file, {{"m.h5", 9}}, target), LoadError);
    archive::unpack(file, {{"m.h5", 8}}, target);
    CHECK(content_of(target / "m.h5") == "12345678");
}

}  // namespace convscope
