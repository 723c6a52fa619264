// The lines that read each picture format. With Pillow 9.4 and OpenCV 4.6 their values equalled those of
// load_picture(), except for JPEG, whose decoders differ. python_readers_test.cpp tests the kinds of files.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "core/filter/code/code_picture.h"
#include "core/image/files/load.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

/// The properties of this file that determine the code.
PictureFile opened(const std::string& name, std::string_view content) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.write(name, content);
    PictureFile read = picture_file(file.string(), load_picture(file));
    read.name = name;
    return read;
}

std::string pillow(const PictureFile& file) {
    return picture_imports(file) + picture_lines(file, Channel::grey, "float");
}
std::string opencv(const PictureFile& file) {
    return opencv_picture_imports(file) + opencv_picture_lines(file, Channel::grey);
}

/// A rotated PNG or WebP picture.
PictureFile rotated() {
    return {.name = "p.png", .is_opencv_exact = false, .is_rotated = true, .format = PictureFormat::png};
}

// One pixel each.
constexpr std::string_view kTga = "\0\0\2\0\0\0\0\0\0\0\0\0\1\0\1\0\x18\x20\x0A\x14\x1E"sv;
constexpr std::string_view kPsd16 =
    "8BPS\0\1\0\0\0\0\0\0\0\3\0\0\0\1\0\0\0\1\0\x10\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\2\3\4\5\6"sv;

/// A TIFF file of one grey pixel with 16 bits. `format`: 1 for unsigned integers, 2 for signed ones.
std::string tiff16(char format, char orientation = 1) {
    std::string file = "II*\0\x0A\0\0\0\x10\x27"s + "\x0A\0"s;  // the pixel is 10000; ten entries follow
    const auto entry = [&](unsigned char tag_low, char tag_high, char type, char value) {
        file += {static_cast<char>(tag_low), tag_high, type, 0, 1, 0, 0, 0, value, 0, 0, 0};
    };
    entry(0x00, 1, 3, 1);   // columns
    entry(0x01, 1, 3, 1);   // rows
    entry(0x02, 1, 3, 16);  // bits
    entry(0x03, 1, 3, 1);   // no compression
    entry(0x06, 1, 3, 1);   // 0 is black
    entry(0x11, 1, 4, 8);   // the pixel's place
    entry(0x12, 1, 3, orientation);
    entry(0x15, 1, 3, 1);  // samples of a pixel
    entry(0x17, 1, 4, 2);  // bytes
    entry(0x53, 1, 3, format);
    return file + std::string(4, '\0');
}

}  // namespace

TEST_CASE("Pillow rotates pictures upright, also in the code for OpenCV") {
    constexpr std::string_view kLine =
        "image = np.array(ImageOps.exif_transpose(Image.open(\"p.png\")).convert(\"L\"), dtype=float)\n";
    const PictureFile file = rotated();
    CHECK(pillow(file) == "from PIL import Image, ImageOps\n" + std::string(kLine));
    CHECK(opencv(file) ==
          "from PIL import Image, ImageOps  # OpenCV can leave the picture rotated\n" + std::string(kLine));
    CHECK(colour_opencv_lines(file) ==
          "image = np.array(ImageOps.exif_transpose(Image.open(\"p.png\")).convert(\"RGB\"), dtype=float)\n");
    PictureFile grey = rotated();
    grey.is_deep = grey.is_grey = true;
    CHECK(opencv_picture_lines(grey, Channel::grey) ==
          "image = np.array(ImageOps.exif_transpose(Image.open(\"p.png\")), dtype=float) / 257  # 16 bits: 65535 "
          "becomes 255\n");
    PictureFile alpha = rotated();
    alpha.is_transparent = true;
    CHECK(picture_lines(alpha, Channel::red, "float")
              .starts_with("pixels = np.array(ImageOps.exif_transpose(Image.open(\"p.png\")).convert(\"RGBA\"), "
                           "dtype=float)\n"));
}

TEST_CASE("upright WebP pictures are read with the library of the code") {
    const PictureFile webp{.name = "w.webp", .format = PictureFormat::webp};
    CHECK(pillow(webp) ==
          "from PIL import Image\nimage = np.array(Image.open(\"w.webp\").convert(\"L\"), dtype=float)\n");
    CHECK(opencv(webp) == "image = cv2.cvtColor(cv2.imread(\"w.webp\"), cv2.COLOR_BGR2GRAY).astype(float)\n");
}

TEST_CASE("TGA pictures are read with Pillow in the code for OpenCV") {
    const PictureFile tga = opened("t.tga", kTga);
    CHECK(opencv(tga) ==
          "from PIL import Image  # OpenCV would read other values or none\n"
          "image = np.array(Image.open(\"t.tga\").convert(\"L\"), dtype=float)\n");
    CHECK(pillow(tga) ==
          "from PIL import Image\nimage = np.array(Image.open(\"t.tga\").convert(\"L\"), dtype=float)\n");
}

TEST_CASE("16-bit TIFF pictures are divided by 257; the code does not read signed integers and 16-bit PSD files") {
    constexpr std::string_view kLine =
        "image = np.array(Image.open(\"t.tif\"), dtype=float) / 257  # 16 bits: 65535 becomes 255\n";
    const PictureFile plain = opened("t.tif", tiff16(1));
    CHECK(plain.is_readable);
    CHECK(picture_lines(plain, Channel::grey, "float") == kLine);
    CHECK_FALSE(opened("t.tif", tiff16(1, 6)).is_readable);
    const PictureFile with_sign = opened("t.tif", tiff16(2));
    CHECK_FALSE(with_sign.is_readable);
    CHECK(unreadable_note(with_sign) == "# Pillow and OpenCV do not give the values on screen for\n# \"t.tif\"\n");
    CHECK_FALSE(opened("p.psd", kPsd16).is_readable);
}

TEST_CASE("HEIC and AVIF: a note says what Pillow needs, and the values are in the code") {
    for (const bool avif : {false, true}) {
        const PictureFile file{.name = "photo", .format = avif ? PictureFormat::avif : PictureFormat::heic};
        const PictureFile values{.values = "np.array([[1]])", .note = unreadable_note(file)};
        const std::string_view remedy =
            avif ? "# Pillow opens AVIF from version 11.3 on; its values can differ at edges.\n"
                 : "# Pillow opens HEIC with the package pillow-heif; its values can differ at edges.\n";
        const std::string expected = "# Pillow and OpenCV do not give the values on screen for\n# \"photo\"\n" +
                                     std::string(remedy) + "image = np.array([[1]]).astype(float)\n";
        CHECK(pillow(values) == expected);
        CHECK(opencv(values) == expected);
    }
}

TEST_CASE("JPEG: a note says that decoders differ, also if the file's extension is wrong") {
    const PictureFile jpeg{.name = "photo.png", .format = PictureFormat::jpeg};
    constexpr std::string_view kNote =
        "# decoders of JPEG round differently: most values differ by at most 3 from those on screen\n";
    CHECK(picture_lines(jpeg, Channel::grey, "float") ==
          std::string(kNote) +
              "image = np.array(ImageOps.exif_transpose(Image.open(\"photo.png\")).convert(\"L\"), dtype=float)\n");
    CHECK(opencv_picture_lines(jpeg, Channel::red).starts_with(kNote));
    CHECK(colour_opencv_lines(jpeg).starts_with(kNote));
    CHECK(picture_lines({.name = "photo.jpg", .format = PictureFormat::png}, Channel::grey, "float") ==
          "image = np.array(Image.open(\"photo.jpg\").convert(\"L\"), dtype=float)\n");
}

}  // namespace convscope
