#include "core/image/files/gif_animation.h"

#include <doctest/doctest.h>

#include "tests/support/gif_frames.h"

namespace convscope {

namespace {

constexpr Size kFrame{5, 7};

/// A frame in one colour with one pixel in another.
ColourBytes frame_with(Rgb ground, Cell place, Rgb dot) {
    ColourBytes frame{.size = kFrame, .values = {}};
    for (int r = 0; r < kFrame.rows; ++r)
        for (int c = 0; c < kFrame.cols; ++c) {
            const Rgb colour = Cell{r, c} == place ? dot : ground;
            frame.values.insert(frame.values.end(), {colour.red, colour.green, colour.blue});
        }
    return frame;
}

}  // namespace

TEST_CASE("a GIF animation gives back its frames and their durations") {
    const std::vector<Rgb> colours{{0, 0, 0}, {255, 255, 255}, {20, 69, 159}};
    const std::vector<ColourBytes> frames{
        frame_with({255, 255, 255}, {0, 0}, {0, 0, 0}), frame_with({255, 255, 255}, {4, 6}, {20, 69, 159}),
        frame_with({255, 255, 255}, {4, 6}, {20, 69, 159}), frame_with({0, 0, 0}, {2, 3}, {255, 255, 255})};
    GifAnimation gif(kFrame, colours);
    for (const ColourBytes& frame : frames) gif.add(frame, 0.25);
    const std::string file = gif.finish();
    CHECK(file.substr(0, 6) == "GIF89a");
    CHECK(file.find("NETSCAPE2.0") != std::string::npos);
    const std::vector<GifFrame> read = gif_frames(file);
    REQUIRE(read.size() == frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i) {
        CHECK(read[i].picture.values == frames[i].values);
        CHECK(read[i].hundredths == 25);
    }
}

TEST_CASE("a GIF animation stores of each frame only what changes") {
    GifAnimation gif({200, 300}, {{0, 0, 0}, {255, 255, 255}});
    std::vector<std::uint8_t> noise(std::size_t{200} * 300 * 3);
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < noise.size(); i += 3) {
        state = state * 1664525U + 1013904223U;
        noise[i] = noise[i + 1] = noise[i + 2] = (state >> 24U & 1U) != 0 ? 255 : 0;
    }
    gif.add({{200, 300}, noise}, 0.1);
    const std::size_t first = gif.bytes();
    noise[0] = noise[1] = noise[2] = static_cast<std::uint8_t>(255 - noise[0]);
    gif.add({{200, 300}, noise}, 0.1);
    CHECK(first > 5000);
    CHECK(gif.bytes() - first < 60);
    const std::vector<GifFrame> read = gif_frames(gif.finish());
    REQUIRE(read.size() == 2);
    CHECK(read[1].picture.values == noise);
}

TEST_CASE("a colour that is not in the palette is replaced by the nearest one") {
    GifAnimation gif(kFrame, {{0, 0, 0}, {250, 250, 250}});
    gif.add(frame_with({255, 255, 255}, {1, 1}, {60, 0, 0}), 0.1);
    const std::vector<GifFrame> read = gif_frames(gif.finish());
    REQUIRE(read.size() == 1);
    CHECK(read[0].picture.values == frame_with({250, 250, 250}, {1, 1}, {0, 0, 0}).values);
}

}  // namespace convscope
