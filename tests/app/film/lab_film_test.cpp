#include "app/film/lab_film.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "app/film/film_columns.h"
#include "core/image/files/load.h"

namespace convscope {

namespace {

LabFilmSource source_of(const Plane& input, PlayerPass pass, Cell pixel) {
    LabFilmSource source{.input = input, .settings = {.kernel = {3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}}};
    source.settings.activation = Activation::relu;
    source.settings.pooling = Pooling::max;
    const auto result = std::make_shared<FilterResult>();
    filter(input, source.settings, *result);
    source.result = result;
    source.scale = {ColourMap::diverging, {-700, 700}, false};
    source.kind = ValueKind::non_negative;
    source.pass = pass;
    source.pixel = pixel;
    return source;
}

Plane squares_modulo_251(Size size) {
    std::vector<std::uint8_t> values;
    for (std::int64_t i = 0; i < size.area(); ++i) values.push_back(static_cast<std::uint8_t>(i * i % 251));
    return {size, values};
}

/// The colour near the corner of a value of the filtered picture, where no number is written.
Rgb filtered_colour(const ColourBytes& frame, Size filtered, double height, Cell cell) {
    const double side = std::floor(kFilmRoom / filtered.cols);
    const double x = kFilmMargin + kFilmRoom + kFilmGap + (kFilmRoom - side * filtered.cols) / 2 + side * cell.col + 5;
    const double y = kFilmMargin + kFilmTitle + (height - side * filtered.rows) / 2 + side * cell.row + 5;
    const auto at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.size.cols) + static_cast<std::size_t>(x)) * 3;
    return {frame.values.at(at), frame.values.at(at + 1), frame.values.at(at + 2)};
}

}  // namespace

TEST_CASE("the film of the filter pass has a frame for each position and fills the filtered picture") {
    const LabFilmSource source = source_of(squares_modulo_251({8, 9}), PlayerPass::filter, {});
    const auto film = lab_film(source);
    REQUIRE(film);
    const Size filtered{6, 7};
    CHECK(film->frames == filtered.area());
    // The pooled picture, 3 x 3, is the highest one.
    const double height = std::floor(kFilmRoom / 3) * 3;
    const auto colour = [&](int frame, Cell cell) {
        return filtered_colour(film_frame(*film, frame), filtered, height, cell);
    };
    const Rgb expected = colour_of(source.scale, source.result->filtered.at(2, 2));
    CHECK(colour(15, {2, 2}) != expected);  // position 16 is not reached yet
    CHECK(colour(20, {2, 2}) == expected);
    CHECK(colour(41, {2, 2}) == expected);
}

TEST_CASE("the film of the pooling pass has a frame for each block, that of the sum one for each step") {
    const Plane input = squares_modulo_251({8, 9});
    const auto pool = lab_film(source_of(input, PlayerPass::pool, {}));
    REQUIRE(pool);
    CHECK(pool->frames == 9);
    // Nine products, weight, bias, ReLU and the four candidates of the block.
    const auto sum = lab_film(source_of(input, PlayerPass::sum, {2, 3}));
    REQUIRE(sum);
    CHECK(sum->frames == 16);
    CHECK(sum->seconds == 1);
    for (int frame = 1; frame < 16; ++frame)
        CHECK(film_frame(*sum, frame).values != film_frame(*sum, frame - 1).values);
}

TEST_CASE("there is no film of a pass without positions") {
    LabFilmSource source = source_of(squares_modulo_251({8, 9}), PlayerPass::pool, {});
    source.settings.pooling = Pooling::none;
    const auto result = std::make_shared<FilterResult>();
    filter(source.input, source.settings, *result);
    source.result = result;
    CHECK_FALSE(lab_film(source));
    CHECK_FALSE(lab_film({}));
}

TEST_CASE("the film of a large picture stays below the limit of frames and bytes") {
    const Plane input =
        channel_plane(load_picture(std::string(CONVSCOPE_TEST_ASSETS) + "/pictures/staircase.png"), Channel::grey);
    const auto film = lab_film(source_of(input, PlayerPass::filter, {}));
    REQUIRE(film);
    CHECK(film->frames == 160);
    const std::string gif = film_as_gif(*film, "staircase.gif");
    CHECK(gif.size() < 4'000'000);
    if (const char* const folder = std::getenv("FILM_OUT")) save_film(std::string(folder) + "/filter.gif", *film);
}

}  // namespace convscope
