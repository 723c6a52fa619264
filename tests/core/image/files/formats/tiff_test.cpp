#include "core/image/files/formats/tiff.h"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <limits>

#include "core/image/files/transparency.h"
#include "tests/support/coded_pictures.h"
#include "tests/support/picture_values.h"

using namespace convscope;
using samples::tiff_file;

namespace {

/// The bytes of the numbers in this machine's order.
template <typename T>
Bytes bytes_of(const std::vector<T>& numbers) {
    Bytes bytes(numbers.size() * sizeof(T));
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

const Bytes kRgb{255, 0, 0, 0, 255, 0, 0, 0, 255, 250, 251, 252};
constexpr samples::Tiff kRgbKind{.cols = 2, .rows = 2, .channels = 3, .photometric = PHOTOMETRIC_RGB};

void check_is_rgb_sample(const Bytes& file) {
    const Picture picture = decoded(file);
    REQUIRE(picture.planes.size() == 3);
    REQUIRE(picture.size() == Size{2, 2});
    CHECK(picture.planes[0].is_bytes());
    CHECK(values(picture.planes[0]) == Values{255, 0, 0, 250});
    CHECK(values(picture.planes[1]) == Values{0, 255, 0, 251});
    CHECK(values(picture.planes[2]) == Values{0, 0, 255, 252});
    CHECK(picture_size(file, "picture") == Size{2, 2});
}

}  // namespace

TEST_CASE("TIFF: 8-bit colour files give three planes of bytes, whatever their order and compression") {
    for (const bool big_endian : {false, true})
        for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}) {
            samples::Tiff kind = kRgbKind;
            kind.big_endian = big_endian;
            kind.compression = compression;
            check_is_rgb_sample(tiff_file(kind, kRgb));
        }
    samples::Tiff separate = kRgbKind;
    separate.separate = true;
    check_is_rgb_sample(tiff_file(separate, {255, 0, 0, 250, 0, 255, 0, 251, 0, 0, 255, 252}));
    samples::Tiff tiled = kRgbKind;
    tiled.tile = 16;
    check_is_rgb_sample(tiff_file(tiled, kRgb));
}

TEST_CASE("TIFF: tiles are assembled") {
    Bytes grey(std::size_t{20} * 18);
    for (std::size_t i = 0; i < grey.size(); ++i) grey[i] = byte(i * 7);
    const Picture picture = decoded(tiff_file({.cols = 20, .rows = 18, .tile = 16}, grey));
    REQUIRE(picture.is_grey());
    for (int r = 0; r < 18; ++r)
        for (int c = 0; c < 20; ++c) CHECK(picture.planes[0].at(r, c) == grey[static_cast<std::size_t>(r * 20 + c)]);
}

TEST_CASE("TIFF: grey files of 1, 8 and 16 bits, with black or white as 0") {
    const Picture grey = decoded(tiff_file({.cols = 3}, {0, 100, 255}));
    REQUIRE(grey.is_grey());
    CHECK(grey.planes[0].is_bytes());
    CHECK(values(grey.planes[0]) == Values{0, 100, 255});
    CHECK(values(decoded(tiff_file({.cols = 3, .photometric = PHOTOMETRIC_MINISWHITE}, {0, 100, 255})).planes[0]) ==
          Values{255, 155, 0});
    const Picture bits = decoded(tiff_file({.cols = 4, .bits = 1}, {0b01010000}));
    REQUIRE(bits.is_grey());
    CHECK(values(bits.planes[0]) == Values{0, 255, 0, 255});
    CHECK(values(decoded(tiff_file({.cols = 4, .bits = 1, .photometric = PHOTOMETRIC_MINISWHITE}, {0b01010000}))
                     .planes[0]) == Values{255, 0, 255, 0});
    const Picture deep = decoded(tiff_file({.cols = 3, .bits = 16}, bytes_of<std::uint16_t>({0, 0x6464, 65535})));
    CHECK_FALSE(deep.planes[0].is_bytes());
    CHECK(values(deep.planes[0]) == Values{0, 100, 255});
    const samples::Tiff big_endian{.cols = 3, .bits = 16, .big_endian = true};
    CHECK(values(decoded(tiff_file(big_endian, bytes_of<std::uint16_t>({0, 257, 65535}))).planes[0]) ==
          Values{0, 1, 255});
}

TEST_CASE("TIFF: 16-bit colour gives floats") {
    samples::Tiff kind = kRgbKind;
    kind.bits = 16;
    kind.rows = 1;
    const Picture picture = decoded(tiff_file(kind, bytes_of<std::uint16_t>({0, 257, 514, 65535, 25700, 128})));
    REQUIRE(picture.planes.size() == 3);
    CHECK(values(picture.planes[0]) == Values{0, 255});
    CHECK(values(picture.planes[1]) == Values{1, 100});
    CHECK(picture.planes[2].at(0, 1) == doctest::Approx(128 / 257.0));
}

TEST_CASE("TIFF: palettes and CMYK become RGB") {
    const samples::Tiff palette{
        .cols = 3, .photometric = PHOTOMETRIC_PALETTE, .palette = {1, 2, 3, 40, 50, 60, 200, 210, 220}};
    const Picture colours = decoded(tiff_file(palette, {2, 0, 1}));
    REQUIRE(colours.planes.size() == 3);
    CHECK(values(colours.planes[0]) == Values{200, 1, 40});
    CHECK(values(colours.planes[2]) == Values{220, 3, 60});
    CHECK(values(decoded(tiff_file(palette, {9, 0, 1})).planes[0]) ==
          Values{0, 1, 40});  // 9 is not in the palette: black
    const Picture inks = decoded(
        tiff_file({.cols = 2, .channels = 4, .photometric = PHOTOMETRIC_SEPARATED}, {255, 0, 0, 0, 0, 0, 0, 255}));
    CHECK(values(inks.planes[0]) == Values{0, 0});
    CHECK(values(inks.planes[1]) == Values{255, 0});
}

TEST_CASE("TIFF: transparent parts are blended with white") {
    const samples::Tiff rgba{.channels = 4, .photometric = PHOTOMETRIC_RGB, .extra_sample = EXTRASAMPLE_UNASSALPHA};
    const Bytes file = tiff_file(rgba, {100, 0, 200, 128});
    CHECK(has_transparency(file));
    CHECK(values(decoded(file).planes[0]) == Values{177});  // (100 * 128 + 255 * 127) / 255 = 177.2
    // The colours are multiplied by alpha already: 50 + 127.
    const samples::Tiff multiplied{.channels = 2, .extra_sample = EXTRASAMPLE_ASSOCALPHA};
    CHECK(values(decoded(tiff_file(multiplied, {50, 128})).planes[0]) == Values{177});
    const samples::Tiff deep{.bits = 16, .channels = 2, .extra_sample = EXTRASAMPLE_UNASSALPHA};
    CHECK(values(decoded(tiff_file(deep, bytes_of<std::uint16_t>({0, 0}))).planes[0]) == Values{255});
    // A further sample that is not alpha is ignored.
    const samples::Tiff further{.cols = 2, .channels = 2, .extra_sample = EXTRASAMPLE_UNSPECIFIED};
    CHECK_FALSE(has_transparency(tiff_file(further, {7, 0, 8, 255})));
    CHECK(values(decoded(tiff_file(further, {7, 0, 8, 255})).planes[0]) == Values{7, 8});
}

TEST_CASE("TIFF: the largest float decides how floats become 0..255") {
    const samples::Tiff kind{.cols = 3, .bits = 32, .format = SAMPLEFORMAT_IEEEFP};
    const auto opened = [&](const std::vector<float>& floats) {
        return values(decoded(tiff_file(kind, bytes_of(floats))).planes[0]);
    };
    CHECK(opened({-1, 0.5, 1}) == Values{0, 127.5, 255});
    CHECK(opened({0.25, 20.5, 200}) == Values{0.25, 20.5, 200});
    CHECK(opened({0, 100, 1000}) == Values{0, 25.5, 255});
    CHECK(opened({std::numeric_limits<float>::quiet_NaN(), 0.2F, 1})[0] == 0);
    const samples::Tiff whole{.cols = 2, .bits = 16, .format = SAMPLEFORMAT_INT};
    CHECK(values(decoded(tiff_file(whole, bytes_of<std::int16_t>({-5, 200}))).planes[0]) == Values{0, 200});
}

TEST_CASE("TIFF: all eight orientations give an upright picture") {
    // The upright picture is 1 2 3 / 4 5 6; each file holds it as a camera with that orientation stores it.
    const std::array<Bytes, 8> stored{Bytes{1, 2, 3, 4, 5, 6}, Bytes{3, 2, 1, 6, 5, 4}, Bytes{6, 5, 4, 3, 2, 1},
                                      Bytes{4, 5, 6, 1, 2, 3}, Bytes{1, 4, 2, 5, 3, 6}, Bytes{3, 6, 2, 5, 1, 4},
                                      Bytes{6, 3, 5, 2, 4, 1}, Bytes{4, 1, 5, 2, 6, 3}};
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const bool sideways = orientation >= 5;
        const Bytes& grey = stored[static_cast<std::size_t>(orientation - 1)];
        samples::Tiff kind{.cols = sideways ? 2 : 3, .rows = sideways ? 3 : 2, .orientation = orientation};
        CHECK(values(decoded(tiff_file(kind, grey)).planes[0]) == Values{1, 2, 3, 4, 5, 6});
        // libtiff's own conversion is used for palettes.
        kind.photometric = PHOTOMETRIC_PALETTE;
        kind.palette = {0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 5, 0, 0, 6, 0, 0};
        CHECK(values(decoded(tiff_file(kind, grey)).planes[0]) == Values{1, 2, 3, 4, 5, 6});
    }
}

TEST_CASE("TIFF: the first of several pages is read") {
    CHECK(values(decoded(tiff_file({.cols = 2, .pages = 2}, {7, 8})).planes[0]) == Values{7, 8});
}

TEST_CASE("TIFF: the error for a camera's raw file names it") {
    CHECK(sentence(tiff_file({.cols = 2, .is_preview = true}, {7, 8})) ==
          "picture: is a camera's raw file; export it as JPEG or PNG.");
}

TEST_CASE("TIFF: a truncated file is refused wherever it ends") {
    const Bytes whole = tiff_file(kRgbKind, kRgb);
    for (std::size_t length = 4; length < whole.size(); ++length) {
        CAPTURE(length);
        const std::string text = sentence(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
        CHECK(text.find("TIFF") != std::string::npos);
    }
}

TEST_CASE("TIFF: a header with too many pixels, or more than the file can contain, is refused") {
    Bytes file = tiff_file({.cols = 2}, {7, 8});
    const auto set_field = [&](std::uint8_t tag, std::size_t value) {
        // An entry of the directory: tag, type, count, value.
        for (std::size_t i = 8; i + 12 <= file.size(); ++i)
            if (file[i] == tag && file[i + 1] == 1 && (file[i + 2] == 3 || file[i + 2] == 4) && file[i + 3] == 0) {
                file[i + 2] = 4;
                for (std::size_t b = 0; b < 4; ++b) file[i + 8 + b] = byte(value >> (8 * b));
                return;
            }
    };
    set_field(0, 100'000);  // columns
    CHECK(sentence(file).find("is cut short") != std::string::npos);
    set_field(1, 100'000);  // rows
    CHECK(sentence(file) ==
          "picture: is too large with 100000 x 100000 pixels; choose a picture of at most 100 megapixels.");
}
