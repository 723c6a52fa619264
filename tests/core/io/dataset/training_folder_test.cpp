// Folders of labelled pictures for training: class folders with their parts, IDX files and CIFAR-10's binary files; and
// class folders that the program writes.
#include "core/io/dataset/training_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "core/base/load_error.h"
#include "core/io/dataset/cifar.h"
#include "core/io/dataset/write_class_folders.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "tests/support/class_folders.h"
#include "tests/support/idx_files.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;
using samples::write_colour;
using samples::write_grey;

/// A CIFAR record of class `label`: red, green and blue planes of one value each.
std::string record(char label, char red, char green, char blue) {
    return std::string(1, label) + std::string(1024, red) + std::string(1024, green) + std::string(1024, blue);
}

TrainingFolder read(const TemporaryFolder& folder, const TrainingFolderOptions& options = {}) {
    auto result = read_training_folder(folder.path(), options);
    REQUIRE(result);
    return std::move(*result);
}

}  // namespace

TEST_CASE("training reads the folder train and keeps the folder test or validation apart") {
    const TemporaryFolder folder;
    write_grey(folder / "train/cats/1.pgm", 12, 200);
    write_grey(folder / "train/cats/2.pgm", 12, 210);
    write_grey(folder / "train/dogs/1.pgm", 12, 220);
    write_grey(folder / "validation/dogs/1.pgm", 12, 230);
    write_grey(folder / "validation/cats/1.pgm", 12, 240);
    CHECK(is_training_folder(folder.path()));
    const TrainingFolder read_folder = read(folder);
    CHECK(read_folder.train.size() == 3);
    CHECK(read_folder.train.example == nn::Shape{12, 12, 1});
    CHECK(read_folder.train.class_names == std::vector<std::string>{"cats", "dogs"});
    REQUIRE(read_folder.test);
    CHECK(read_folder.test->labels == std::vector<std::uint16_t>{0, 1});
    CHECK(read_folder.note.find("folder train") != std::string::npos);
    CHECK(read_folder.note.ends_with("The pictures have 12 x 12 pixels."));
}

TEST_CASE("pictures of different sizes are fitted, colours make all pictures coloured, unreadable files are named") {
    const TemporaryFolder folder;
    write_grey(folder / "a/1.pgm", 12, 200);
    write_colour(folder / "a/2.ppm", 30, 10, 20, 30);
    write_grey(folder / "b/1.pgm", 300, 200);
    folder.write("b/broken.png", "\x89PNG\r\n\x1a\n");
    const TrainingFolder fitted = read(folder);
    CHECK(fitted.train.example == nn::Shape{64, 64, 3});
    CHECK(fitted.train.size() == 3);
    CHECK_FALSE(fitted.test);
    CHECK(fitted.note.find("broken.png") != std::string::npos);
    const TrainingFolder small = read(folder, {.side = 20, .channels = 1});
    CHECK(small.train.example == nn::Shape{20, 20, 1});
    CHECK_THROWS_AS(read_training_folder(folder.path(), {.side = 2}), std::invalid_argument);
    CHECK_THROWS_AS(read_training_folder(folder.path(), {.channels = 2}), std::invalid_argument);
    CHECK_FALSE(read_training_folder(folder.path(), {}, [](double) { return false; }));
}

TEST_CASE("CIFAR-10's binary files become pictures of 32 x 32 pixels in three colours") {
    const TemporaryFolder folder;
    folder.write("data_batch_1.bin", record(3, 1, 2, 3) + record(9, 4, 5, 6));
    folder.write("data_batch_2.bin", record(0, 7, 8, 9));
    folder.write("test_batch.bin", record(1, 7, 7, 7));
    CHECK(is_training_folder(folder.path()));
    const TrainingFolder cifar = read(folder);
    CHECK(cifar.train.example == nn::Shape{32, 32, 3});
    CHECK(cifar.train.labels == std::vector<std::uint16_t>{3, 9, 0});
    CHECK(cifar.train.class_names[3] == "cat");
    CHECK(cifar.train.image(1)[0] == 4);
    CHECK(cifar.train.image(1)[1] == 5);
    CHECK(cifar.train.image(1)[3071] == 6);
    REQUIRE(cifar.test);
    CHECK(cifar.test->labels == std::vector<std::uint16_t>{1});
}

TEST_CASE("damaged CIFAR-10 files are refused") {
    const TemporaryFolder folder;
    folder.write("data_batch_1.bin", record(3, 1, 2, 3) + "x");
    CHECK_THROWS_WITH_AS(load_cifar10(folder.path(), DatasetPart::train), doctest::Contains("no multiple of 3073"),
                         LoadError);
    folder.write("data_batch_1.bin", record(10, 1, 2, 3));
    CHECK_THROWS_WITH_AS(load_cifar10(folder.path(), DatasetPart::train), doctest::Contains("label 10"), LoadError);
    CHECK_THROWS_WITH_AS(load_cifar10(folder.path(), DatasetPart::test), doctest::Contains("no test_batch.bin"),
                         LoadError);
}

TEST_CASE("a folder without labelled pictures is refused with what to choose") {
    const TemporaryFolder folder;
    CHECK_FALSE(is_training_folder(folder.path()));
    CHECK_THROWS_WITH_AS(read_training_folder(folder.path()),
                         doctest::Contains("one sub-folder of pictures for each class"), LoadError);
    CHECK_THROWS_WITH_AS(read_training_folder(folder / "nowhere"), doctest::Contains("there is no such folder"),
                         LoadError);
}

TEST_CASE("a data set written as class folders is read again with equal pictures and classes") {
    const TemporaryFolder folder;
    const nn::Dataset data = nn::drawn_dataset(nn::DrawnSet::garments, 40, 1);
    CHECK(write_class_folders(folder / "out", data));
    CHECK(fs::is_directory(folder / "out/T-shirt_top"));
    const auto back = read_training_folder(folder / "out");
    REQUIRE(back);
    CHECK(back->train.size() == 40);
    CHECK(back->train.example == data.example);
    // Class folders are read class by class, in the order of their names.
    std::vector<int> written(10), found(10);
    for (const std::uint16_t label : data.labels) ++written[label];
    for (const std::uint16_t label : back->train.labels) ++found[label];
    CHECK(std::ranges::is_permutation(written, found));
    CHECK_THROWS_WITH_AS(write_class_folders(folder / "out", data), doctest::Contains("is not empty"), LoadError);
    CHECK_FALSE(write_class_folders(folder / "half", data, [](double) { return false; }));
}

TEST_CASE("folders of classes have distinct names without characters that file systems refuse") {
    const nn::Dataset data{.example = {1, 1, 1},
                           .images = {0, 0, 0, 0},
                           .labels = {0, 1, 2, 3},
                           .class_names = {"a/b", "a_b", "", "Zürich 1"}};
    CHECK(class_folder_names(data) == std::vector<std::string>{"a_b", "a_b_1", "2", "Zürich 1"});
}

}  // namespace convscope
