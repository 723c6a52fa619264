#include "core/image/files/save.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/base/load_error.h"
#include "core/image/files/load.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

TEST_CASE("saved floats are limited to 0..255 and rounded to the nearest byte") {
    const TemporaryFolder folder;
    const float infinity = std::numeric_limits<float>::infinity();
    const std::vector<float> values{-3,  0,   0.4F,     0.5F,      1.49F,         254.5F,
                                    255, 577, infinity, -infinity, std::nanf(""), 127.5F};
    const std::vector<float> expected{0, 0, 0, 1, 1, 255, 255, 255, 255, 0, 0, 128};
    FloatImage image(Size{3, 4});
    for (int i = 0; i < 12; ++i) image.at(i / 4, i % 4) = values[static_cast<std::size_t>(i)];
    save_png(folder / "a.png", image);

    const Picture picture = load_picture(folder / "a.png");
    REQUIRE(picture.is_grey());
    REQUIRE(picture.size() == Size{3, 4});
    for (int i = 0; i < 12; ++i) CHECK(picture.planes[0].at(i / 4, i % 4) == expected[static_cast<std::size_t>(i)]);
}

TEST_CASE("a wide image is saved without the padding of its rows") {
    const TemporaryFolder folder;
    FloatImage image(Size{5, 17});
    for (int r = 0; r < 5; ++r)
        for (int c = 0; c < 17; ++c) image.at(r, c) = static_cast<float>(r * 17 + c);
    save_png(folder / "a.png", image);
    const Plane plane = load_picture(folder / "a.png").planes.at(0);
    for (int r = 0; r < 5; ++r)
        for (int c = 0; c < 17; ++c) CHECK(plane.at(r, c) == static_cast<float>(r * 17 + c));
}

TEST_CASE("saved interleaved colours load as planes") {
    const TemporaryFolder folder;
    save_png(folder / "a.png", {1, 2}, 3, std::vector<std::uint8_t>{1, 2, 3, 250, 251, 252});
    const Picture picture = load_picture(folder / "a.png");
    REQUIRE(picture.planes.size() == 3);
    CHECK(picture.planes[0].at(0, 1) == 250);
    CHECK(picture.planes[1].at(0, 0) == 2);
    CHECK(picture.planes[2].at(0, 1) == 252);
}

TEST_CASE("a failed save names the file and the fault") {
    const TemporaryFolder folder;
    FloatImage image(Size{1, 1});
    image.at(0, 0) = 0;
    const std::string missing = (folder / "no/such/folder/a.png").string();
    try {
        save_png(missing, image);
        FAIL("nothing was thrown");
    } catch (const LoadError& error) {
        CHECK(error.file() == missing);
        CHECK(error.fault() == "cannot be written");
    }
    CHECK_THROWS_AS(save_png(folder.path(), image), LoadError);
    CHECK_THROWS_AS(save_png(folder / "a.png", FloatImage()), LoadError);
}
