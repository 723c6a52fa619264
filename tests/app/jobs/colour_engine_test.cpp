#include "app/jobs/colour_engine.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/random.h"
#include "core/filter/colour/colour_examples.h"
#include "tests/app/jobs/bell.h"

namespace convscope {

namespace {

Plane noise_channel(Size size, std::uint64_t seed) {
    std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(random_bits(seed, i) >> 56U);
    return {size, std::move(values)};
}

Picture noise_in_colour(Size size) {
    return {{noise_channel(size, 1), noise_channel(size, 2), noise_channel(size, 3)}};
}

ColourFilterSettings with_pooling(std::string_view example) {
    ColourFilterSettings settings;
    settings.slices = find_colour_example(example)->slices;
    settings.steps.pooling = Pooling::max;
    return settings;
}

float sum_at(const ColourEngine& engine, std::size_t slice, int row, int col) {
    return engine.results().sums.at(slice)->sum.filtered.at(row, col);
}

}  // namespace

TEST_CASE("the map is the sum of the sums of all slices that are on") {
    ColourEngine engine([] {});
    const Picture picture = noise_in_colour({20, 30});
    ColourFilterSettings settings = with_pooling("edges");
    settings.slices[1].at(1, 1) = 5;
    engine.update({picture, settings});
    CHECK_FALSE(engine.busy());
    const ColourResults& results = engine.results();
    REQUIRE(results.map != nullptr);
    CHECK(results.map->filtered.size() == Size{18, 28});
    CHECK(results.map->pooled.size() == Size{9, 14});
    for (int row = 0; row < 18; ++row)
        for (int col = 0; col < 28; ++col)
            CHECK(results.map->filtered.at(row, col) ==
                  sum_at(engine, 0, row, col) + sum_at(engine, 1, row, col) + sum_at(engine, 2, row, col));
    CHECK(results.channels[2].at(3, 4) == picture.planes[2].at(3, 4));
}

TEST_CASE("a slice that is off has a sum but adds nothing to the map") {
    ColourEngine engine([] {});
    const Picture picture = noise_in_colour({12, 12});
    ColourFilterSettings settings = with_pooling("edges");
    engine.update({picture, settings});
    const auto sums = engine.results().sums;
    settings.on[0] = false;
    engine.update({picture, settings});
    CHECK(engine.results().sums == sums);
    for (int col = 0; col < 10; ++col)
        CHECK(engine.results().map->filtered.at(4, col) == sum_at(engine, 1, 4, col) + sum_at(engine, 2, 4, col));
}

TEST_CASE("the sums of slices have neither weight nor bias nor activation") {
    ColourEngine engine([] {});
    const Picture picture = noise_in_colour({12, 12});
    ColourFilterSettings settings = with_pooling("red-green");
    settings.steps.weight = 2;
    settings.steps.bias = 100;
    settings.steps.activation = Activation::relu;
    engine.update({picture, settings});
    CHECK(sum_at(engine, 0, 3, 3) == picture.planes[0].at(4, 4));
    CHECK(sum_at(engine, 1, 3, 3) == -picture.planes[1].at(4, 4));
    const float expected = 2 * (picture.planes[0].at(4, 4) - picture.planes[1].at(4, 4)) + 100;
    CHECK(engine.results().map->filtered.at(3, 3) == std::max(0.F, expected));
    CHECK(engine.results().filtered.largest(0) >= engine.results().map->filtered_range.high);
}

TEST_CASE("only slices whose kernel has changed are computed again") {
    ColourEngine engine([] {});
    const Picture picture = noise_in_colour({16, 16});
    ColourFilterSettings settings = with_pooling("edges");
    engine.update({picture, settings});
    const auto before = engine.results().sums;
    const std::uint64_t revision = engine.results().revision;
    engine.update({picture, settings});
    CHECK(engine.results().revision == revision);
    settings.slices[2].at(0, 0) = 9;
    settings.steps.activation = Activation::relu;
    engine.update({picture, settings});
    CHECK(engine.results().revision == revision + 1);
    CHECK(engine.results().picture_revision == 1);
    CHECK(engine.results().sums[0] == before[0]);
    CHECK(engine.results().sums[1] == before[1]);
    CHECK(engine.results().sums[2] != before[2]);
    engine.update({noise_in_colour({16, 16}), settings});
    CHECK(engine.results().picture_revision == 2);
    CHECK(engine.results().sums[0] != before[0]);
}

TEST_CASE("a picture smaller than the filter gives a message and no maps; a large enough picture gives maps again") {
    ColourEngine engine([] {});
    engine.update({noise_in_colour({2, 9}), with_pooling("edges")});
    CHECK(engine.results().map == nullptr);
    CHECK(engine.results().sums[0] == nullptr);
    CHECK_FALSE(engine.results().problem.empty());
    CHECK(engine.results().channels[0].size() == Size{2, 9});
    engine.update({noise_in_colour({9, 9}), with_pooling("edges")});
    CHECK(engine.results().problem.empty());
    CHECK(engine.results().map != nullptr);
}

TEST_CASE("the channels of a grey picture are equal") {
    ColourEngine engine([] {});
    const Picture grey{{noise_channel({9, 9}, 7)}};
    engine.update({grey, with_pooling("red-green")});
    for (const Plane& channel : engine.results().channels) CHECK(channel.same_storage(grey.planes[0]));
    CHECK(engine.results().map->filtered_range.low == 0);
    CHECK(engine.results().map->filtered_range.high == 0);
}

TEST_CASE("results that are not on screen are dropped if they are large, and computed again") {
    Bell bell;
    ColourEngine engine(bell.ringer());
    const ColourFilterSettings settings = with_pooling("edges");
    const Picture small = noise_in_colour({20, 30}), large = noise_in_colour({4200, 4200});
    engine.update({small, settings});
    const auto map = engine.results().map;
    engine.drop_large();
    CHECK(engine.results().map == map);

    engine.update({large, settings});
    bell.wait(1);
    engine.drop_large();
    CHECK(engine.results().map == nullptr);
    CHECK(engine.results().sums[0] == nullptr);
    CHECK(engine.results().revision == 2);
    engine.update({large, settings});
    CHECK(engine.busy());
    bell.wait(2);
    engine.update({large, settings});
    REQUIRE(engine.results().map != nullptr);
    CHECK(engine.results().map->filtered.size() == Size{4198, 4198});
    CHECK(engine.results().revision == 3);
    CHECK(engine.results().picture_revision == 3);
}

TEST_CASE("a large picture is computed in a job; the previous results stay until it has finished") {
    Bell bell;
    ColourEngine engine(bell.ringer());
    const ColourFilterSettings settings = with_pooling("edges");
    engine.update({noise_in_colour({16, 16}), settings});
    const Picture large = noise_in_colour({2000, 2000});
    engine.update({large, settings});
    CHECK(engine.busy());
    CHECK(engine.results().map->filtered.size() == Size{14, 14});
    bell.wait();
    engine.update({large, settings});
    CHECK_FALSE(engine.busy());
    const ColourResults& results = engine.results();
    CHECK(results.map->filtered.size() == Size{1998, 1998});
    const double expected = explain_colour_pixel(large, settings, 1234, 777).activated;
    CHECK(results.map->filtered.at(1234, 777) == expected);
    CHECK(results.revision == 2);
}

}  // namespace convscope
