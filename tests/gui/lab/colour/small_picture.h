// A small picture in colour on the colour page, for the tests of that page.
#pragma once

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <array>
#include <string_view>
#include <vector>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"

namespace convscope::test {

inline constexpr int kColourRows = 6, kColourCols = 6;
inline constexpr std::array<const char*, 3> kColourNames{"red", "green", "blue"};

/// The byte of channel `channel` at a pixel of the small picture.
inline int small_value(int channel, int row, int col) {
    return (row * 37 + col * 11 + channel * 90) % 256;
}

/// Opens a picture in colour of 6 x 6 pixels and the colour page.
inline void open_small_picture(Driver& driver) {
    std::vector<std::uint8_t> pixels;
    for (int row = 0; row < kColourRows; ++row)
        for (int col = 0; col < kColourCols; ++col)
            for (int channel = 0; channel < 3; ++channel)
                pixels.push_back(static_cast<std::uint8_t>(small_value(channel, row, col)));
    save_png(driver.folder() / "small.png", {kColourRows, kColourCols}, 3, pixels);
    driver.drop({driver.folder() / "small.png"});
    driver.settle();
    driver.key(GLFW_KEY_R);
    driver.settle();
    REQUIRE(driver.has("colour.map"));
}

inline const ColourResults& colour_results(Driver& driver) {
    return driver.shell().workspace<LabWorkspace>().colour_results();
}

inline const LabColour& lab_colour(Driver& driver) {
    return driver.document().colour;
}

/// The place of a pixel of a square view that shows `count` x `count` pixels.
inline Rect colour_pixel_place(Driver& driver, std::string_view view, int row, int col, int count) {
    const Rect place = driver.at(view);
    return place.row(row, count, 0).column(col, count, 0);
}

inline void click_colour_pixel(Driver& driver, std::string_view view, int row, int col, int count) {
    const Rect place = colour_pixel_place(driver, view, row, col, count);
    driver.click_at(place.centre_x(), place.centre_y());
}

/// The colour in a corner of a pixel, off its marks and its numbers.
inline unsigned colour_at_corner(Driver& driver, std::string_view view, int row, int col, int count) {
    const Rect place = colour_pixel_place(driver, view, row, col, count);
    return driver.pixel(place.x + place.w * .12F, place.y + place.h * .12F);
}

}  // namespace convscope::test
