#include "core/filter/colour/colour_examples.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>

namespace convscope {

namespace {

/// The map's value on a uniform area of this colour.
double on_colour(std::string_view slug, std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    const Size size{3, 3};
    Picture picture;
    for (const std::uint8_t value : {red, green, blue})
        picture.planes.emplace_back(size, std::vector<std::uint8_t>(9, value));
    ColourFilterSettings settings;
    settings.slices = find_colour_example(slug)->slices;
    return explain_colour_pixel(picture, settings, 0, 0).activated;
}

/// The map's value in the middle of a vertical edge between two colours.
double on_edge(std::string_view slug, std::array<std::uint8_t, 3> left, std::array<std::uint8_t, 3> right) {
    const Size size{3, 3};
    Picture picture;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::uint8_t a = left.at(i), b = right.at(i);
        picture.planes.emplace_back(size, std::vector<std::uint8_t>{a, a, b, a, a, b, a, a, b});
    }
    ColourFilterSettings settings;
    settings.slices = find_colour_example(slug)->slices;
    return explain_colour_pixel(picture, settings, 0, 0).activated;
}

}  // namespace

TEST_CASE("the colour examples have different names and slices of 3 x 3") {
    std::set<std::string_view> slugs, names;
    for (const ColourExample& example : colour_examples()) {
        CHECK(slugs.insert(example.slug).second);
        CHECK(names.insert(example.name).second);
        for (const Kernel& slice : example.slices) CHECK(slice.size == 3);
        CHECK(find_colour_example(example.slug) == &example);
    }
    CHECK(slugs.size() == 6);
    CHECK(find_colour_example("no such example") == nullptr);
}

TEST_CASE("red minus green is positive on red, negative on green, and 0 on white, grey and blue") {
    CHECK(on_colour("red-green", 230, 30, 40) == 200);
    CHECK(on_colour("red-green", 30, 180, 40) == -150);
    CHECK(on_colour("red-green", 255, 255, 255) == 0);
    CHECK(on_colour("red-green", 90, 90, 90) == 0);
    CHECK(on_colour("red-green", 20, 20, 220) == 0);
}

TEST_CASE("yellow minus blue is positive on yellow, negative on blue and 0 on grey") {
    CHECK(on_colour("yellow-blue", 240, 220, 30) == 200);
    CHECK(on_colour("yellow-blue", 20, 40, 200) == -170);
    CHECK(on_colour("yellow-blue", 128, 128, 128) == 0);
}

TEST_CASE("the grey example gives the luma of Rec. 601") {
    CHECK(on_colour("grey", 100, 200, 50) == doctest::Approx(.299 * 100 + .587 * 200 + .114 * 50));
    CHECK(on_colour("grey", 255, 255, 255) == doctest::Approx(255));
}

TEST_CASE(
    "with edges in all three slices every channel counts; edges of red against green are 0 between black and white") {
    CHECK(on_edge("edges", {0, 0, 0}, {255, 255, 255}) == 3 * 4 * 255);
    CHECK(on_edge("edges", {0, 0, 0}, {255, 0, 0}) == 4 * 255);
    CHECK(on_edge("colour-edges", {0, 0, 0}, {255, 255, 255}) == 0);
    CHECK(on_edge("colour-edges", {0, 200, 0}, {255, 0, 0}) == 4 * 255 + 4 * 200);
    CHECK(on_edge("grey-edges", {0, 0, 0}, {255, 255, 255}) == doctest::Approx(4 * 255));
}

TEST_CASE("the kind of a colour filter depends on all 27 values, the weight and the bias") {
    const auto kind_of = [](std::string_view slug) {
        ColourFilterSettings settings;
        settings.slices = find_colour_example(slug)->slices;
        return settings;
    };
    CHECK(colour_response_kind(kind_of("grey")) == ValueKind::picture);
    CHECK(colour_response_kind(kind_of("red-green")) == ValueKind::signed_values);
    CHECK(colour_response_kind(kind_of("edges")) == ValueKind::signed_values);
    ColourFilterSettings settings = kind_of("grey");
    settings.on = {true, false, false};
    CHECK(colour_response_kind(settings) == ValueKind::picture);
    settings.steps.weight = .25F;
    CHECK(colour_response_kind(settings) == ValueKind::non_negative);
    settings = kind_of("red-green");
    settings.steps.bias = 128;
    CHECK(colour_response_kind(settings) == ValueKind::picture);
}

}  // namespace convscope
