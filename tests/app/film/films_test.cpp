#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "app/film/chain_film.h"
#include "app/film/film_columns.h"
#include "app/film/layer_film.h"
#include "app/film/learn_film.h"
#include "app/film/product_film.h"
#include "app/film/training_film.h"
#include "core/filter/result.h"
#include "core/image/files/load.h"
#include "core/io/model_file.h"
#include "core/nn/inspect/trace.h"
#include "core/nn/plan/plan.h"

namespace convscope {

namespace {

const std::string kAssets = CONVSCOPE_TEST_ASSETS;

std::shared_ptr<const nn::Model> course_model() {
    return std::make_shared<const nn::Model>(load_model(kAssets + "/models/course.h5"));
}

/// Writes the film into the folder FILM_OUT, if there is such a variable, for people who want to look at it.
void keep(const std::string& name, const Film& film) {
    if (const char* const folder = std::getenv("FILM_OUT")) save_film(std::string(folder) + "/" + name + ".gif", film);
}

Plane map_of(const nn::Model& model, const nn::Plan& plan, int node, std::int64_t channel) {
    const nn::Shape& shape = model.node(node).shape;
    const std::span<const float> values = plan.activation(node);
    std::vector<float> map;
    for (std::int64_t i = 0; i < shape.rows() * shape.cols(); ++i)
        map.push_back(values[static_cast<std::size_t>(i * shape.channels() + channel)]);
    return {{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())}, map};
}

/// The course model on a picture with a bright square.
nn::Plan computed(const nn::Model& model) {
    nn::Plan plan(model, 1);
    std::vector<float> input(28 * 28);
    for (std::size_t r = 6; r < 20; ++r)
        for (std::size_t c = 8; c < 22; ++c) input[r * 28 + c] = 0.9F;
    plan.set_input(0, input);
    plan.run();
    return plan;
}

Rgb pixel_at(const ColourBytes& picture, double x, double y) {
    const auto at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.cols) + static_cast<std::size_t>(x)) * 3;
    return {picture.values.at(at), picture.values.at(at + 1), picture.values.at(at + 2)};
}

}  // namespace

TEST_CASE("the film of a convolution fills its map up to the window's position") {
    const auto model = course_model();
    const nn::Plan plan = computed(*model);
    const Plane map = map_of(*model, plan, 1, 3);
    const auto film = layer_film({.model = model,
                                  .node = 1,
                                  .channel = 3,
                                  .source = map_of(*model, plan, 0, 0),
                                  .map = map,
                                  .source_title = "Input",
                                  .map_title = "Conv2D 1, map 3",
                                  .source_scale = {ColourMap::grey, {0, 1}, false},
                                  .map_scale = {ColourMap::inferno, {0, 1}, false},
                                  .kernel = std::vector<double>(9, 0.25),
                                  .bias = 0.5,
                                  .activation = "ReLU"});
    REQUIRE(film);
    CHECK(film->frames == 160);
    keep("layer", *film);
    const double side = std::floor(kFilmRoom / 26);
    const double x = kFilmMargin + kFilmRoom + kFilmGap + (kFilmRoom - 26 * side) / 2;
    const double y = kFilmMargin + kFilmTitle;
    const ColourScale scale{ColourMap::inferno, {0, 1}, false};
    // The last value, 25, 25, is faint until the last frame; a value in the second row is not.
    const ColourBytes before = film_frame(*film, 100), last = film_frame(*film, 159);
    const auto at = [&](int row, int col) { return std::pair{x + (col + 0.5) * side, y + 6 + (row + 0.5) * side}; };
    const auto [early_x, early_y] = at(1, 12);
    CHECK(pixel_at(before, early_x, early_y) == colour_of(scale, map.at(1, 12)));
    const auto [late_x, late_y] = at(23, 12);
    CHECK(pixel_at(before, late_x, late_y) != pixel_at(last, late_x, late_y));
    CHECK(pixel_at(last, late_x, late_y) == colour_of(scale, map.at(23, 12)));
}

TEST_CASE("the film of product maps has a frame for each input map, the bias and the activation") {
    const auto model = course_model();
    const nn::Plan plan = computed(*model);
    const nn::ProductMaps maps = product_maps(*model, {}, 3, 5, plan.activation(2));
    std::vector<int> order = maps.by_share;
    const auto film =
        product_film({.maps = maps,
                      .order = order,
                      .result = map_of(*model, plan, 3, 5),
                      .activation = "ReLU",
                      .title = "Conv2D 2, map 5",
                      .map_scale = {ColourMap::diverging, shown_range(ColourMap::diverging, maps.range)},
                      .sum_scale = {ColourMap::diverging, shown_range(ColourMap::diverging, maps.sum_range)},
                      .result_scale = {ColourMap::inferno, {0, 1}, false}});
    REQUIRE(film);
    CHECK(film->frames == 66);
    keep("products", *film);
    CHECK(film_frame(*film, 0).values != film_frame(*film, 1).values);
    CHECK(film_frame(*film, 64).values != film_frame(*film, 65).values);
    CHECK_FALSE(product_film({}));
}

TEST_CASE("the film of a learning filter ends with the present values") {
    const Plane input = channel_plane(load_picture(kAssets + "/pictures/staircase.png"), Channel::grey);
    FilterResult result;
    filter(input, {.kernel = {3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}}, result);
    const Plane target = to_plane(result.filtered);
    const auto moments = std::make_shared<const WindowMoments>(window_moments(input, target, 3));
    FilterLearner learner(moments, {});
    learner.step(500);
    LearnFilmSource source{.input = input,
                           .target = target,
                           .target_title = "Target",
                           .target_range = result.filtered_range,
                           .moments = moments,
                           .options = {},
                           .steps = 500};
    const auto film = learn_film(source);
    REQUIRE(film);
    CHECK(film->frames > 50);
    CHECK(film->frames <= 120);
    keep("learn", *film);
    // Without steps the film goes on until the values stay.
    source.steps = 0;
    const auto whole = learn_film(source);
    REQUIRE(whole);
    CHECK(whole->frames > 10);
    CHECK_FALSE(learn_film({}));
}

TEST_CASE("the film of a chain shows one column after the other") {
    const auto plane = [](int side, float value) {
        return Plane({side, side},
                     std::vector<float>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), value));
    };
    const ColourScale scale{ColourMap::diverging, {-1, 1}, false};
    const std::vector<ChainFilmColumn> columns{
        {"Picture", {plane(28, 120)}, kGreyScale, ValueKind::picture},
        {"Stage 1", {plane(26, 1), plane(26, -1), plane(26, 0.5F), plane(26, 0)}, scale, ValueKind::signed_values},
        {"Stage 1, pooled",
         {plane(13, 1), plane(13, -1), plane(13, 1), plane(13, 0)},
         scale,
         ValueKind::signed_values}};
    const auto film = chain_film(columns);
    REQUIRE(film);
    CHECK(film->frames == 44);
    keep("chain", *film);
    const double room = 300, pitch = room + 36;
    const auto ink_in_column = [&](const ColourBytes& frame, int column) {
        std::int64_t count = 0;
        for (int y = 60; y < 300; y += 4)
            for (int x = 0; x < 140; x += 4)
                count += pixel_at(frame, kFilmMargin + column * pitch + x, y) != Rgb{255, 255, 255} ? 1 : 0;
        return count;
    };
    CHECK(ink_in_column(film_frame(*film, 0), 0) > 0);
    CHECK(ink_in_column(film_frame(*film, 0), 2) == 0);
    CHECK(ink_in_column(film_frame(*film, 43), 2) > 0);
    CHECK_FALSE(chain_film({columns.front()}));
}

TEST_CASE("the film of a training has a frame for each moment") {
    const auto model = course_model();
    nn::Snapshots snapshots;
    for (std::int64_t step = 0; step < 5; ++step) snapshots.add({step, model});
    nn::Curves curves;
    for (int i = 0; i < 4; ++i)
        curves.steps.push_back({2.3F - 0.4F * static_cast<float>(i), 0.2F * static_cast<float>(i)});
    const auto film = training_film({.snapshots = snapshots, .curves = curves, .title = "Course", .node = 1});
    REQUIRE(film);
    CHECK(film->frames == 5);
    keep("training", *film);
    CHECK(film_frame(*film, 0).values != film_frame(*film, 4).values);
    CHECK_FALSE(training_film({.snapshots = snapshots, .curves = curves, .title = "Course", .node = 2}));
    CHECK_FALSE(training_film({}));
}

}  // namespace convscope
