// The lines that read the picture's file: they scale its values as load_picture() does.
#include "core/filter/code/code_picture.h"

#include <doctest/doctest.h>

#include "core/image/files/load.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

/// The properties of this file that determine the code.
PictureFile opened(const std::filesystem::path& file) {
    PictureFile read = picture_file(file.string(), load_picture(file));
    read.name = file.filename().string();
    return read;
}

}  // namespace

TEST_CASE("16-bit PNM files are scaled by their own maximum, with OpenCV, which does not round them") {
    const TemporaryFolder folder;
    const PictureFile grey = opened(folder.write("g.pgm", "P2 2 1 # comment\n1023 0 1023"));
    CHECK(grey.maximum == 1023);
    CHECK(picture_imports(grey) == "import cv2  # Pillow would round the values\n");
    constexpr std::string_view kGrey =
        "pixels = cv2.imread(\"g.pgm\", cv2.IMREAD_UNCHANGED).astype(float) * (255 / 1023)  # white is 1023 in this "
        "file\n"
        "image = pixels.astype(float)\n";
    CHECK(picture_lines(grey, Channel::grey, "float") == kGrey);
    CHECK(opencv_picture_lines(grey, Channel::grey) == kGrey);
    const PictureFile colour = opened(folder.write("c.ppm", "P3 1 1 4095 0 7 4095"));
    CHECK(colour_opencv_lines(colour) ==
          "pixels = cv2.imread(\"c.ppm\", cv2.IMREAD_UNCHANGED).astype(float) * (255 / 4095)  # white is 4095 in this "
          "file\nimage = pixels[:, :, ::-1].astype(float)  # blue, green, red become red, green, blue\n");
    const PictureFile whole = opened(folder.write("w.pgm", "P2 2 1 65535 0 65535"));
    CHECK(picture_lines(whole, Channel::grey, "float") ==
          "image = np.array(Image.open(\"w.pgm\"), dtype=float) / 257  # 16 bits: 65535 becomes 255\n");
}

TEST_CASE("PNM files of bytes with their own maximum are read with Pillow, which scales them") {
    const TemporaryFolder folder;
    const PictureFile grey = opened(folder.write("g.pgm", "P2 2 1 100 0 100"));
    CHECK(opencv_picture_imports(grey) == "from PIL import Image  # OpenCV would not scale the values to 255\n");
    CHECK(opencv_picture_lines(grey, Channel::grey) ==
          "image = np.array(Image.open(\"g.pgm\").convert(\"L\"), dtype=float)\n");
    const PictureFile plain = opened(folder.write("p.pgm", "P2 2 1 255 0 100"));
    CHECK(opencv_picture_imports(plain).empty());
    CHECK(opened(folder.write("b.pbm", "P1 2 1 1 0")).maximum == 1);
    CHECK(opencv_picture_imports(opened(folder / "b.pbm")).empty());
}

TEST_CASE("Radiance files get the display gamma of the screen") {
    const TemporaryFolder folder;
    const PictureFile hdr =
        opened(folder.write("l.hdr", "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n\x01\x02\x03\x81"));
    CHECK(hdr.format == PictureFormat::hdr);
    CHECK(picture_imports(hdr) == "import cv2  # Pillow cannot read this format\n");
    constexpr std::string_view kPixels =
        "pixels = cv2.imread(\"l.hdr\", cv2.IMREAD_UNCHANGED).astype(float)\n"
        "pixels = np.clip(255 * np.maximum(pixels, 0) ** (1 / 2.2), 0, 255)  # light to the screen's values\n";
    CHECK(picture_lines(hdr, Channel::red, "float") ==
          std::string(kPixels) + "image = pixels[:, :, 2].astype(float)  # red\n");
    CHECK(colour_picture_lines(hdr, "float").starts_with(kPixels));
}

TEST_CASE(
    "texts of numbers are read with their separator; the code contains the values of texts that NumPy cannot read") {
    const TemporaryFolder folder;
    const Picture picture{{Plane({1, 2}, std::vector<float>{0.5F, 64})}};
    const auto line = [&](const char* text) {
        const std::filesystem::path file = folder.write("t.txt", text);
        PictureFile read = picture_file(file.string(), picture);
        read.name = "t.txt";
        return picture_lines(read, Channel::grey, "float");
    };
    CHECK(line("0.5 64\n") == "image = np.loadtxt(\"t.txt\", ndmin=2).astype(float)\n");
    CHECK(line("0.5\t64\n") == "image = np.loadtxt(\"t.txt\", ndmin=2).astype(float)\n");
    CHECK(line("0.5, 64\n") == "image = np.loadtxt(\"t.txt\", delimiter=\",\", ndmin=2).astype(float)\n");
    CHECK(line("0.5;64\n") == "image = np.loadtxt(\"t.txt\", delimiter=\";\", ndmin=2).astype(float)\n");
    for (const char* text : {"[[0.5, 64]]", "0,5\t64\n", "0,5;64\n", "1/2 64"})
        CHECK(line(text) == "image = np.array([[0.5, 64]]).astype(float)\n");
}

}  // namespace convscope
