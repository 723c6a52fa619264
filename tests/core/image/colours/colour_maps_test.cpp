#include "core/image/colours/colour_maps.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <limits>

namespace convscope {

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

int difference(Rgb a, Rgb b) {
    return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

/// The CIE lightness L*, 0..100.
double lightness(Rgb colour) {
    const auto linear = [](std::uint8_t value) { return std::pow(value / 255.0, 2.2); };
    const double luminance = 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    return luminance > 0.0089 ? 116 * std::cbrt(luminance) - 16 : 903.3 * luminance;
}

}  // namespace

TEST_CASE("inferno and viridis agree with matplotlib within 2 of 255") {
    struct {
        ColourMap map;
        std::size_t entry;
        Rgb colour;
    } const known[] = {
        {ColourMap::inferno, 0, {0, 0, 4}},        {ColourMap::inferno, 32, {33, 12, 74}},
        {ColourMap::inferno, 100, {144, 37, 104}}, {ColourMap::inferno, 128, {188, 55, 84}},
        {ColourMap::inferno, 200, {251, 157, 7}},  {ColourMap::inferno, 255, {252, 255, 164}},
        {ColourMap::viridis, 0, {68, 1, 84}},      {ColourMap::viridis, 32, {71, 45, 123}},
        {ColourMap::viridis, 100, {42, 118, 142}}, {ColourMap::viridis, 128, {33, 145, 140}},
        {ColourMap::viridis, 200, {112, 207, 87}}, {ColourMap::viridis, 255, {253, 231, 37}},
    };
    for (const auto& [map, entry, colour] : known) {
        const int index = static_cast<int>(entry);
        CAPTURE(index);
        CHECK(difference(colour_table(map).at(entry), colour) <= 2);
    }
}

TEST_CASE("the grey map gives the value itself") {
    for (int i = 0; i < kColourMapEntries; ++i) {
        const auto v = static_cast<std::uint8_t>(i);
        CHECK(colour_table(ColourMap::grey).at(v) == Rgb{v, v, v});
        CHECK(colour_of(ColourMap::grey, {0, 255}, static_cast<float>(i)) == Rgb{v, v, v});
    }
}

TEST_CASE("lightness increases along the whole of a one-sided map") {
    for (const ColourMap map : {ColourMap::grey, ColourMap::inferno, ColourMap::viridis}) {
        const ColourTable& table = colour_table(map);
        for (std::size_t i = 8; i < table.size(); i += 8) CHECK(lightness(table.at(i)) > lightness(table.at(i - 8)));
    }
}

TEST_CASE("the diverging maps are equally light at equal magnitude, blue below 0 and orange above") {
    const struct {
        ColourMap map;
        Rgb zero;
        double direction;  ///< of the lightness from 0 outwards
    } maps[] = {{ColourMap::diverging, {18, 20, 26}, 1}, {ColourMap::diverging_light, {255, 255, 255}, -1}};
    for (const auto& [map, zero, direction] : maps) {
        const ColourTable& table = colour_table(map);
        CHECK(table[127] == zero);
        CHECK(table[128] == zero);
        for (const float largest : {1e-6F, 1.F, 255.F, 1020.F, 1e16F})
            CHECK(colour_of(map, {-largest, largest}, 0) == zero);
        for (std::size_t i = 0; i < 127; ++i) {
            CHECK(direction * (lightness(table.at(i)) - lightness(table.at(i + 1))) > 0);
            CHECK(direction * (lightness(table.at(255 - i)) - lightness(table.at(254 - i))) > 0);
            CHECK(std::fabs(lightness(table.at(i)) - lightness(table.at(255 - i))) < 2);
            CHECK(table.at(i).blue > table.at(i).red);
            CHECK(table.at(255 - i).red > table.at(255 - i).blue);
        }
    }
}

TEST_CASE(
    "on the dark ground a quarter of the largest response has a contrast of 3:1, the largest response one of 13:1") {
    const auto luminance = [](Rgb colour) {
        const double y = lightness(colour);
        return y > 8 ? std::pow((y + 16) / 116, 3) : y / 903.3;
    };
    const double ground = luminance(colour_of(ColourMap::diverging, {-1, 1}, 0)) + 0.05;
    for (const float sign : {-1.F, 1.F}) {
        CHECK((luminance(colour_of(ColourMap::diverging, {-1, 1}, sign * 0.25F)) + 0.05) / ground > 3);
        CHECK((luminance(colour_of(ColourMap::diverging, {-1, 1}, sign)) + 0.05) / ground > 13);
    }
}

TEST_CASE("a ColourScale with marks gives values below and above its range two separate colours") {
    const ColourScale scale{.map = ColourMap::grey, .shown = {0, 255}, .marks_outside = true};
    CHECK(colour_of(scale, -0.5F) == kBelowColour);
    CHECK(colour_of(scale, 0) == Rgb{0, 0, 0});
    CHECK(colour_of(scale, 255) == Rgb{255, 255, 255});
    CHECK(colour_of(scale, 255.5F) == kAboveColour);
    CHECK(colour_of(scale, std::nanf("")) == kNanColour);
    CHECK(colour_of(ColourScale{.map = ColourMap::grey, .shown = {0, 255}}, -1) == Rgb{0, 0, 0});
}

TEST_CASE("values outside the range get the colour of its end, NaN gets magenta") {
    for (const ColourMap map :
         {ColourMap::grey, ColourMap::inferno, ColourMap::viridis, ColourMap::diverging, ColourMap::diverging_light}) {
        const ColourTable& table = colour_table(map);
        for (const float value : {-100.F, -101.F, -1e30F, -kInfinity})
            CHECK(colour_of(map, {-100, 300}, value) == table.front());
        for (const float value : {300.F, 301.F, 1e30F, kInfinity})
            CHECK(colour_of(map, {-100, 300}, value) == table.back());
        CHECK(colour_of(map, {-100, 300}, std::nanf("")) == kNanColour);
        CHECK(std::ranges::find(table, kNanColour) == table.end());
        // The width of this range overflows float.
        const float largest = std::numeric_limits<float>::max();
        CHECK(colour_of(map, {-largest, largest}, 0) == colour_of(map, {-1, 1}, 0));
        CHECK(colour_of(map, {-largest, largest}, largest) == table.back());
    }
}

TEST_CASE("the colour between two entries is interpolated") {
    CHECK(colour_of(ColourMap::grey, {0, 255}, 100.5F) == Rgb{101, 101, 101});
    CHECK(colour_of(ColourMap::grey, {0, 2}, 1) == Rgb{128, 128, 128});
    CHECK(colour_of(ColourMap::grey, {0, 510}, 21) == Rgb{11, 11, 11});
}

TEST_CASE("the displayed range is symmetric for the diverging map and starts at 0 without negative values") {
    CHECK(shown_range(ColourMap::diverging, {-300, 1020}) == Range{-1020, 1020});
    CHECK(shown_range(ColourMap::diverging, {-300, 20}) == Range{-300, 300});
    CHECK(shown_range(ColourMap::diverging, {10, 20}) == Range{-20, 20});
    CHECK(shown_range(ColourMap::inferno, {40, 1020}) == Range{0, 1020});
    CHECK(shown_range(ColourMap::grey, {-40, 1020}) == Range{-40, 1020});
}

TEST_CASE("the displayed range is never empty, even for the largest values") {
    for (const ColourMap map : {ColourMap::grey, ColourMap::diverging, ColourMap::inferno, ColourMap::viridis})
        for (const float value : {0.F, 1.F, -1.F, 255.F, 1e10F, -1e10F, -1e16F, -16777216.F}) {
            CAPTURE(value);
            const Range shown = shown_range(map, {value, value});
            CHECK(shown.low < shown.high);
            CHECK(shown.low <= value);
            CHECK(shown.high >= value);
        }
    CHECK(shown_range(ColourMap::inferno, {0, 0}) == Range{0, 1});
    CHECK(shown_range(ColourMap::diverging, {0, 0}) == Range{-1, 1});
    CHECK(shown_range(ColourMap::diverging, {-1e-8F, 2e-8F}) == Range{-1, 1});
    CHECK(shown_range(ColourMap::diverging, {-0.001F, 0}) == Range{-0.001F, 0.001F});
}

}  // namespace convscope
