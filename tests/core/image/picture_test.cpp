#include "core/image/picture.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

using namespace convscope;

namespace {

Picture colour_picture() {
    const Size size{2, 2};
    return {{Plane(size, std::vector<std::uint8_t>{255, 0, 0, 10}),
             Plane(size, std::vector<std::uint8_t>{0, 255, 0, 20}),
             Plane(size, std::vector<std::uint8_t>{0, 0, 255, 30})}};
}

}  // namespace

TEST_CASE("grey is Rec. 601 luma, rounded to the nearest byte") {
    const Plane grey = channel_plane(colour_picture(), Channel::grey);
    REQUIRE(grey.is_bytes());
    CHECK(grey.at(0, 0) == 76);   // .299 * 255 = 76.245
    CHECK(grey.at(0, 1) == 150);  // .587 * 255 = 149.685
    CHECK(grey.at(1, 0) == 29);   // .114 * 255 = 29.07
    CHECK(grey.at(1, 1) == 18);   // 2.99 + 11.74 + 3.42 = 18.15
}

TEST_CASE("grey of three equal channels is their value, for every byte") {
    std::vector<std::uint8_t> values(256);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(i);
    const Plane plane({16, 16}, values);
    const Plane grey = channel_plane({{plane, plane, plane}}, Channel::grey);
    for (int i = 0; i < 256; ++i) CHECK(grey.at(i / 16, i % 16) == static_cast<float>(i));
}

TEST_CASE("grey agrees with the luma formula for many colours") {
    std::vector<std::uint8_t> red, green, blue;
    for (int r = 0; r < 256; r += 5)
        for (int g = 0; g < 256; g += 3)
            for (int b = 0; b < 256; b += 7) {
                red.push_back(static_cast<std::uint8_t>(r));
                green.push_back(static_cast<std::uint8_t>(g));
                blue.push_back(static_cast<std::uint8_t>(b));
            }
    const Size size{1, static_cast<int>(red.size())};
    const Plane grey = channel_plane({{Plane(size, red), Plane(size, green), Plane(size, blue)}}, Channel::grey);
    int wrong = 0;
    for (std::size_t i = 0; i < red.size(); ++i)
        if (grey.bytes()[i] != (299 * red[i] + 587 * green[i] + 114 * blue[i] + 500) / 1000) ++wrong;
    CHECK(wrong == 0);
}

TEST_CASE("grey of float planes is not rounded") {
    const Size size{1, 1};
    const Picture picture{{Plane(size, std::vector<float>{100.5F}), Plane(size, std::vector<float>{50.25F}),
                           Plane(size, std::vector<float>{200.0F})}};
    const Plane grey = channel_plane(picture, Channel::grey);
    CHECK_FALSE(grey.is_bytes());
    CHECK(grey.at(0, 0) == doctest::Approx(0.299 * 100.5 + 0.587 * 50.25 + 0.114 * 200.0));
}

TEST_CASE("red, green and blue share storage with the picture's planes") {
    const Picture picture = colour_picture();
    CHECK(channel_plane(picture, Channel::red).same_storage(picture.planes[0]));
    CHECK(channel_plane(picture, Channel::green).same_storage(picture.planes[1]));
    CHECK(channel_plane(picture, Channel::blue).same_storage(picture.planes[2]));
}

TEST_CASE("all channels of a grey picture are equal") {
    const Picture picture{{Plane({1, 2}, std::vector<std::uint8_t>{3, 4})}};
    CHECK(picture.is_grey());
    for (const Channel channel : {Channel::grey, Channel::red, Channel::green, Channel::blue})
        CHECK(channel_plane(picture, channel).same_storage(picture.planes[0]));
    CHECK(Picture{}.size() == Size{});
}
