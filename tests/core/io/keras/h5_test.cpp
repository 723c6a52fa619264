#include "core/io/keras/h5.h"

#include <doctest/doctest.h>
#include <hdf5.h>

#include <bit>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "tests/support/hdf5_files.h"
#include "tests/support/sample_models.h"
#include "tests/support/saved_model.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
using namespace convscope::nn;
using samples::Hdf5;
using Saved = samples::SavedModel;

namespace {

const char* const kDense = "/model_weights/dense/dense/kernel:0";

}  // namespace

TEST_CASE("saved models are read back unchanged, with labels and preprocessing") {
    const TemporaryFolder folder;
    for (const Model& model : {samples::small_course(3), samples::every_kind(4), samples::normalizations()}) {
        keras::save_h5(folder / "m.h5", model);
        const Model back = keras::load_h5(folder / "m.h5");
        CHECK(samples::same_model(back, model));
        CHECK(back.info() == model.info());
        keras::save_h5(folder / "again.h5", back);
        CHECK(samples::same_model(keras::load_h5(folder / "again.h5"), model));
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        CHECK(entry.path().extension() == ".h5");
}

TEST_CASE("finite weights keep their bits when saved and read") {
    const Saved saved;
    Tensor tensor = *saved.model.node(1).weights[0];
    const std::vector<float> odd{-0.0F, 1e-45F, std::numeric_limits<float>::max(), -std::numeric_limits<float>::min()};
    std::ranges::copy(odd, tensor.values.begin());
    keras::save_h5(saved.file, saved.model.with_weight(1, 0, std::make_shared<const Tensor>(tensor)));
    const Model back = keras::load_h5(saved.file);
    for (std::size_t i = 0; i < tensor.values.size(); ++i)
        CHECK(std::bit_cast<std::uint32_t>(back.node(1).weights[0]->values[i]) ==
              std::bit_cast<std::uint32_t>(tensor.values[i]));
}

TEST_CASE("a saved file has the layout that Keras writes") {
    const Saved saved;
    const Hdf5 file(saved.file);
    CHECK(file.text("/", "keras_version") == "2.15.0");
    CHECK(file.text("/", "backend") == "tensorflow");
    CHECK(file.text("/", "model_config").find("\"class_name\":\"Sequential\"") != std::string::npos);
    CHECK(file.text("/", "convscope").find("Gr\\u00f6\\u00dfe") != std::string::npos);
    CHECK(file.text("/model_weights", "keras_version") == "2.15.0");
    CHECK(file.texts("/model_weights", "layer_names") ==
          std::vector<std::string>{"input_1", "conv2d", "max_pooling2d", "flatten", "dense"});
    CHECK(file.texts("/model_weights/conv2d", "weight_names") ==
          std::vector<std::string>{"conv2d/kernel:0", "conv2d/bias:0"});
    CHECK(file.texts("/model_weights/flatten", "weight_names").empty());
    CHECK(file.lengths("/model_weights/conv2d/conv2d/kernel:0") == std::vector<hsize_t>{3, 3, 1, 4});
    CHECK(file.lengths("/model_weights/conv2d/conv2d/bias:0") == std::vector<hsize_t>{4});
    CHECK(file.lengths(kDense) == std::vector<hsize_t>{100, 3});
    CHECK(file.floats(kDense) == saved.kernel());
    CHECK(file.is_float32(kDense));
}

TEST_CASE("a depthwise kernel is stored in Keras's shape, and a normalisation's statistics after its other weights") {
    const TemporaryFolder folder;
    keras::save_h5(folder / "m.h5", samples::every_kind());
    const Hdf5 file(folder / "m.h5");
    CHECK(file.lengths("/model_weights/depthwise/depthwise/depthwise_kernel:0") == std::vector<hsize_t>{3, 3, 6, 2});
    CHECK(file.texts("/model_weights/bn", "weight_names") ==
          std::vector<std::string>{"bn/gamma:0", "bn/beta:0", "bn/moving_mean:0", "bn/moving_variance:0"});
    CHECK(file.texts("/model_weights/spread", "weight_names") ==
          std::vector<std::string>{"spread/moving_mean:0", "spread/moving_variance:0"});
}

TEST_CASE("a file with the same content in other types, storage or texts gives the same model") {
    const Saved saved;
    SUBCASE("float64") {
        Hdf5(saved.file).replace(kDense, {100, 3}, saved.kernel(), H5T_IEEE_F64BE);
    }
    SUBCASE("gzip and shuffle") {
        Hdf5(saved.file).replace(kDense, {100, 3}, saved.kernel(), H5T_IEEE_F32LE, Hdf5::Storage::gzip);
    }
    SUBCASE("texts of fixed length instead of variable, and of variable length instead of fixed") {
        Hdf5 file(saved.file);
        file.set_fixed_text("/", "model_config", file.text("/", "model_config"));
        file.set_variable_texts("/model_weights", "layer_names", file.texts("/model_weights", "layer_names"));
        file.set_variable_texts("/model_weights/dense", "weight_names", {"dense/kernel:0", "dense/bias:0"});
    }
    SUBCASE("an optimizer's state") {
        Hdf5 file(saved.file);
        file.set_fixed_text("/", "training_config", "{\"optimizer_config\": 1}");
        file.add_group("/optimizer_weights");
    }
    SUBCASE("Keras 3's paths of weights") {
        Hdf5 file(saved.file);
        file.move("/model_weights/dense/dense", "/model_weights/dense/sequential/dense");
        file.move("/model_weights/dense/sequential/dense/kernel:0", "/model_weights/dense/sequential/dense/kernel");
        file.set_variable_texts("/model_weights/dense", "weight_names",
                                {"sequential/dense/kernel", "sequential/dense/bias:0"});
    }
    CHECK(samples::same_model(keras::load_h5(saved.file), saved.model));
}

TEST_CASE("float16 weights become float32") {
    const Saved saved;
    const std::vector<float> halves(300, -0.333251953125F);
    Hdf5(saved.file).replace(kDense, {100, 3}, halves, Hdf5::float16());
    CHECK(keras::load_h5(saved.file).node(4).weights[0]->values == halves);
}

TEST_CASE("a file that Keras wrote gives its name, no labels and default preprocessing") {
    const Saved saved;
    Hdf5(saved.file).remove_attribute("/", "convscope");
    const ModelInfo info = keras::load_h5(saved.file).info();
    CHECK(info.name == "small");
    CHECK(info.labels.empty());
    CHECK(info.preprocessing == Preprocessing());
}

TEST_CASE("lists of names that are too long for one attribute are split as Keras does") {
    const TemporaryFolder folder;
    ModelBuilder builder;
    builder.input("in", {3});
    for (int i = 0; i < 1500; ++i)
        builder.add(std::string(60, 'n') + std::to_string(i), samples::layer<ActivationLayer>(samples::kRelu));
    builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = 2}));
    const Model model = samples::with_numbers(builder.build(), 5);
    keras::save_h5(folder / "m.h5", model);
    Hdf5 file(folder / "m.h5");
    CHECK(file.texts("/model_weights", "layer_names0").size() + file.texts("/model_weights", "layer_names1").size() ==
          1502);
    file.close();
    CHECK(samples::same_model(keras::load_h5(folder / "m.h5"), model));
}
