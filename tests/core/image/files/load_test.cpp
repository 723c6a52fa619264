#include "core/image/files/load.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "tests/support/picture_values.h"
#include "tests/support/sample_pictures.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

/// Two rows: red, green / blue, nearly white.
const Bytes kRgb{255, 0, 0, 0, 255, 0, 0, 0, 255, 250, 251, 252};

void check_is_rgb_sample(const Picture& picture) {
    REQUIRE(picture.planes.size() == 3);
    REQUIRE(picture.size() == Size{2, 2});
    CHECK(picture.planes[0].is_bytes());
    CHECK(values(picture.planes[0]) == Values{255, 0, 0, 250});
    CHECK(values(picture.planes[1]) == Values{0, 255, 0, 251});
    CHECK(values(picture.planes[2]) == Values{0, 0, 255, 252});
}

}  // namespace

TEST_CASE("PNG: 8-bit grey and colour files give byte planes") {
    const Picture grey = decoded(samples::png(3, 2, 1, {0, 1, 2, 100, 200, 255}));
    REQUIRE(grey.is_grey());
    CHECK(grey.size() == Size{2, 3});
    CHECK(grey.planes[0].is_bytes());
    CHECK(values(grey.planes[0]) == Values{0, 1, 2, 100, 200, 255});
    check_is_rgb_sample(decoded(samples::png(2, 2, 3, kRgb)));
}

TEST_CASE("PNG: transparent parts are blended with white") {
    const Picture grey = decoded(samples::png(3, 1, 2, {0, 255, 0, 0, 100, 128}));
    REQUIRE(grey.is_grey());
    CHECK(values(grey.planes[0]) == Values{0, 255, 177});  // (100 * 128 + 255 * 127) / 255 = 177.2
    const Picture colour = decoded(samples::png(2, 1, 4, {10, 20, 30, 255, 10, 20, 30, 0}));
    REQUIRE(colour.planes.size() == 3);
    CHECK(values(colour.planes[0]) == Values{10, 255});
    CHECK(values(colour.planes[2]) == Values{30, 255});
}

TEST_CASE("PNG: a palette with a transparent colour and 1-bit grey are decoded") {
    Bytes palette;
    samples::put_chunk(palette, "PLTE", {1, 2, 3, 40, 50, 60});
    samples::put_chunk(palette, "tRNS", {255, 0});
    const Picture picture = decoded(samples::raw_png(2, 1, 8, 3, {0, 0, 1}, palette));
    REQUIRE(picture.planes.size() == 3);
    CHECK(values(picture.planes[0]) == Values{1, 255});
    CHECK(values(picture.planes[1]) == Values{2, 255});
    CHECK(values(decoded(samples::raw_png(3, 1, 1, 0, {0, 0b01000000})).planes[0]) == Values{0, 255, 0});
}

TEST_CASE("PNG: 16-bit files give floats in 0..255") {
    const Picture grey = decoded(samples::raw_png(4, 1, 16, 0, {0, 0, 0, 0, 1, 0x64, 0x64, 255, 255}));
    REQUIRE(grey.is_grey());
    CHECK_FALSE(grey.planes[0].is_bytes());
    CHECK(grey.planes[0].at(0, 0) == 0);
    CHECK(grey.planes[0].at(0, 1) == doctest::Approx(1.0 / 257));
    CHECK(grey.planes[0].at(0, 2) == 100);
    CHECK(grey.planes[0].at(0, 3) == 255);

    const Picture clear =
        decoded(samples::raw_png(2, 1, 16, 6, {0, 10, 10, 20, 20, 30, 30, 255, 255, 1, 1, 1, 1, 1, 1, 0, 0}));
    REQUIRE(clear.planes.size() == 3);
    CHECK(values(clear.planes[0]) == Values{10, 255});
    CHECK(values(clear.planes[2]) == Values{30, 255});
}

TEST_CASE("BMP: rows stored bottom up and top down are both upright") {
    const Bytes rgb{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24};
    for (const bool top_down : {false, true}) {
        const Picture picture = decoded(samples::bmp(4, 2, rgb, top_down));
        REQUIRE(picture.planes.size() == 3);
        CHECK(values(picture.planes[0]) == Values{1, 4, 7, 10, 13, 16, 19, 22});
        CHECK(values(picture.planes[2]) == Values{3, 6, 9, 12, 15, 18, 21, 24});
    }
}

TEST_CASE("TGA: plain and run-length encoded files are decoded") {
    check_is_rgb_sample(decoded(samples::tga(2, 2, kRgb, false)));
    check_is_rgb_sample(decoded(samples::tga(2, 2, kRgb, true)));
}

TEST_CASE("GIF: unpainted parts are white") {
    const Bytes palette{255, 0, 0, 0, 255, 0, 0, 0, 255, 250, 251, 252};
    check_is_rgb_sample(decoded(samples::gif(2, 2, 2, {0, 1, 2, 3}, palette, -1, 0)));
    // Colour 1 is transparent; the screen has a third column, and its background colour 2 must not appear.
    const Picture picture = decoded(samples::gif(3, 2, 2, {0, 1, 2, 3}, palette, 1, 2));
    REQUIRE(picture.size() == Size{2, 3});
    CHECK(values(picture.planes[0]) == Values{255, 255, 255, 0, 250, 255});
    CHECK(values(picture.planes[1]) == Values{0, 255, 255, 0, 251, 255});
}

TEST_CASE("GIF: only the first of several frames is read") {
    const Bytes palette{255, 0, 0, 0, 255, 0, 0, 0, 255, 250, 251, 252};
    Bytes film = samples::gif(2, 2, 2, {0, 1, 2, 3}, palette, -1, 0);
    film.pop_back();
    const Bytes second = samples::gif(2, 2, 2, {3, 3, 3, 3}, palette, -1, 0);
    film.insert(film.end(), second.begin() + 25, second.end());  // after its header and palette
    check_is_rgb_sample(decoded(film));
}

TEST_CASE("GIF: a pixel beyond the palette is white") {
    Bytes file = samples::gif(2, 1, 2, {0, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, -1, 0);
    file[10] = 0x80;  // the palette has two colours instead of four
    file.erase(file.begin() + 13 + 6, file.begin() + 13 + 12);
    for (int repetition = 0; repetition < 3; ++repetition) CHECK(values(decoded(file).planes[0]) == Values{1, 255});
}

TEST_CASE("PSD: 8-bit files give bytes, 16-bit files floats") {
    check_is_rgb_sample(decoded(samples::psd(2, 2, 8, {255, 0, 0, 250, 0, 255, 0, 251, 0, 0, 255, 252})));
    const Picture picture = decoded(samples::psd(1, 1, 16, {0x64, 0x64, 255, 255, 0, 0}));
    CHECK_FALSE(picture.planes[0].is_bytes());
    CHECK(picture.planes[0].at(0, 0) == 100);
    CHECK(picture.planes[1].at(0, 0) == 255);
    CHECK(picture.planes[2].at(0, 0) == 0);
}

TEST_CASE("HDR: flat and run-length encoded files get display gamma") {
    // A mantissa of 128 with exponent 129 is 1.0, with 127 a quarter; anything brighter than 1 is limited.
    const Picture flat = decoded(samples::hdr(2, 1, {128, 64, 0, 129, 128, 255, 1, 140}));
    REQUIRE(flat.planes.size() == 3);
    CHECK(flat.planes[0].at(0, 0) == doctest::Approx(255.0));
    CHECK(flat.planes[1].at(0, 0) == doctest::Approx(255.0 * std::pow(0.5, 1 / 2.2)));
    CHECK(flat.planes[2].at(0, 0) == 0);
    CHECK(flat.planes[1].at(0, 1) == 255);

    const Picture runs = decoded(samples::hdr(8, 1, {2, 2, 0, 8, 136, 128, 136, 64, 136, 0, 136, 129}));
    for (int c = 0; c < 8; ++c) CHECK(runs.planes[1].at(0, c) == flat.planes[1].at(0, 0));
}

TEST_CASE("PNM: bitmaps, greymaps and pixmaps are read from text and binary files") {
    CHECK(values(decoded("P1\n# a comment\n3 2\n0 1 0\n110").planes[0]) == Values{255, 0, 255, 0, 0, 255});
    CHECK(values(decoded(std::string_view("P4 10 1\n\x40\x80", 10)).planes[0]) ==
          Values{255, 0, 255, 255, 255, 255, 255, 255, 0, 255});
    CHECK(values(decoded("P2 3 1 255 0 64 128").planes[0]) == Values{0, 64, 128});
    CHECK(values(decoded("P5 3 1 255\nA B").planes[0]) == Values{'A', ' ', 'B'});
    check_is_rgb_sample(decoded("P3\n2 2\n255\n255 0 0  0 255 0\n0 0 255  250 251 252\n"));
    Bytes binary = text_bytes("P6 #x\n2 2\n255\n");
    put(binary, kRgb);
    check_is_rgb_sample(decoded(binary));
}

TEST_CASE("PNM: values are scaled from their maximum") {
    CHECK(values(decoded("P2 4 1 15 0 1 15 99").planes[0]) == Values{0, 17, 255, 255});
    const Picture wide = decoded(std::string_view("P5 3 1 65535\n\x00\x00\x64\x64\xFF\xFF", 19));
    CHECK_FALSE(wide.planes[0].is_bytes());
    CHECK(values(wide.planes[0]) == Values{0, 100, 255});
    CHECK(values(decoded("P2 1 1 1000 500").planes[0]) == Values{127.5F});
}

TEST_CASE("JPEG: grey and colour files are decoded within the loss of the compression") {
    const Picture grey = decoded(samples::jpeg(16, 8, 1, Bytes(128, 90)));
    CHECK(grey.size() == Size{8, 16});
    CHECK(grey.planes[0].at(3, 3) == doctest::Approx(90).epsilon(0.02));
    Bytes red;
    for (int i = 0; i < 64; ++i) put(red, Bytes{200, 30, 10});
    const Picture colour = decoded(samples::jpeg(8, 8, 3, red));
    REQUIRE(colour.planes.size() == 3);
    CHECK(colour.planes[0].at(4, 4) == doctest::Approx(200).epsilon(0.02));
    CHECK(colour.planes[1].at(4, 4) == doctest::Approx(30).epsilon(0.1));
}

TEST_CASE("JPEG: all eight EXIF orientations give an upright picture") {
    // A scene of 2 x 3 blocks, upright: 20 60 100 / 140 180 220. stored[r][c] are the blocks as a camera with that
    // orientation stores them; the comments quote the EXIF table: "row 0 is the visual ..., column 0 the visual ...".
    const std::array<std::vector<std::vector<int>>, 8> stored{{
        {{20, 60, 100}, {140, 180, 220}},    // 1: top, left
        {{100, 60, 20}, {220, 180, 140}},    // 2: top, right
        {{220, 180, 140}, {100, 60, 20}},    // 3: bottom, right
        {{140, 180, 220}, {20, 60, 100}},    // 4: bottom, left
        {{20, 140}, {60, 180}, {100, 220}},  // 5: left, top
        {{100, 220}, {60, 180}, {20, 140}},  // 6: right, top
        {{220, 100}, {180, 60}, {140, 20}},  // 7: right, bottom
        {{140, 20}, {180, 60}, {220, 100}},  // 8: left, bottom
    }};
    for (int orientation = 1; orientation <= 8; ++orientation)
        for (const bool big_endian : {false, true}) {
            CAPTURE(orientation);
            const auto& blocks = stored[static_cast<std::size_t>(orientation - 1)];
            const int rows = static_cast<int>(blocks.size()) * 16, cols = static_cast<int>(blocks[0].size()) * 16;
            Bytes pixels;
            for (int r = 0; r < rows; ++r)
                for (int c = 0; c < cols; ++c)
                    pixels.push_back(byte(static_cast<std::size_t>(
                        blocks[static_cast<std::size_t>(r / 16)][static_cast<std::size_t>(c / 16)])));
            const Bytes jpeg = samples::with_orientation(samples::jpeg(cols, rows, 1, pixels), orientation, big_endian);
            const Picture picture = decoded(jpeg);
            REQUIRE(picture.size() == Size{32, 48});
            for (int block = 0; block < 6; ++block)
                CHECK(picture.planes[0].at(block / 3 * 16 + 8, block % 3 * 16 + 8) ==
                      doctest::Approx(20 + 40 * block).epsilon(0.02));
        }
}

TEST_CASE("JPEG: an impossible orientation is ignored") {
    const Bytes plain = samples::jpeg(16, 8, 1, Bytes(128, 90));
    for (const int orientation : {0, 9, 65535})
        CHECK(decoded(samples::with_orientation(plain, orientation, true)).size() == Size{8, 16});
}

TEST_CASE("the format is recognised by content, not by file name") {
    const TemporaryFolder folder;
    const auto file = folder.write("picture.txt", samples::png(1, 1, 1, {7}));
    CHECK(load_picture(file).planes[0].at(0, 0) == 7);
}

TEST_CASE("a picture's size is read from its header without decoding the pixels") {
    const auto size = [](const Bytes& bytes) { return picture_size(bytes, "picture"); };
    const Bytes pixels(std::size_t{5} * 3, 7);
    CHECK(size(samples::png(5, 3, 1, pixels)) == Size{3, 5});
    CHECK(size(samples::jpeg(5, 3, 1, pixels)) == Size{3, 5});
    CHECK(size(samples::bmp(4, 3, Bytes(std::size_t{4} * 3 * 3, 7), false)) == Size{3, 4});
    CHECK(size(samples::bmp(4, 3, Bytes(std::size_t{4} * 3 * 3, 7), true)) == Size{3, 4});
    CHECK(size(samples::tga(5, 3, Bytes(std::size_t{5} * 3 * 3, 7), false)) == Size{3, 5});
    CHECK(size(samples::gif(5, 3, 5, Bytes(std::size_t{5} * 3, 0), Bytes(12, 0), -1, 0)) == Size{3, 5});
    CHECK(size(samples::psd(5, 3, 8, Bytes(std::size_t{5} * 3 * 3, 7))) == Size{3, 5});
    CHECK(size(samples::hdr(5, 3, Bytes(std::size_t{5} * 3 * 4, 7))) == Size{3, 5});
    CHECK(size(text_bytes("P2 5 3 9 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5")) == Size{3, 5});
    // Damaged pixel data is not detected, because only the header and the length are checked.
    Bytes damaged = samples::png(5, 3, 1, pixels);
    const std::size_t data = 8 + 25 + 8;  // after the signature, the header chunk, and the data chunk's length and type
    damaged[data] = 0;                    // the method of compression
    CHECK_THROWS_AS(decode_picture(damaged, "picture"), LoadError);
    CHECK(size(damaged) == Size{3, 5});
}

TEST_CASE("picture_size() refuses truncated files, too many pixels and files that are not pictures") {
    Bytes cut = samples::png(5, 3, 1, Bytes(15, 7));
    cut.resize(20);
    CHECK_THROWS_AS(picture_size(cut, "picture"), LoadError);
    CHECK_THROWS_AS(picture_size(text_bytes("P5 100000 100000 255\n"), "picture"), LoadError);
    CHECK_THROWS_AS(picture_size(text_bytes("P5\n"), "picture"), LoadError);
    CHECK_THROWS_AS(picture_size(text_bytes("this is not a picture"), "picture"), LoadError);
    CHECK_THROWS_AS(picture_size({}, "picture"), LoadError);
}
