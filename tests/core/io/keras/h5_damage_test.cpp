#include "core/io/keras/h5.h"

#include <doctest/doctest.h>
#include <hdf5.h>

#include <cmath>
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
using samples::load_error_of;

namespace {

const char* const kDense = "/model_weights/dense/dense/kernel:0";

#define CHECK_FAULT(saved, part)                           \
    do {                                                   \
        const std::string fault_text = (saved).fault();    \
        INFO(fault_text);                                  \
        CHECK(fault_text.find(part) != std::string::npos); \
    } while (false)

/// The bytes of a small model's file.
std::string smallest_file(const TemporaryFolder& folder) {
    ModelBuilder builder;
    builder.input("in", {2});
    builder.add("d", samples::layer<Dense>(Dense::Parameters{.units = 2}));
    keras::save_h5(folder / "m.h5", samples::with_numbers(builder.build(), 1));
    return content_of(folder / "m.h5");
}

/// True if the file is read or refused with one sentence.
bool is_sound(const std::filesystem::path& file) {
    const std::string text = load_error_of(file);
    return text.empty() || (text.find('\n') == std::string::npos && text.back() == '.');
}

}  // namespace

TEST_CASE("a file whose end is missing is incomplete, without a word of HDF5's addresses") {
    const TemporaryFolder folder;
    const std::string whole = smallest_file(folder);
    const std::string text = load_error_of(folder.write("cut.h5", std::string_view(whole).substr(0, whole.size() / 2)));
    CHECK(text ==
          (folder / "cut.h5").string() + ": is incomplete: the end of the file is missing; save or download it again.");
    CHECK(load_error_of(folder.write("whole.h5", whole)).empty());
}

TEST_CASE("files that are not Keras models are refused") {
    const TemporaryFolder folder;
    CHECK(load_error_of(folder / "none.h5").find("there is no such file") != std::string::npos);
    CHECK(load_error_of(folder.path()).find("is a folder") != std::string::npos);
    CHECK(load_error_of(folder.write("empty.h5", "")).find("is empty") != std::string::npos);
    CHECK(load_error_of(folder.write("text.h5", "hello"))
              .ends_with("is not an HDF5 file; open an HDF5 file such as Keras's .h5."));
    Saved saved;
    Hdf5(saved.file).remove_attribute("/", "model_config");
    CHECK_FAULT(saved, "has no model (attribute model_config); save the whole model with model.save(\"name.h5\")");
}

TEST_CASE("weights that do not fit the model are refused with their names") {
    Saved saved;
    Hdf5 file(saved.file);
    SUBCASE("another shape") {
        file.replace(kDense, {3, 100}, saved.kernel(), H5T_IEEE_F32LE);
        file.close();
        CHECK_FAULT(saved, "has dense/kernel:0 with shape 3, 100 where its model needs 100, 3");
    }
    SUBCASE("whole numbers") {
        file.replace(kDense, {100, 3}, saved.kernel(), H5T_STD_I32LE);
        file.close();
        CHECK_FAULT(saved, "has values in dense/kernel:0 that are not float16, float32 or float64");
    }
    SUBCASE("not a number") {
        std::vector<float> values = saved.kernel();
        values[7] = std::nanf("");
        file.replace(kDense, {100, 3}, values, H5T_IEEE_F32LE);
        file.close();
        CHECK_FAULT(saved, "has NaN or infinity in the weight dense/kernel:0 of the layer \"dense\"");
    }
    SUBCASE("infinity in float64") {
        file.replace(kDense, {100, 3}, std::vector<float>(300, INFINITY), H5T_IEEE_F64LE);
        file.close();
        CHECK_FAULT(saved, "has NaN or infinity in the weight dense/kernel:0");
    }
    SUBCASE("a missing array") {
        file.remove(kDense);
        file.close();
        CHECK_FAULT(saved, "has no dense/kernel:0");
    }
    SUBCASE("a group in place of an array") {
        file.remove(kDense);
        file.add_group(kDense);
        file.close();
        CHECK_FAULT(saved, "has a dense/kernel:0 that is not an array");
    }
    SUBCASE("too few weights") {
        file.set_variable_texts("/model_weights/dense", "weight_names", {"dense/kernel:0"});
        file.close();
        CHECK_FAULT(saved, "has 1 weight for the layer \"dense\", which has 2");
    }
    SUBCASE("a layer that is not listed") {
        file.set_variable_texts("/model_weights", "layer_names", {"conv2d"});
        file.close();
        CHECK_FAULT(saved, "has no weights for the layer \"dense\"");
    }
    SUBCASE("weights for a layer that the model lacks") {
        file.add_group("/model_weights/more");
        file.set_variable_texts("/model_weights/more", "weight_names", {"x"});
        file.set_variable_texts("/model_weights", "layer_names", {"conv2d", "dense", "more"});
        file.close();
        CHECK_FAULT(saved, "has weights for \"more\", which is not a layer of its model");
    }
    SUBCASE("no list of layers") {
        file.remove_attribute("/model_weights", "layer_names");
        file.close();
        CHECK_FAULT(saved, "does not list its layers (attribute layer_names)");
    }
    SUBCASE("no list of weights") {
        file.remove_attribute("/model_weights/dense", "weight_names");
        file.close();
        CHECK_FAULT(saved, "does not list the weights of the layer \"dense\"");
    }
    SUBCASE("no weights at all") {
        file.remove("/model_weights");
        file.close();
        CHECK_FAULT(saved, "has no model_weights");
    }
    SUBCASE("numbers in place of names") {
        file.set_number("/model_weights", "layer_names", 3);
        file.close();
        CHECK_FAULT(saved, "has an attribute layer_names that is not text");
    }
    SUBCASE("empty names") {
        file.set_variable_texts("/model_weights/dense", "weight_names", {"", "dense/bias:0"});
        file.close();
        CHECK_FAULT(saved, "has a weight whose name is \"\"");
    }
    SUBCASE("names that are not UTF-8") {
        file.set_variable_texts("/model_weights/dense", "weight_names", {"\xFF\n", "dense/bias:0"});
        file.close();
        CHECK_FAULT(saved, "has a weight whose name is \"\\ufffd\\n\"");
    }
}

TEST_CASE("links out of the file and unusual storage are refused") {
    Saved saved;
    std::filesystem::copy_file(saved.file, saved.folder / "other.h5");
    Hdf5 file(saved.file);
    using Storage = Hdf5::Storage;
    SUBCASE("soft link") {
        file.remove(kDense);
        file.link_soft("/model_weights/conv2d/conv2d/kernel:0", kDense);
        file.close();
        CHECK_FAULT(saved, "only links to dense/kernel:0");
    }
    SUBCASE("external link") {
        file.remove(kDense);
        file.link_external((saved.folder / "other.h5").string(), kDense, kDense);
        file.close();
        CHECK_FAULT(saved, "only links to dense/kernel:0; save everything in one file");
    }
    SUBCASE("external storage") {
        saved.folder.write("raw", std::string(1200, '\0'));
        file.replace_external(kDense, {100, 3}, (saved.folder / "raw").string());
        file.close();
        CHECK_FAULT(saved, "stores dense/kernel:0 in other files");
    }
    SUBCASE("virtual dataset") {
        file.replace_virtual(kDense, {100, 3}, (saved.folder / "other.h5").string());
        file.close();
        CHECK_FAULT(saved, "stores dense/kernel:0 in other datasets");
    }
    SUBCASE("another filter") {
        file.replace(kDense, {100, 3}, saved.kernel(), H5T_IEEE_F32LE, Storage::checksum);
        file.close();
        CHECK_FAULT(saved, "stores dense/kernel:0 with a filter other than gzip");
    }
    SUBCASE("huge chunks") {
        file.replace(kDense, {100, 3}, saved.kernel(), H5T_IEEE_F32LE, Storage::huge_chunks);
        file.close();
        CHECK_FAULT(saved, "stores dense/kernel:0 in chunks that are too large");
    }
    SUBCASE("missing values") {
        file.replace(kDense, {100, 3}, {}, H5T_IEEE_F32LE);
        file.close();
        CHECK_FAULT(saved, "lacks values of dense/kernel:0");
    }
}

TEST_CASE("damaged labels and preprocessing are refused") {
    const Saved saved;
    const auto fault_of = [&](const std::string& text) {
        Hdf5(saved.file).set_fixed_text("/", "convscope", text);
        return saved.fault();
    };
    CHECK(fault_of("{}").empty());
    CHECK(fault_of("{\"labels\": null, \"preprocessing\": {\"scale\": [1, 2, 3]}}").empty());
    CHECK(keras::load_h5(saved.file).info().preprocessing.scale == std::array<float, 3>{1, 2, 3});
    CHECK(fault_of("[").find("has a damaged attribute (not JSON at byte") != std::string::npos);
    CHECK(fault_of("[]").find("not a JSON object (attribute convscope)") != std::string::npos);
    CHECK(fault_of("{\"labels\": 3}").find("\"labels\" is not a list") != std::string::npos);
    CHECK(fault_of("{\"labels\": [3]}").find("a label whose name is 3") != std::string::npos);
    CHECK(fault_of("{\"preprocessing\": {\"inversion\": \"maybe\"}}")
              .find("\"preprocessing.inversion\" is \"maybe\", not one of") != std::string::npos);
    CHECK(fault_of("{\"preprocessing\": {\"scale\": [1, 2]}}")
              .find("\"preprocessing.scale\" is not a list of 3 numbers") != std::string::npos);
}

TEST_CASE("saving fails with one sentence and leaves the old file") {
    const Saved saved;
    const std::string before = content_of(saved.file);
    ModelBuilder builder;
    builder.input("in", {8, 8, 1});
    builder.add("odd", samples::layer<MaxPooling2D>(Window{.rows = 2, .cols = 2, .ceil_mode = true}));
    CHECK_THROWS_WITH_AS(keras::save_h5(saved.file, builder.build()),
                         doctest::Contains("m.h5: cannot be written (layer \"odd\" (MaxPooling2D): has a padding"),
                         LoadError);
    CHECK(content_of(saved.file) == before);
    CHECK_THROWS_WITH_AS(keras::save_h5(saved.folder / "none/m.h5", saved.model),
                         doctest::Contains("cannot be written"), LoadError);
}

TEST_CASE("files that are cut short anywhere are refused") {
    const TemporaryFolder folder;
    const std::string whole = smallest_file(folder);
    for (std::size_t length = 1; length < whole.size(); length += 61) {
        CAPTURE(length);
        const std::string text = load_error_of(folder.write("m.h5", whole.substr(0, length)));
        CHECK_FALSE(text.empty());
        CHECK(text.find('\n') == std::string::npos);
    }
}

TEST_CASE("damaged files are read or refused with one sentence") {
    const TemporaryFolder folder;
    const std::string whole = smallest_file(folder);
    for (std::size_t offset = 0; offset < whole.size(); offset += 31) {
        CAPTURE(offset);
        std::string damaged = whole;
        damaged[offset] = static_cast<char>(damaged[offset] ^ (offset % 2 == 0 ? 0x80 : 0xFF));
        CHECK(is_sound(folder.write("m.h5", damaged)));
    }
}

TEST_CASE("a wrong text length that crashes HDF5 ends only the process that reads the file") {
    const TemporaryFolder folder;
    std::string damaged = smallest_file(folder);
    // The eight bytes before a text are its length. HDF5 1.10 copies that many bytes without a check; 1.14 has one.
    damaged.at(damaged.find("{\"labels\"") - 3) = '\x7F';
    const std::string text = load_error_of(folder.write("m.h5", damaged));
    INFO(text);
    const bool is_checked = text.find("m.h5: has a damaged attribute model_config") != std::string::npos;
    CHECK((is_checked || text.ends_with("m.h5: is too damaged to be read; save or download it again.")));
}
