#include "core/image/colours/channel_tints.h"

#include <doctest/doctest.h>

namespace convscope {

TEST_CASE("a channel's tint goes linearly from black to the channel's colour") {
    for (const Channel channel : {Channel::red, Channel::green, Channel::blue}) {
        const ColourTable& table = channel_tint(channel);
        CHECK(table.front() == Rgb{0, 0, 0});
        CHECK(table.back() == channel_colour(channel));
    }
    CHECK(channel_tint(Channel::red).at(51) == Rgb{51, 15, 15});  // a fifth of 255, 76, 76
    CHECK(channel_tint(Channel::grey).at(100) == Rgb{100, 100, 100});
}

TEST_CASE("the largest component of each channel's colour is that of the channel") {
    const Rgb red = channel_colour(Channel::red), green = channel_colour(Channel::green);
    const Rgb blue = channel_colour(Channel::blue);
    CHECK(red.red > 2 * red.green);
    CHECK(green.green > 2 * green.blue);
    CHECK(blue.blue > blue.green);
    CHECK(blue.green > blue.red);
}

}  // namespace convscope
