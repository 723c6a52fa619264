#include "core/io/dataset/class_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/base/load_error.h"
#include "core/base/text/printable.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/io/dataset/read_dataset.h"
#include "core/io/dataset/training_folder.h"
#include "core/io/picture_file.h"
#include "core/nn/train/batches.h"
#include "tests/support/class_folders.h"
#include "tests/support/idx_files.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

using samples::write_colour;
using samples::write_grey;

/// A model of two classes for pictures of this shape.
nn::Model classifier_of(const nn::Shape& shape, std::vector<std::string> labels = {}) {
    nn::Model model = samples::classifier(shape, 2);
    nn::ModelInfo info = model.info();
    info.labels = std::move(labels);
    return model.with_info(std::move(info));
}

ClassPictures load(const TemporaryFolder& folder, const nn::Model& model,
                   std::int64_t max_bytes = kMaxClassPictureBytes) {
    const auto found = find_class_folder(folder.path());
    REQUIRE(found);
    auto pictures = load_class_pictures(folder.path(), *found, model, {}, max_bytes);
    REQUIRE(pictures);
    return std::move(*pictures);
}

}  // namespace

TEST_CASE("pictures of class folders have the model's size, in natural order, and bytes as preprocessing fits them") {
    const TemporaryFolder folder;
    write_grey(folder / "dogs/2.pgm", 12, 20);
    write_grey(folder / "dogs/10.pgm", 24, 100);
    write_grey(folder / "cats/a.pgm", 12, 7);
    const nn::Model model = classifier_of({12, 12, 1});
    const ClassPictures pictures = load(folder, model);
    CHECK(pictures.data.example == nn::Shape{12, 12, 1});
    CHECK(pictures.data.labels == std::vector<std::uint16_t>{0, 1, 1});
    CHECK(pictures.data.class_names == std::vector<std::string>{"cats", "dogs"});
    CHECK(pictures.numbered_by == ClassNumbers::By::order);
    CHECK(pictures.unreadable.empty());
    CHECK(pictures.data.image(0)[1] == 7);
    CHECK(pictures.data.image(1)[143] == 20);
    // The 2 x 2 pixels of the larger picture's first corner have the mean 75.
    CHECK(pictures.data.image(2)[0] == 75);
    CHECK(pictures.data.image(2)[1] == 100);
}

TEST_CASE("a batch of class pictures equals the model's input for the file") {
    const TemporaryFolder folder;
    write_colour(folder / "red/1.ppm", 8, 250, 20, 10);
    write_colour(folder / "sky/1.ppm", 8, 10, 60, 240);
    nn::Model model = classifier_of({8, 8, 3});
    nn::ModelInfo info = model.info();
    info.preprocessing = nn::with_range(info.preprocessing, nn::InputRange::caffe);
    info.preprocessing.inversion = nn::Inversion::always;
    model = model.with_info(info);
    const ClassPictures pictures = load(folder, model);
    std::vector<float> batch(2 * 192);
    nn::fill_batch(pictures.data, std::vector<std::int64_t>{0, 1}, info.preprocessing, batch);
    int i = 0;
    for (const char* name : {"red/1.ppm", "sky/1.ppm"}) {
        const nn::Tensor input =
            nn::preprocessed(load_picture_file(folder / name), info.preprocessing, model.node(0).shape);
        const auto example = std::span(batch).subspan(static_cast<std::size_t>(192 * i++), 192);
        CHECK(std::ranges::equal(example, input.values, [](float a, float b) { return std::abs(a - b) < 1e-4F; }));
    }
}

TEST_CASE("of the parts of a data set, the test pictures are read, else those of the validation") {
    const TemporaryFolder folder;
    for (const char* part : {"train", "Validation"})
        for (const char* name : {"a/1.pgm", "b/1.pgm"}) write_grey(folder / part / name, 4, 5);
    CHECK(find_class_folder(folder.path())->part == "Validation");
    for (const char* name : {"a/1.pgm", "b/1.pgm", "b/2.pgm"}) write_grey(folder / "test" / name, 4, 5);
    const auto found = find_class_folder(folder.path());
    CHECK(found->part == "test");
    CHECK(found->files.size() == 3);
    CHECK(found->classes == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a folder with pictures of its own, with one class folder or without pictures has no classes") {
    const TemporaryFolder folder;
    CHECK_FALSE(find_class_folder(folder.path()));
    write_grey(folder / "a/1.pgm", 4, 5);
    CHECK_FALSE(find_class_folder(folder.path()));
    fs::create_directories(folder / "texts");
    folder.write("texts/readme.md", "no picture");
    CHECK_FALSE(find_class_folder(folder.path()));
    write_grey(folder / "b/1.pgm", 4, 5);
    CHECK(find_class_folder(folder.path())->classes == std::vector<std::string>{"a", "b"});
    write_grey(folder / "own.pgm", 4, 5);
    CHECK_FALSE(find_class_folder(folder.path()));
}

TEST_CASE("files that are no pictures are named and left out, and so are folders that are no class of the model") {
    const TemporaryFolder folder;
    write_grey(folder / "bag/1.pgm", 4, 5);
    write_grey(folder / "shoe/1.pgm", 4, 5);
    write_grey(folder / "hat/1.pgm", 4, 5);
    folder.write("bag/broken.png", "\x89PNG\r\n\x1a\n and no more");
    folder.write("bag/notes.txt", "a note");
    const nn::Model model = classifier_of({4, 4, 1}, {"Shoe", "Bag"});
    const ClassPictures pictures = load(folder, model);
    CHECK(pictures.data.labels == std::vector<std::uint16_t>{1, 0});
    CHECK(pictures.unreadable == std::vector<fs::path>{folder / "bag/broken.png", folder / "bag/notes.txt"});
    CHECK(pictures.unknown_classes == std::vector<std::string>{"hat"});
    const auto read = read_dataset(folder.path(), &model);
    REQUIRE(read);
    CHECK(read->fits_model);
    CHECK(read->note ==
          "Left out, because the model has no such class: hat. 2 files cannot be read as pictures: broken.png and "
          "notes.txt.");
}

TEST_CASE("if the pictures need more memory than the limit, an even selection is read") {
    const TemporaryFolder folder;
    for (int i = 0; i < 10; ++i) {
        write_grey(folder / ("a/" + std::to_string(i) + ".pgm"), 4, i + 1);
        write_grey(folder / ("b/" + std::to_string(i) + ".pgm"), 4, i + 101);
    }
    const ClassPictures pictures = load(folder, classifier_of({4, 4, 1}), 16 * 4);
    CHECK(pictures.skipped == 16);
    CHECK(pictures.data.labels == std::vector<std::uint16_t>{0, 0, 1, 1});
    CHECK(pictures.data.image(1)[1] == 6);
    CHECK(pictures.data.image(2)[1] == 101);
}

TEST_CASE("reading can be stopped, and pictures that cannot be read give an error") {
    const TemporaryFolder folder;
    write_grey(folder / "a/1.pgm", 4, 5);
    write_grey(folder / "b/1.pgm", 4, 5);
    const nn::Model model = classifier_of({4, 4, 1});
    const auto found = find_class_folder(folder.path());
    CHECK_FALSE(load_class_pictures(folder.path(), *found, model, [](double) { return false; }));
    for (const char* name : {"a/1.pgm", "b/1.pgm"}) folder.write(name, "P5 4 4 255\ntoo short");
    CHECK_THROWS_WITH_AS(load_class_pictures(folder.path(), *found, model),
                         doctest::Contains("no class folder with a picture that can be read"), LoadError);
}

TEST_CASE("a class folder whose name cannot be a label in a model's file is refused, and named") {
    for (const std::string name : {"two\nlines", "\x1b[2J", "\xff\xfe", "tab\t"}) {
        const TemporaryFolder folder;
        write_grey(folder / "test/good/1.pgm", 4, 5);
        write_grey(folder / "test" / name / "1.pgm", 4, 5);
        const nn::Model model = classifier_of({4, 4, 1});
        const std::string start = (folder / "test").string() + "/";
        try {
            static_cast<void>(read_dataset(folder.path(), &model));
            FAIL("the name was accepted");
        } catch (const LoadError& error) {
            CHECK(error.file() == start + printable(name));
            CHECK(error.fault().starts_with("has a name that no label can have"));
        }
        CHECK_THROWS_WITH_AS(read_training_folder(folder / "test"), doctest::Contains("rename the folder"), LoadError);
    }
}

TEST_CASE("a folder without labelled pictures is refused with all forms of data sets") {
    const TemporaryFolder folder;
    const nn::Model model = classifier_of({4, 4, 1});
    for (const nn::Model* given : {&model, static_cast<const nn::Model*>(nullptr)})
        CHECK_THROWS_WITH_AS(
            read_dataset(folder.path(), given),
            fmt::format("{}: has no labelled pictures; {}.", folder.path().string(), kDatasetRemedy).c_str(),
            LoadError);
}

TEST_CASE("CIFAR-10's files are a data set that needs no model") {
    const TemporaryFolder folder;
    folder.write("test_batch.bin", '\x02' + std::string(3072, '\x07'));
    CHECK(is_dataset(folder.path()));
    CHECK_FALSE(needs_model(folder.path()));
    const auto read = read_dataset(folder.path(), nullptr);
    REQUIRE(read);
    CHECK(read->data.size() == 1);
    CHECK(read->data.example == nn::Shape{32, 32, 3});
    CHECK(read->data.labels == std::vector<std::uint16_t>{2});
}

TEST_CASE("IDX files and class folders are data sets; only class folders need a model") {
    const TemporaryFolder folder;
    CHECK_FALSE(is_dataset(folder.path()));
    const fs::path idx = samples::write_test_images(folder.path(), 20);
    CHECK(is_dataset(idx));
    CHECK_FALSE(needs_model(idx));
    const auto read = read_dataset(idx, nullptr);
    REQUIRE(read);
    CHECK(read->data.size() == 20);
    CHECK_FALSE(read->fits_model);
    write_grey(folder / "two/a/1.pgm", 4, 5);
    write_grey(folder / "two/b/1.pgm", 4, 5);
    CHECK(needs_model(folder / "two"));
    CHECK_THROWS_AS(read_dataset(folder / "nowhere", nullptr), LoadError);
}

}  // namespace convscope
