#include "core/image/files/formats/tga.h"

#include <doctest/doctest.h>

#include "tests/support/picture_values.h"

using namespace convscope;

namespace {

constexpr std::uint8_t kTopDown = 0x20, kRightToLeft = 0x10;

/// A grey TGA of 1 2 3 / 4 5 6 as the file holds it.
Bytes grey_tga(unsigned directions) {
    Bytes out{0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 2, 0, 8, byte(directions)};
    put(out, Bytes{1, 2, 3, 4, 5, 6});
    return out;
}

}  // namespace

TEST_CASE("TGA: the directions of rows and columns are respected") {
    CHECK(values(decoded(grey_tga(kTopDown)).planes[0]) == Values{1, 2, 3, 4, 5, 6});
    CHECK(values(decoded(grey_tga(0)).planes[0]) == Values{4, 5, 6, 1, 2, 3});
    CHECK(values(decoded(grey_tga(kTopDown | kRightToLeft)).planes[0]) == Values{3, 2, 1, 6, 5, 4});
    CHECK(values(decoded(grey_tga(kRightToLeft)).planes[0]) == Values{6, 5, 4, 3, 2, 1});
}

TEST_CASE("TGA: a palette may start at a number other than 0") {
    for (const std::size_t comment : {0U, 3U}) {
        // Colours 10 and 11; after them four pixels.
        Bytes file{byte(comment), 1, 1, 10, 0, 2, 0, 24, 0, 0, 0, 0, 4, 0, 1, 0, 8, kTopDown};
        file.resize(file.size() + comment, 99);
        put(file, Bytes{3, 2, 1, 6, 5, 4, 10, 11, 11, 10});
        const Picture picture = decoded(file);
        REQUIRE(picture.planes.size() == 3);
        CHECK(values(picture.planes[0]) == Values{1, 4, 4, 1});
        CHECK(values(picture.planes[2]) == Values{3, 6, 6, 3});
    }
}

TEST_CASE("TGA: a pixel beyond the palette has the palette's first colour") {
    Bytes file{0, 1, 1, 0, 0, 2, 0, 24, 0, 0, 0, 0, 3, 0, 1, 0, 8, kTopDown};
    put(file, Bytes{3, 2, 1, 6, 5, 4, 1, 2, 255});
    CHECK(values(decoded(file).planes[0]) == Values{4, 1, 1});
}
