#include "core/io/keras/zip.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "core/io/tfjs/tfjs.h"
#include "core/nn/plan/plan.h"
#include "tests/support/keras_copies.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

/// The values of every layer for a picture of noise.
std::vector<std::vector<float>> activations(const nn::Model& model) {
    nn::Plan plan(model, 1);
    std::vector<float> picture(static_cast<std::size_t>(model.node(model.inputs().front()).shape.count()));
    for (std::size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<float>(i * 37 % 101) / 101;
    plan.set_input(0, picture);
    plan.run();
    std::vector<std::vector<float>> values;
    values.reserve(static_cast<std::size_t>(model.size()));
    for (int i = 0; i < model.size(); ++i) values.emplace_back(plan.activation(i).begin(), plan.activation(i).end());
    return values;
}

std::string fault(const TemporaryFolder& folder, const Bytes& bytes) {
    try {
        load_model(folder.write("m.keras", bytes));
        return {};
    } catch (const LoadError& error) {
        return error.fault();
    }
}

}  // namespace

TEST_CASE("copies of the course model in other formats give the same activations") {
    const TemporaryFolder folder;
    const nn::Model course = load_model(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "models/course.h5");
    const nn::Model archive =
        load_model(folder.write("course.keras", samples::keras_archive(course, folder / "weights.h5")));
    const auto [text, weights] = samples::tfjs_files(course);
    folder.write("weights.bin", weights);
    const nn::Model web = load_model(folder.write("model.json", text));
    const auto expected = activations(course);
    for (const nn::Model* copy : {&archive, &web}) {
        CHECK(samples::same_model(*copy, course));
        const auto found = activations(*copy);
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == expected[i]);
    }
}

TEST_CASE("an archive with a missing or damaged entry is refused") {
    const TemporaryFolder folder;
    samples::keras_archive(samples::small_course(), folder / "weights.h5");
    const std::string weights_file = content_of(folder / "weights.h5"),
                      config = keras::write_config(samples::small_course());
    CHECK(fault(folder, samples::zip({{"a.txt", "hello"}})) == "is a zip archive without a model");
    CHECK(fault(folder, samples::zip({{"config.json", config}})) == "is a Keras archive without a model.weights.h5");
    CHECK(fault(folder, samples::zip({{"config.json", config}, {"model.weights.h5", "hello"}})) ==
          "is a damaged HDF5 file");
    CHECK(fault(folder, samples::zip({{"config.json", "{"}, {"model.weights.h5", weights_file}})) ==
          "has a damaged model configuration");
    CHECK(fault(folder, samples::zip({{"config.json", config}, {"model.weights.h5", weights_file}})).empty());
    const std::string other = keras::write_config(samples::every_kind());
    CHECK(fault(folder, samples::zip({{"config.json", other}, {"model.weights.h5", weights_file}}))
              .find("has weights for ") == 0);
}
