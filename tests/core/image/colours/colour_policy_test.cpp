#include "core/image/colours/colour_policy.h"

#include <doctest/doctest.h>

#include <array>

namespace convscope {

namespace {
constexpr Range kResponses{-918, 877};
}

TEST_CASE("the automatic scale shows pictures in grey with marks, and responses on a dark ground") {
    CHECK(colour_scale({}, ValueKind::picture, {-120, 431}, 300) == ColourScale{ColourMap::grey, {0, 255}, true});
    CHECK(colour_scale({}, ValueKind::signed_values, kResponses, 667) ==
          ColourScale{ColourMap::diverging, {-667, 667}, false});
    CHECK(colour_scale({}, ValueKind::non_negative, {0, 877}, 600) ==
          ColourScale{ColourMap::diverging, {-600, 600}, false});
}

TEST_CASE("the colour map does not depend on the values") {
    for (const ValueKind kind : {ValueKind::picture, ValueKind::signed_values, ValueKind::non_negative}) {
        const ColourMap map = colour_scale({}, kind, {0, 255}, 255).map;
        for (const Range range : {Range{-1, 255}, Range{0, 510}, Range{-5000, -4000}, Range{0, 0}})
            for (const float largest : {0.F, 1.F, 1e6F}) CHECK(colour_scale({}, kind, range, largest).map == map);
    }
}

TEST_CASE("the course's white on black: 0 and below are black, 255 and above are white, responses have no marks") {
    const ColourScale course =
        colour_scale({.map = ColourMap::grey, .fixed = true}, ValueKind::signed_values, kResponses, 667);
    CHECK(course == ColourScale{ColourMap::grey, {0, 255}, false});
    CHECK(colour_of(course, -400) == Rgb{0, 0, 0});
    CHECK(colour_of(course, 577) == Rgb{255, 255, 255});
    CHECK(colour_scale({.map = ColourMap::grey}, ValueKind::signed_values, kResponses, 667).shown == Range{0, 667});
}

TEST_CASE("a chosen map keeps 0 in the middle if it diverges, and starts at 0 without negative values") {
    CHECK(colour_scale({.map = ColourMap::diverging_light}, ValueKind::picture, {0, 255}, 250).shown ==
          Range{-250, 250});
    CHECK(colour_scale({.map = ColourMap::inferno}, ValueKind::non_negative, {0, 900}, 800).shown == Range{0, 800});
    CHECK(colour_scale({.map = ColourMap::viridis}, ValueKind::signed_values, kResponses, 800).shown ==
          Range{-800, 800});
}

TEST_CASE("the gain divides the ends of the scale") {
    CHECK(colour_scale({.gain = 4}, ValueKind::signed_values, kResponses, 800).shown == Range{-200, 200});
    CHECK(colour_scale({.gain = 0.25F}, ValueKind::picture, {0, 255}, 1).shown == Range{0, 1020});
    CHECK(colour_scale({.fixed = true, .gain = 2}, ValueKind::signed_values, kResponses, 800).shown ==
          Range{-127.5F, 127.5F});
}

TEST_CASE("an output of zeros has the ends -1 and 1, or 0 and 1 if it cannot be negative, whatever the gain") {
    for (const float gain : {0.25F, 1.0F, 8.0F}) {
        CHECK(colour_scale({.gain = gain}, ValueKind::signed_values, {}, 0).shown == Range{-1, 1});
        const ColourScale scale = colour_scale({.gain = gain}, ValueKind::non_negative, {}, 0);
        CHECK(legend_range(scale, ValueKind::non_negative) == Range{0, 1});
        CHECK(colour_scale({.map = ColourMap::grey, .gain = gain}, ValueKind::signed_values, {}, 0).shown ==
              Range{0, 1});
    }
    CHECK(colour_scale({}, ValueKind::signed_values, {-0.002F, 0.001F}, 0.002F).shown == Range{-0.002F, 0.002F});
}

TEST_CASE("compared views have one kind of values: signed values if their kinds differ") {
    using enum ValueKind;
    CHECK(common_kind(std::array{picture, picture}) == picture);
    CHECK(common_kind(std::array{non_negative}) == non_negative);
    CHECK(common_kind(std::array{picture, signed_values}) == signed_values);
    CHECK(common_kind(std::array{picture, non_negative}) == signed_values);
    CHECK(common_kind({}) == picture);
}

TEST_CASE("the legend shows half of a diverging map for values that cannot be negative") {
    const ColourScale scale{.map = ColourMap::diverging, .shown = {-600, 600}};
    CHECK(legend_range(scale, ValueKind::non_negative) == Range{0, 600});
    CHECK(legend_range(scale, ValueKind::signed_values) == Range{-600, 600});
    CHECK(legend_range({.map = ColourMap::grey, .shown = {0, 255}}, ValueKind::picture) == Range{0, 255});
}

}  // namespace convscope
