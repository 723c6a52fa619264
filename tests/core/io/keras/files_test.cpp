// Files in the formats of Keras 1 to 3, compared with outputs that NumPy computed: see tests/data/keras/make.py.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "tests/support/model_folder.h"
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
    CHECK(models == 15);
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
    for (const char* name : {"keras1_merge", "keras2_nested", "keras2_shared", "keras2_layers"}) {
        CAPTURE(name);
        save_model(folder / "m.h5", load_model(kFolder / name / "model.h5"));
        samples::check_outputs(load_model(folder / "m.h5"), kFolder / name);
    }
}
