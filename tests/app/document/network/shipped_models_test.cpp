// The list of the shipped models, checked against their files and, on a machine with Fashion-MNIST, by measuring their
// accuracies.
#include "app/document/network/shipped_models.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "core/base/load_error.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/io/model_file.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/evaluate.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {
const fs::path kModels = fs::path(CONVSCOPE_TEST_ASSETS) / "models";
}

TEST_CASE("every architecture has a shipped model that it fits, with its accuracy and its command") {
    const std::vector<ShippedModel> models = load_shipped_models(kModels);
    REQUIRE(models.size() == nn::kArchitectures.size());
    for (std::size_t i = 0; i < models.size(); ++i) {
        const ShippedModel& shipped = models[i];
        CAPTURE(shipped.name);
        CHECK(shipped.name == nn::kArchitectures.at(i).name);
        CHECK(shipped.file == kModels / (shipped.name + ".h5"));
        CHECK(shipped.data == "Fashion-MNIST");
        CHECK(shipped.test_images == 10'000);
        CHECK(shipped.test_accuracy > 0.8);
        CHECK(shipped.test_accuracy < 1);
        CHECK(shipped_accuracy(kModels, shipped.name) == shipped.test_accuracy);
        CHECK(shipped.command.starts_with("convscope train --arch " + shipped.name + " --data "));
        CHECK(shipped.command.ends_with(" -o " + shipped.name + ".h5"));
        const nn::Model model = load_model(shipped.file);
        const nn::Model fresh = nn::kArchitectures.at(i).build(1);
        CHECK(model.info().preprocessing_known);
        CHECK(model.info().preprocessing == fresh.info().preprocessing);
        CHECK(model.info().labels == fresh.info().labels);
        CHECK(nn::parameter_count(model) == nn::parameter_count(fresh));
    }
}

TEST_CASE("the listed accuracies of the shipped models equal those that evaluate() measures") {
    const std::optional<fs::path> folder = find_fashion_mnist();
    if (!folder) {
        MESSAGE("Fashion-MNIST is not in ~/.keras/datasets: not measured.");
        return;
    }
    const nn::Dataset dataset = load_dataset(*folder, DatasetPart::test);
    for (const ShippedModel& shipped : load_shipped_models(kModels)) {
        CAPTURE(shipped.name);
        const nn::Evaluation evaluation = nn::evaluate(load_model(shipped.file), dataset);
        CHECK(evaluation.sum.examples == shipped.test_images);
        // The tolerance is one image of 10,000, because another processor rounds differently.
        CHECK(evaluation.sum.accuracy() == doctest::Approx(shipped.test_accuracy).epsilon(1.5e-4));
    }
}

TEST_CASE("the error for a damaged list of models names the fault, and the accuracy is unknown") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(load_shipped_models(folder.path()), LoadError);
    CHECK_FALSE(shipped_accuracy(folder.path(), "course"));
    folder.write("models.json", R"({"models": [{"name": "course", "file": "course.h5", "data": "x", "test_images": 10,
                                                "test_accuracy": 92, "command": "c"}]})");
    CHECK_THROWS_WITH_AS(load_shipped_models(folder.path()),
                         doctest::Contains("\"models.test_accuracy\" is 92, not between 0 and 1"), LoadError);
    CHECK_FALSE(shipped_accuracy(folder.path(), "course"));
    CHECK_FALSE(shipped_accuracy(kModels, "nobody"));
}

}  // namespace convscope
