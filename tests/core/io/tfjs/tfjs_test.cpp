// Models in TensorFlow.js's format, compared with outputs that NumPy computed: see tests/data/tfjs/make.py.
#include "core/io/tfjs/tfjs.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "tests/support/model_folder.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(CONVSCOPE_TEST_DATA) / "tfjs";

std::string error_of(const fs::path& file) {
    try {
        load_model(file);
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

bool contains(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos && text.find('\n') == std::string::npos;
}

/// A copy of a model's folder in which `what` is replaced with `by` in model.json.
struct Changed {
    TemporaryFolder folder;
    fs::path file = folder / "model.json";

    Changed(const std::string& name, const std::string& what, const std::string& by) {
        for (const fs::directory_entry& entry : fs::directory_iterator(kFolder / name))
            fs::copy(entry.path(), folder / entry.path().filename().string());
        std::string text = content_of(file);
        const std::size_t at = text.find(what);
        REQUIRE(at != std::string::npos);
        folder.write("model.json", text.replace(at, what.size(), by));
    }
};

}  // namespace

TEST_CASE("models of TensorFlow.js compute the same outputs as in TensorFlow.js") {
    for (const char* name : {"saved", "converted", "nested", "uint8", "uint16", "float16"}) {
        CAPTURE(name);
        const fs::path folder = kFolder / name;
        CHECK(file_kind(folder / "model.json") == FileKind::tfjs);
        samples::check_outputs(load_model(folder / "model.json"), folder);
    }
}

TEST_CASE("weights are found by names with a number after the layer's, which Keras writes for a model built twice") {
    // conv2d_1 and bn become conv2d_1_2 and bn_3; dense_1 is not renamed.
    const Changed model("saved", "conv2d_1/kernel", "conv2d_1_2/kernel");
    std::string text = content_of(model.file);
    for (const auto& [what, by] :
         std::vector<std::pair<std::string, std::string>>{{"conv2d_1/bias", "conv2d_1_2/bias"},
                                                          {"bn/gamma", "bn_3/gamma"},
                                                          {"bn/beta", "bn_3/beta"},
                                                          {"bn/moving_mean", "bn_3/moving_mean"},
                                                          {"bn/moving_variance", "bn_3/moving_variance"}}) {
        REQUIRE(text.find(what) != std::string::npos);
        text.replace(text.find(what), what.size(), by);
    }
    model.folder.write("model.json", text);
    samples::check_outputs(load_model(model.file), kFolder / "saved");
    // With names from two builds, it is not clear which build is meant.
    text.replace(text.find("bn_3/beta"), 9, "bn_2/gamma");
    model.folder.write("model.json", text);
    CHECK(contains(error_of(model.file), "has several weights gamma for the layer \"bn\""));
}

TEST_CASE("files of weights outside of the model's folder are refused") {
    for (const char* path : {"../model.json", "/etc/passwd", "a/../../b", "group1-shard9of9.bin"}) {
        CAPTURE(path);
        const Changed model("converted", "group1-shard1of1.bin", path);
        const std::string text = error_of(model.file);
        CHECK((contains(text, "keeps weights outside its folder") ||
               contains(text, "keeps weights in \"group1-shard9of9.bin\", which does not exist")));
    }
    const Changed linked("converted", "group1-shard1of1.bin", "link.bin");
    fs::create_symlink("/etc/hostname", linked.folder / "link.bin");
    CHECK(contains(error_of(linked.file), "keeps weights outside its folder"));
}

TEST_CASE("a file of weights that is longer than its model needs is read only as far as the weights reach") {
    const Changed model("converted", "group1-shard1of1.bin", "long.bin");
    fs::copy_file(kFolder / "converted/group1-shard1of1.bin", model.folder / "long.bin");
    fs::resize_file(model.folder / "long.bin", std::uintmax_t{1} << 40);  // a sparse file, which takes no space
    samples::check_outputs(load_model(model.file), kFolder / "converted");
}

TEST_CASE("weights may be split into files at any byte") {
    const std::string list = R"("group1-shard1of3.bin", "group1-shard2of3.bin", "group1-shard3of3.bin")";
    for (const std::size_t length : {77, 300}) {
        CAPTURE(length);
        std::string bytes, names;
        for (const char* shard : {"group1-shard1of3.bin", "group1-shard2of3.bin", "group1-shard3of3.bin"})
            bytes += content_of(kFolder / "saved" / shard);
        for (std::size_t start = 0; start < bytes.size(); start += length)
            names += fmt::format(R"({}"{}.bin")", start > 0 ? ", " : "", start);
        const Changed model("saved", list, names);
        for (std::size_t start = 0; start < bytes.size(); start += length)
            model.folder.write(fmt::format("{}.bin", start), bytes.substr(start, length));
        samples::check_outputs(load_model(model.file), kFolder / "saved");
    }
}

TEST_CASE("the files of weights that a model.json names are listed") {
    CHECK(tfjs::weight_files(kFolder / "converted/model.json") ==
          std::vector<fs::path>{kFolder / "converted/group1-shard1of1.bin", kFolder / "converted/group2-shard1of1.bin",
                                kFolder / "converted/group3-shard1of1.bin"});
    const TemporaryFolder folder;
    CHECK(tfjs::weight_files(folder / "missing.json").empty());
    CHECK(tfjs::weight_files(folder.write("a.json", "[1, {\"weightsManifest\": 2}]")).empty());
    CHECK(tfjs::weight_files(folder.write("b.json", R"({"weightsManifest": [{"paths": [1, "a"]}, 7]})")) ==
          std::vector<fs::path>{folder / "a"});
}

TEST_CASE("weights whose sizes, types or names do not fit the model are refused") {
    const auto changed = [](const std::string& what, const std::string& by) {
        return error_of(Changed("converted", what, by).file);
    };
    CHECK(contains(changed("[3, 3, 1, 3]", "[3, 3, 1, 4]"), "bytes of weights"));
    CHECK(contains(changed("[3, 3, 1, 3]", "[3, 3, 3, 1]"), "with shape 3, 3, 3, 1 where its model needs 3, 3, 1, 3"));
    CHECK(contains(changed("[3, 3, 1, 3]", "[4000000000, 4000000000]"), "holds something that is not a length"));
    CHECK(contains(changed("[3, 3, 1, 3]", "[536870912, 2]"), "has a shape of"));
    CHECK(contains(changed("[3, 3, 1, 3]", "[536870912]"), "more than 2 GB"));
    CHECK(contains(changed("[3, 3, 1, 3]", "[3, 3, 1, 0]"), "holds something that is not a length"));
    CHECK(contains(changed("\"dtype\": \"float32\"", "\"dtype\": \"complex64\""), "is stored as complex64"));
    CHECK(contains(changed("conv2d_1/kernel", "conv2d_9/kernel"), "has no kernel for the layer \"conv2d_1\""));
    CHECK(contains(changed("\"weightsManifest\"", "\"weights\""), "without its weights"));
}
