#include "core/io/picture_file.h"

#include <doctest/doctest.h>

#include "core/base/load_error.h"
#include "core/io/file_kind.h"
#include "core/io/npy/npy.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

std::string problem_of(const std::filesystem::path& file) {
    try {
        load_picture_file(file);
    } catch (const LoadError& error) {
        return error.fault();
    }
    return {};
}

}  // namespace

TEST_CASE("arrays are pictures with their own values") {
    const TemporaryFolder folder;
    save_npy(folder / "grey.npy", NpyArray{{2, 3}, {-1.5F, 0, 1, 2, 3, 1000}});
    const Picture grey = load_picture_file(folder / "grey.npy");
    REQUIRE(grey.is_grey());
    CHECK(grey.size() == Size{2, 3});
    CHECK(grey.planes[0].at(0, 0) == -1.5F);
    CHECK(grey.planes[0].at(1, 2) == 1000);

    save_npy(folder / "colour.npy", NpyArray{{1, 2, 3}, {1, 2, 3, 4, 5, 6}});
    const Picture colour = load_picture_file(folder / "colour.npy");
    REQUIRE(colour.planes.size() == 3);
    CHECK(colour.planes[0].at(0, 1) == 4);
    CHECK(colour.planes[2].at(0, 0) == 3);

    save_npy(folder / "one.npy", NpyArray{{2, 1, 1}, {7, 8}});
    CHECK(load_picture_file(folder / "one.npy").planes.at(0).at(1, 0) == 8);
}

TEST_CASE("numbers from 0 to 1 with fractions are scaled to brightness, others and byte pictures are not") {
    const TemporaryFolder folder;
    const auto scaled = [&](const NpyArray& array) {
        save_npy(folder / "a.npy", array);
        return load_scaled_picture(folder / "a.npy");
    };
    const ScaledPicture unit = scaled({{1, 3}, {0, 0.5F, 1}});
    CHECK(unit.factor == 255);
    CHECK(unit.picture.planes.at(0).at(0, 1) == 127.5F);
    CHECK(unit.picture.planes.at(0).at(0, 2) == 255);
    CHECK(load_picture_file(folder / "a.npy").planes.at(0).at(0, 1) == 0.5F);
    CHECK(factor_note(folder / "a.npy", unit.factor) ==
          "a.npy holds values from 0 to 1. They are shown as brightness: 1 is 255, white.");
    CHECK(scaled({{1, 3}, {0, 1, 1}}).factor == 1);  // a worked example of zeros and ones
    CHECK(scaled({{1, 3}, {0, 0.5F, 1.5F}}).factor == 1);
    CHECK(scaled({{1, 3}, {-0.1F, 0.5F, 1}}).factor == 1);
    CHECK(factor_note(folder / "a.npy", 1).empty());
    CHECK(scaled({{1, 2, 3}, {0, 0.25F, 1, 1, 1, 1}}).picture.planes.at(1).at(0, 0) == 63.75F);
    CHECK(load_scaled_picture(folder.write("t.csv", "0,0.2\n1,1\n")).picture.planes.at(0).at(0, 1) ==
          doctest::Approx(51));
}

TEST_CASE("weights of a TensorFlow.js model alone are refused with the file to open") {
    const TemporaryFolder folder;
    const auto file = folder.write("group1-shard1of2.bin", std::string("\x01\x00\xff\x80 no picture", 15));
    CHECK(problem_of(file) == "is not a picture; it may hold the weights of a TensorFlow.js model");
}

TEST_CASE("arrays that are not a picture are refused with their shape") {
    const TemporaryFolder folder;
    save_npy(folder / "a.npy", NpyArray{{2}, {1, 2}});
    CHECK(problem_of(folder / "a.npy") == "holds an array of 1 dimension");
    save_npy(folder / "a.npy", NpyArray{{1, 1, 2}, {1, 2}});
    CHECK(problem_of(folder / "a.npy") == "holds an array of 1 x 1 x 2");
    save_npy(folder / "a.npy", NpyArray{{0, 3}, {}});
    CHECK(problem_of(folder / "a.npy") == "has no pixels");
}

TEST_CASE("texts of numbers are pictures, as a spreadsheet, NumPy and the window write them") {
    const TemporaryFolder folder;
    for (const char* text : {"0,64,128\n48,192,144\n", "0;64;128\n48;192;144\n", "0\t64\t128\n48\t192\t144",
                             "[[0, 64, 128],\n [48, 192, 144]]", "0.0 64.0 1.28e2\n48 192 144\n"}) {
        CAPTURE(text);
        const auto file = folder.write("table.csv", text);
        CHECK(file_kind(file) == FileKind::numbers);
        const Picture picture = load_picture_file(file);
        REQUIRE(picture.is_grey());
        CHECK(picture.size() == Size{2, 3});
        CHECK(picture.planes[0].at(0, 2) == 128);
        CHECK(picture.planes[0].at(1, 0) == 48);
    }
    CHECK(problem_of(folder.write("cut.txt", "1 2 3\n4 5\n")) == "row 1 has 3 numbers, but row 2 has 2");
}

TEST_CASE("one number per line is a picture of one column where only pictures are read") {
    const TemporaryFolder folder;
    const auto file = folder.write("column.txt", "0\n64\n128.5\n");
    CHECK(file_kind(file) == FileKind::labels);
    CHECK(is_column_of_numbers(file));
    const Picture picture = load_picture_file(file);
    CHECK(picture.size() == Size{3, 1});
    CHECK(picture.planes.at(0).at(2, 0) == 128.5F);
    CHECK(load_picture_file(folder.write("one.txt", "7")).size() == Size{1, 1});
    CHECK_FALSE(is_column_of_numbers(folder.write("names.txt", "cat\ndog\n")));
    CHECK_FALSE(is_column_of_numbers(folder / "missing.txt"));
}

TEST_CASE("labels are not numbers, and other pictures open as before") {
    const TemporaryFolder folder;
    CHECK(file_kind(folder.write("digits.txt", "0\n1\n2\n3\n")) == FileKind::labels);
    CHECK(file_kind(folder.write("names.csv", "0,T-shirt\n1,Trouser\n")) == FileKind::labels);
    CHECK(file_kind(folder.write("numbers.py", "1 2\n3 4\n")) == FileKind::unknown);
    CHECK(load_picture_file(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/worked_example.png").size() ==
          Size{3, 3});
    for (const FileKind kind : {FileKind::picture, FileKind::numpy, FileKind::numbers}) CHECK(is_picture(kind));
    for (const FileKind kind : {FileKind::labels, FileKind::onnx, FileKind::missing, FileKind::unknown})
        CHECK_FALSE(is_picture(kind));
}

}  // namespace convscope
