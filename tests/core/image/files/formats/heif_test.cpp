#include "core/image/files/formats/heif.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>

#include "core/image/files/transparency.h"
#include "tests/support/coded_pictures.h"
#include "tests/support/ignored_leaks.h"
#include "tests/support/picture_values.h"

using namespace convscope;

namespace {

/// The left half is dark red, the right half light blue; the lowest quarter is green.
std::vector<int> scene(int rows, int cols, int row, int col) {
    if (row >= rows * 3 / 4) return {30, 200, 60};
    return col < cols / 2 ? std::vector<int>{120, 20, 10} : std::vector<int>{150, 180, 240};
}

void check_is_scene(const Picture& picture) {
    REQUIRE(picture.planes.size() == 3);
    const auto check = [&](int row, int col, int red, int green, int blue) {
        CAPTURE(row);
        CAPTURE(col);
        CHECK(std::abs(picture.planes[0].at(row, col) - static_cast<float>(red)) < 4);
        CHECK(std::abs(picture.planes[1].at(row, col) - static_cast<float>(green)) < 4);
        CHECK(std::abs(picture.planes[2].at(row, col) - static_cast<float>(blue)) < 4);
    };
    check(10, 8, 120, 20, 10);
    check(10, 56, 150, 180, 240);
    check(picture.size().rows - 6, 30, 30, 200, 60);
}

/// The formats that have an encoder here: true for AVIF, false for HEIC.
std::vector<bool> formats() {
    std::vector<bool> all;
    for (const bool avif : {false, true})
        if (samples::has_heif_encoder(avif)) all.push_back(avif);
    if (all.size() < 2) MESSAGE("libheif has no encoder for HEIC or AVIF here; these tests are skipped for it");
    return all;
}

}  // namespace

TEST_CASE("HEIC and AVIF: colours are decoded within the loss of the compression") {
    for (const bool avif : formats()) {
        CAPTURE(avif);
        const Bytes file =
            samples::heif({.avif = avif, .rows = 48}, [](int row, int col) { return scene(48, 64, row, col); });
        CHECK(picture_format(file) == (avif ? PictureFormat::avif : PictureFormat::heic));
        const Picture picture = decoded(file);
        CHECK(picture.size() == Size{48, 64});
        CHECK(picture.planes[0].is_bytes());
        check_is_scene(picture);
        CHECK(picture_size(file, "picture") == Size{48, 64});
        CHECK_FALSE(has_transparency(file));
    }
}

TEST_CASE("HEIC and AVIF: the picture is rotated upright as its file states") {
    for (const bool avif : formats()) {
        CAPTURE(avif);
        // Stored sideways: row 0 of the file is the right side of the scene (orientation 6).
        const Bytes file = samples::heif({.avif = avif, .cols = 48, .rows = 64, .orientation = 6},
                                         [](int row, int col) { return scene(48, 64, col, 63 - row); });
        const Picture picture = decoded(file);
        CHECK(picture.size() == Size{48, 64});
        check_is_scene(picture);
        CHECK(picture_size(file, "picture") == Size{48, 64});
    }
}

TEST_CASE("HEIC and AVIF: transparent parts are blended with white") {
    for (const bool avif : formats()) {
        CAPTURE(avif);
        const Bytes file = samples::heif({.avif = avif, .alpha = true}, [](int row, int /*col*/) {
            return std::vector<int>{100, 100, 100, row < 32 ? 255 : 0};
        });
        CHECK(has_transparency(file));
        const Picture picture = decoded(file);
        CHECK(std::abs(picture.planes[0].at(8, 30) - 100) < 4);
        CHECK(picture.planes[0].at(56, 30) > 251);
    }
}

TEST_CASE("HEIC: 10 bits give floats in 0..255") {
    if (!samples::has_heif_encoder(false)) return;
    const Picture picture = decoded(samples::heif({.bits = 10}, [](int /*row*/, int /*col*/) {
        return std::vector<int>{1023, 513, 514};
    }));
    REQUIRE(picture.planes.size() == 3);
    CHECK_FALSE(picture.planes[0].is_bytes());
    CHECK(std::abs(picture.planes[0].at(30, 30) - 255) < 2);
    CHECK(std::abs(picture.planes[1].at(30, 30) - 128) < 2);
}

TEST_CASE("HEIC and AVIF: a truncated file is refused wherever it ends") {
    for (const bool avif : formats()) {
        CAPTURE(avif);
        const Bytes whole = samples::heif({.avif = avif}, [](int row, int col) { return scene(64, 64, row, col); });
        for (std::size_t length = 12; length < whole.size(); length += 7) {
            CAPTURE(length);
            CHECK(sentence(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))) != "");
        }
    }
}

TEST_CASE("HEIC and AVIF: a header with more than 100 megapixels is refused") {
    for (const bool avif : formats()) {
        CAPTURE(avif);
        const auto with_side = [&](std::size_t side) {
            Bytes file = samples::heif({.avif = avif}, [](int row, int col) { return scene(64, 64, row, col); });
            const std::string_view box = "ispe";  // after it come a version, the columns and the rows
            auto found = std::search(file.begin(), file.end(), box.begin(), box.end());
            for (; found != file.end(); found = std::search(found + 1, file.end(), box.begin(), box.end())) {
                Bytes sides;
                put_be32(sides, side);
                put_be32(sides, side);
                std::ranges::copy(sides, found + 8);
            }
            return file;
        };
        CHECK(sentence(with_side(11'000)) ==
              "picture: is too large with 11000 x 11000 pixels; choose a picture of at most 100 megapixels.");
        CHECK(sentence(with_side(60'000)).starts_with("picture: is too large"));
    }
}

TEST_CASE("the brands after \"ftyp\" distinguish AVIF, HEIC and films") {
    const auto format = [](std::string_view brands) {
        Bytes file;
        put_be32(file, 8 + brands.size());
        put(file, "ftyp");
        put(file, brands);
        return picture_format(file);
    };
    using namespace std::string_view_literals;
    CHECK(format("heic\0\0\0\0mif1heic"sv) == PictureFormat::heic);
    CHECK(format("avif\0\0\0\0mif1miaf"sv) == PictureFormat::avif);
    CHECK(format("mif1\0\0\0\0mif1avif"sv) == PictureFormat::avif);
    CHECK(format("mif1\0\0\0\0mif1heic"sv) == PictureFormat::heic);
    CHECK(format("isom\0\0\0\0isomavc1"sv) == std::nullopt);
}
