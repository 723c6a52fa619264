#include "core/io/dataset/dataset_folder.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "tests/support/environment_variable.h"
#include "tests/support/idx_files.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
using namespace convscope::nn;
using samples::gzipped;
using samples::idx;
using samples::IdxBytes;

namespace {

const IdxBytes kImages = idx({2, 2, 3}, {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 255});
const IdxBytes kLabels = idx({2}, {9, 4});

}  // namespace

TEST_CASE("a data set's files are found in every spelling of their names") {
    const TemporaryFolder folder;
    folder.write("train-images-idx3-ubyte", kImages);
    folder.write("train-labels.idx1-ubyte", kLabels);
    folder.write("t10k-images-idx3-ubyte.gz", gzipped(kImages));
    folder.write("t10k-labels.idx1-ubyte.gz", gzipped(idx({2}, {0, 1})));
    const Dataset train = load_dataset(folder.path(), DatasetPart::train);
    CHECK(train.example == Shape{2, 3, 1});
    CHECK(train.size() == 2);
    CHECK(train.labels == std::vector<std::uint16_t>{9, 4});
    CHECK(train.classes() == 10);
    REQUIRE(train.image(1).size() == 6);
    CHECK(train.image(0)[5] == 5);
    CHECK(train.image(1)[0] == 10);
    CHECK(train.image(1)[5] == 255);
    const Dataset test = load_dataset(folder.path(), DatasetPart::test);
    CHECK(test.images == train.images);
    CHECK(test.classes() == 2);
    CHECK(Dataset().classes() == 0);
}

TEST_CASE(
    "Fashion-MNIST is recognised by its folder's name or by its first labels, and gets the names of its classes") {
    const TemporaryFolder folder;
    const auto write = [&folder](const std::string& name, std::uint32_t images,
                                 const std::vector<std::uint8_t>& first_labels) {
        std::filesystem::create_directory(folder / name);
        const std::size_t count = images;
        std::vector<std::uint8_t> labels = first_labels;
        while (labels.size() < count) labels.push_back(static_cast<std::uint8_t>(labels.size() % 10));
        folder.write(name + "/t10k-images-idx3-ubyte", idx({images, 1, 1}, std::vector<std::uint8_t>(count)));
        folder.write(name + "/t10k-labels-idx1-ubyte", idx({images}, labels));
        return load_dataset(folder / name, DatasetPart::test).class_names;
    };
    const std::vector<std::uint8_t> fashion{9, 2, 1, 1, 6, 1, 4, 6, 5, 7}, digits{7, 2, 1, 0, 4, 1, 4, 9, 5, 9};
    const std::vector<std::string> by_name = write("My-Fashion", 10, {});
    REQUIRE(by_name.size() == 10);
    CHECK(by_name[0] == "T-shirt/top");
    CHECK(by_name[9] == "Ankle boot");
    CHECK(write("clothes", 10'000, fashion).size() == 10);
    CHECK(write("mnist", 10'000, digits).empty());
    CHECK(write("few", 20, fashion).empty());
    CHECK(write("fashion-of-one-class", 3, {0, 0, 0}).empty());
}

TEST_CASE("the error for a missing folder or file names it") {
    const TemporaryFolder folder;
    const std::string name = folder.path().string();
    CHECK_THROWS_WITH_AS(load_dataset(folder / "none", DatasetPart::test), doctest::Contains("there is no such folder"),
                         LoadError);
    CHECK_THROWS_WITH_AS(load_dataset(folder.write("file", kLabels), DatasetPart::test),
                         doctest::Contains("file: is not a folder"), LoadError);
    CHECK_THROWS_WITH_AS(
        load_dataset(folder.path(), DatasetPart::train),
        doctest::Contains("has no train-images-idx3-ubyte and train-labels-idx1-ubyte; choose the folder"), LoadError);
    folder.write("t10k-images-idx3-ubyte.gz", gzipped(kImages));
    CHECK_THROWS_WITH_AS(load_dataset(folder.path(), DatasetPart::test),
                         (name + ": has no t10k-labels-idx1-ubyte; choose the folder with the four IDX files of MNIST "
                                 "or Fashion-MNIST, compressed with gzip or not.")
                             .c_str(),
                         LoadError);
}

TEST_CASE("the error for damaged files and for files of different data sets names them") {
    const TemporaryFolder folder;
    const std::string name = folder.path().string();
    folder.write("train-images-idx3-ubyte", kImages);
    folder.write("train-labels-idx1-ubyte", idx({3}, {1, 2, 3}));
    CHECK_THROWS_WITH_AS(
        load_dataset(folder.path(), DatasetPart::train),
        (name + ": has 2 images in train-images-idx3-ubyte but 3 labels in train-labels-idx1-ubyte; take both files "
                "from the same data set.")
            .c_str(),
        LoadError);
    folder.write("train-labels-idx1-ubyte", idx({3}, {1, 2}));
    CHECK_THROWS_WITH_AS(load_dataset(folder.path(), DatasetPart::train),
                         doctest::Contains("train-labels-idx1-ubyte: is cut short"), LoadError);
    folder.write("train-labels-idx1-ubyte", kImages);
    CHECK_THROWS_WITH_AS(
        load_dataset(folder.path(), DatasetPart::train),
        doctest::Contains("train-labels-idx1-ubyte: has 3 axes; choose a data set whose label file has 1."), LoadError);
    folder.write("train-images-idx3-ubyte", kLabels);
    CHECK_THROWS_WITH_AS(
        load_dataset(folder.path(), DatasetPart::train),
        doctest::Contains(
            "has 1 axis; choose a data set whose image file has 3 axes, or 4 for pictures of three colours."),
        LoadError);
}

TEST_CASE("Fashion-MNIST is found in Keras's folder if all its files are there") {
    const TemporaryFolder home;
    const EnvironmentVariable variable("HOME", home.path().string());
    CHECK_FALSE(find_fashion_mnist());
    const std::filesystem::path folder = home / ".keras/datasets/fashion-mnist";
    std::filesystem::create_directories(folder);
    for (const char* file : {"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz"}) {
        home.write(std::string(".keras/datasets/fashion-mnist/") + file, gzipped(kImages));
        CHECK_FALSE(find_fashion_mnist());
    }
    home.write(".keras/datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz", gzipped(kLabels));
    CHECK(find_fashion_mnist() == folder);
}
