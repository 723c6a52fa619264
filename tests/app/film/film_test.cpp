#include "app/film/film.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/load_error.h"
#include "tests/support/gif_frames.h"

namespace convscope {

namespace {

/// A film of noise, which cannot be compressed, or of one black square that moves.
Film film_of(int frames, bool noise) {
    return {.size = {60, 80}, .frames = frames, .seconds = 0.1, .draw = [noise](Canvas& canvas, int frame) {
                if (!noise) return canvas.fill({frame * 2.0, 10, 2, 2}, {0, 0, 0});
                std::uint32_t state = static_cast<std::uint32_t>(frame) + 7;
                for (int r = 0; r < 60; ++r)
                    for (int c = 0; c < 80; ++c) {
                        state = state * 1664525U + 1013904223U;
                        const auto level = static_cast<std::uint8_t>(state >> 24U);
                        canvas.fill({double(c), double(r), 1, 1}, {level, level, level});
                    }
            }};
}

Rgb pixel_of(const ColourBytes& picture, int row, int col) {
    const auto at = static_cast<std::size_t>(row * picture.size.cols + col) * 3;
    return {picture.values[at], picture.values[at + 1], picture.values[at + 2]};
}

}  // namespace

TEST_CASE("a film becomes a GIF with all its frames, and the last one stays longer") {
    double done = 0;
    const std::string gif = film_as_gif(film_of(30, false), "a.gif", [&](double part) {
        CHECK(part > done);
        done = part;
    });
    CHECK(done == 1);
    const std::vector<GifFrame> frames = gif_frames(gif);
    REQUIRE(frames.size() == 30);
    for (int i = 0; i < 30; ++i) {
        const GifFrame& frame = frames[static_cast<std::size_t>(i)];
        CHECK(pixel_of(frame.picture, 10, i * 2) == Rgb{0, 0, 0});
        CHECK(pixel_of(frame.picture, 10, (i * 2 + 40) % 80) == Rgb{255, 255, 255});
        CHECK(frame.hundredths == (i == 29 ? 200 : 10));
    }
}

TEST_CASE("a film that is too large leaves out frames, each of which is shown for longer") {
    const Film film = film_of(64, true);
    const std::string whole = film_as_gif(film, "a.gif");
    REQUIRE(gif_frames(whole).size() == 64);
    const std::vector<GifFrame> frames = gif_frames(film_as_gif(film, "a.gif", {}, whole.size() / 3));
    REQUIRE(frames.size() == 16);
    CHECK(frames[0].hundredths == 40);
    CHECK(frames[15].picture.values == gif_frames(whole).back().picture.values);
}

TEST_CASE("a film that cannot be small enough is refused with a remedy") {
    CHECK_THROWS_AS(film_as_gif(film_of(16, true), "a.gif", {}, 3000), LoadError);
    Film large = film_of(2, false);
    large.size = {2000, 2000};
    CHECK_THROWS_AS(film_as_gif(large, "a.gif"), LoadError);
}

TEST_CASE("a window visits all positions of a small output, and of a large one many in ascending order") {
    const std::vector<std::int64_t> all = sliding_positions({10, 20});
    CHECK(all.size() == 200);
    CHECK(all.front() == 0);
    CHECK(all.back() == 199);
    for (const Size size : {Size{26, 26}, Size{510, 510}, Size{2, 4000}, Size{3000, 1}}) {
        const std::vector<std::int64_t> some = sliding_positions(size);
        CHECK(some.size() <= kMaxFrames);
        CHECK(some.size() >= 100);
        CHECK(std::ranges::is_sorted(some));
        CHECK(some.back() == size.area() - 1);
    }
}

}  // namespace convscope
