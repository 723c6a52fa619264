#include "core/image/files/formats/webp.h"

#include <doctest/doctest.h>

#include "core/image/files/transparency.h"
#include "tests/support/coded_pictures.h"
#include "tests/support/picture_values.h"

using namespace convscope;

namespace {

const Bytes kRgb{255, 0, 0, 0, 255, 0, 0, 0, 255, 250, 251, 252, 1, 2, 3, 4, 5, 6};

}  // namespace

TEST_CASE("WebP: a colour file gives three planes of bytes") {
    const Bytes file = samples::webp(3, 2, 3, kRgb);
    const Picture picture = decoded(file);
    REQUIRE(picture.planes.size() == 3);
    CHECK(picture.size() == Size{2, 3});
    CHECK(picture.planes[0].is_bytes());
    CHECK(values(picture.planes[0]) == Values{255, 0, 0, 250, 1, 4});
    CHECK(values(picture.planes[1]) == Values{0, 255, 0, 251, 2, 5});
    CHECK(values(picture.planes[2]) == Values{0, 0, 255, 252, 3, 6});
    CHECK(picture_size(file, "picture") == Size{2, 3});
    CHECK_FALSE(has_transparency(file));
}

TEST_CASE("WebP: transparent parts are blended with white") {
    const Bytes file = samples::webp(2, 1, 4, {10, 20, 30, 255, 100, 0, 200, 128});
    const Picture picture = decoded(file);
    CHECK(values(picture.planes[0]) == Values{10, 177});  // (100 * 128 + 255 * 127) / 255 = 177.2
    CHECK(values(picture.planes[1]) == Values{20, 127});
    CHECK(has_transparency(file));
}

TEST_CASE("WebP: the picture is rotated upright as its EXIF data states") {
    // Orientation 6: row 0 of the file is the right side.
    const Picture picture = decoded(samples::webp_with_orientation(3, 2, kRgb, 6));
    CHECK(picture.size() == Size{3, 2});
    CHECK(values(picture.planes[0]) == Values{250, 255, 1, 0, 4, 0});
}

TEST_CASE("WebP: the first frame of an animation is read, and uncovered parts are white") {
    const Bytes first{1, 2, 3, 4, 5, 6}, second(6, 99);
    const Picture picture = decoded(samples::webp_animation(4, 1, {first, second}));
    CHECK(picture.size() == Size{1, 4});
    CHECK(values(picture.planes[0]) == Values{255, 255, 1, 4});
    CHECK(values(picture.planes[2]) == Values{255, 255, 3, 6});
}

TEST_CASE("WebP: a truncated file is refused wherever it ends") {
    const Bytes whole = samples::webp(3, 2, 3, kRgb);
    for (std::size_t length = 12; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK(sentence(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))) ==
              "picture: is cut short: its WebP data ends before the picture is complete; copy or download it again.");
    }
}

TEST_CASE("WebP: damaged data is refused") {
    Bytes damaged = samples::webp(3, 2, 3, kRgb);
    damaged[20] = 0;  // the signature of lossless data
    CHECK(sentence(damaged) ==
          "picture: is a damaged or unusual WebP file (its data is invalid); save it again as PNG or JPEG.");
}

TEST_CASE("WebP: a header with more than 100 megapixels is refused") {
    CHECK(sentence(samples::extended_webp(16000, 16000, samples::kAnimatedWebp, {})) ==
          "picture: is too large with 16000 x 16000 pixels; choose a picture of at most 100 megapixels.");
}
