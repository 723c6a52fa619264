#include "core/image/files/formats/bmp.h"

#include <doctest/doctest.h>

#include "core/image/files/transparency.h"
#include "tests/support/picture_values.h"

using namespace convscope;

namespace {

struct Bmp {
    std::size_t header = 40;
    std::size_t cols = 1, rows = 1;
    std::size_t bits = 8;
    std::size_t compression = 0;
    std::vector<std::size_t> masks = {};
    Bytes palette = {};  ///< blue, green, red and, except with the header of 12 bytes, 0
    std::size_t gap = 0;
    Bytes pixels = {};
};

/// A BMP file with any header. The pixels are as the file holds them, from the lowest row.
Bytes bmp(const Bmp& kind) {
    Bytes out = text_bytes("BM");
    const std::size_t masks_after = kind.header == 40 ? 4 * kind.masks.size() : 0;
    const std::size_t start = 14 + kind.header + masks_after + kind.palette.size() + kind.gap;
    put_le32(out, start + kind.pixels.size());
    put_le32(out, 0);
    put_le32(out, start);
    put_le32(out, kind.header);
    const auto put_side = kind.header == 12 ? put_le16 : put_le32;
    put_side(out, kind.cols);
    put_side(out, kind.rows);
    put_le16(out, 1);
    put_le16(out, kind.bits);
    if (kind.header > 12) {
        put_le32(out, kind.compression);
        for (int field = 0; field < 3; ++field) put_le32(out, 0);
        put_le32(out, kind.palette.size() / 4);
        put_le32(out, 0);
        for (const std::size_t mask : kind.masks) put_le32(out, mask);
        out.resize(std::max(out.size(), 14 + kind.header), 0);
    }
    put(out, kind.palette);
    out.resize(out.size() + kind.gap, 0);
    put(out, kind.pixels);
    return out;
}

const std::vector<std::size_t> kRgbaMasks{0xFF0000, 0xFF00, 0xFF, 0xFF000000};
const Bytes kPalette{3, 2, 1, 0, 30, 20, 10, 0, 130, 120, 110, 0};

Values reds(const Bytes& file) {
    const Picture picture = decoded(file);
    REQUIRE(picture.planes.size() == 3);
    CHECK(picture_size(file, "picture") == picture.size());
    return values(picture.planes[0]);
}

}  // namespace

TEST_CASE("BMP: 32-bit files with the longest header are read, with and without a gap before the pixels") {
    for (const std::size_t gap : {0U, 12U}) {
        const Bytes file = bmp({.header = 124,
                                .cols = 2,
                                .bits = 32,
                                .compression = 3,
                                .masks = kRgbaMasks,
                                .gap = gap,
                                .pixels = {3, 2, 1, 255, 0, 0, 100, 128}});
        const Picture picture = decoded(file);
        CHECK(values(picture.planes[0]) == Values{1, 177});  // (100 * 128 + 255 * 127) / 255 = 177.2
        CHECK(values(picture.planes[1]) == Values{2, 127});
        CHECK(values(picture.planes[2]) == Values{3, 127});
        CHECK(has_transparency(file));
    }
}

TEST_CASE("BMP: alpha that is 0 everywhere means opaque pixels") {
    for (const std::size_t compression : {0U, 3U}) {
        const Bytes file = bmp({.header = 108,
                                .cols = 2,
                                .bits = 32,
                                .compression = compression,
                                .masks = kRgbaMasks,
                                .pixels = {3, 2, 1, 0, 6, 5, 4, 0}});
        CHECK(reds(file) == Values{1, 4});
        CHECK_FALSE(has_transparency(file));
    }
}

TEST_CASE("BMP: 24-bit files may have a palette, which is not used") {
    const Bytes file = bmp({.cols = 1, .rows = 2, .bits = 24, .palette = kPalette, .pixels = {3, 2, 1, 0, 6, 5, 4, 0}});
    CHECK(reds(file) == Values{4, 1});
}

TEST_CASE("BMP: masks of 5 and 6 bits are scaled to 0..255") {
    const Bytes pixels{0xFF, 0x7F, 0x00, 0x7C};
    CHECK(reds(bmp({.cols = 2, .bits = 16, .pixels = pixels})) == Values{255, 255});
    const Bytes file =
        bmp({.cols = 2, .bits = 16, .compression = 3, .masks = {0xF800, 0x7E0, 0x1F}, .pixels = {0xE0, 0x7, 0x0, 0x8}});
    CHECK(values(decoded(file).planes[0]) == Values{0, 8});  // 1 / 31 of 255 is 8
    CHECK(values(decoded(file).planes[1]) == Values{255, 0});
    // Of channels with 10 bits the highest 8 are kept.
    CHECK(reds(bmp(
              {.bits = 32, .compression = 3, .masks = {0x3FF00000, 0xFFC00, 0x3FF}, .pixels = {0, 0, 0xF0, 0x3F}})) ==
          Values{255});
}

TEST_CASE("BMP: OS/2 files of 1 bit per pixel are read") {
    const Bytes file = bmp({.header = 12,
                            .cols = 9,
                            .rows = 2,
                            .bits = 1,
                            .palette = {0, 0, 0, 255, 254, 253},
                            .pixels = {0b10100000, 0x80, 0, 0, 0b01000000, 0, 0, 0}});
    CHECK(reds(file) == Values{0, 253, 0, 0, 0, 0, 0, 0, 0, 253, 0, 253, 0, 0, 0, 0, 0, 253});
}

TEST_CASE("BMP: 4-bit pixels are read from the left, and pixels beyond the palette are black") {
    CHECK(reds(bmp({.cols = 3, .bits = 4, .palette = kPalette, .pixels = {0x21, 0x00, 0, 0}})) == Values{110, 10, 1});
    const Bytes beyond = bmp({.cols = 3, .palette = kPalette, .pixels = {0, 3, 255, 0}});
    for (int repetition = 0; repetition < 3; ++repetition) CHECK(reds(beyond) == Values{1, 0, 0});
}

TEST_CASE("BMP: run-length coded 8-bit pixels are unpacked, with single pixels and steps") {
    // The lowest row: a run of two 1s, then 2 and 0 as single pixels, then the end of the row. Then a step of 1 to the
    // right and 1 row up, and one 2 in the top row.
    const Bytes pixels{2, 1, 0, 3, 2, 0, 1, 0, 0, 0, 0, 2, 1, 1, 1, 2, 0, 1};
    CHECK(reds(bmp({.cols = 5, .rows = 3, .compression = 1, .palette = kPalette, .pixels = pixels})) ==
          Values{1, 110, 1, 1, 1,  //
                 1, 1, 1, 1, 1,    //
                 10, 10, 110, 1, 10});
}

TEST_CASE("BMP: run lengths of 4-bit pixels alternate two colours") {
    const Bytes pixels{3, 0x12, 0, 3, 0x21, 0x00, 0, 1};
    CHECK(reds(bmp({.cols = 6, .bits = 4, .compression = 2, .palette = kPalette, .pixels = pixels})) ==
          Values{10, 110, 10, 110, 10, 1});
}

TEST_CASE("BMP: runs past the edges are ignored, and runs that end early are cut short") {
    const auto file = [](const Bytes& pixels) {
        return bmp({.cols = 2, .rows = 1, .compression = 1, .palette = kPalette, .pixels = pixels});
    };
    CHECK(reds(file({200, 2, 0, 2, 9, 9, 5, 1, 0, 1})) == Values{110, 110});
    const std::string cut =
        "picture: is cut short: its BMP data ends before the picture is complete; copy or download it again.";
    CHECK(sentence(file({1, 2})) == cut);
    CHECK(sentence(file({0, 9, 1})) == cut);
    CHECK(sentence(bmp({.cols = 9000, .rows = 9000, .compression = 1, .pixels = Bytes(100, 0)})) == cut);
}

TEST_CASE("BMP: the errors for unusual fields name the fault") {
    const auto fault = [](const Bmp& kind) { return sentence(bmp(kind)); };
    CHECK(fault({.compression = 4}).find("a JPEG or PNG picture inside a BMP file") != std::string::npos);
    CHECK(fault({.compression = 9}).find("an unknown compression") != std::string::npos);
    CHECK(fault({.bits = 7}).find("an unknown number of bits per pixel") != std::string::npos);
    CHECK(fault({.bits = 0}).find("an unknown number of bits per pixel") != std::string::npos);
    Bytes inside = bmp({.pixels = Bytes(4, 0)});
    inside[10] = 20;
    CHECK(sentence(inside).find("its pixels start inside its header") != std::string::npos);
}
