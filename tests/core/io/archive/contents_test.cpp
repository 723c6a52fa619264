// The kind of an archive, decided by the names of its entries.
#include "core/io/archive/contents.h"

#include <doctest/doctest.h>

namespace convscope::archive {

namespace {

Contents contents(const std::vector<std::string>& names) {
    std::vector<Entry> entries;
    entries.reserve(names.size());
    for (const std::string& name : names) entries.push_back({name, 1});
    return contents_of(entries);
}

}  // namespace

TEST_CASE("names that lead out of the folder, and names no system accepts, are not safe") {
    for (const char* name : {"a", "a/b.txt", "..a/b..", "\u00e4"}) CHECK(is_safe_name(name));
    for (const char* name : {"", "/a", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "a\nb", "\xff"})
        CHECK_FALSE(is_safe_name(name));
    CHECK_FALSE(is_safe_name(std::string(256, 'a')));
}

TEST_CASE("an archive's kind follows from its entries") {
    CHECK(contents({"config.json", "model.weights.h5"}).kind == Kind::keras);
    CHECK(contents({"n/data.pkl", "n/data/0", "n/version"}).kind == Kind::torch);
    CHECK(contents({"n/data.pkl", "n/data/0", "n/constants.pkl", "n/version"}).kind == Kind::torch_script);
    CHECK(contents({"a.npy", "b.npy"}).kind == Kind::numpy);
    CHECK(contents({"m/saved_model.pb", "m/variables/variables.index"}).kind == Kind::saved_model);
    CHECK(contents({"cat.png", "dog.png"}).kind == Kind::other);
    CHECK(contents({}).kind == Kind::other);
    CHECK(contents({"a.h5", "b.onnx"}).models == std::vector<std::string>{"a.h5", "b.onnx"});
    CHECK(contents({"../m.h5"}).kind == Kind::other);
}

TEST_CASE("one model is found with the files of its folder, without those of the operating system") {
    const Contents teachable = contents({"metadata.json", "model.json", "weights.bin"});
    CHECK(teachable.kind == Kind::model);
    CHECK(teachable.main == "model.json");
    CHECK(teachable.files.size() == 3);
    const Contents nested = contents(
        {"__MACOSX/web/._model.json", "web/.DS_Store", "web/model.json", "web/group1-shard1of1", "readme.txt"});
    CHECK(nested.main == "web/model.json");
    CHECK(nested.files.size() == 2);
    CHECK(contents({"keras_model.h5", "labels.txt"}).main == "keras_model.h5");
    CHECK(contents({"model_unquant.tflite", "labels.txt"}).main == "model_unquant.tflite");
}

}  // namespace convscope::archive
