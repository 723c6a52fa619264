// Padding around the input, and the hatching of pixels without an output.
#include "app/gui/lab/overlay/border_marks.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

FilterSettings settings_of(int size, Border border, int stride = 1, int dilation = 1) {
    FilterSettings settings;
    settings.kernel = {size, {}};
    settings.border = border;
    settings.stride = stride;
    settings.dilation = dilation;
    return settings;
}

/// Opens a picture of equal grey pixels, which are large on screen.
void open_plain(Driver& driver, Size size) {
    const auto file = driver.folder() / "plain.png";
    save_png(file, size, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), 120));
    driver.drop({file});
    driver.move(5, 5);
    driver.frames(2);
}

/// The colours along the diagonal of a pixel of a view that shows `shown` pixels across and down, the first of them at
/// position `first` of the picture.
std::set<unsigned> colours_of(Driver& driver, std::string_view view, double shown, double first, int row, int col) {
    const Rect rect = driver.at(view);
    const float pixel = std::min(rect.w, rect.h) / static_cast<float>(shown);
    const float x = rect.centre_x() + (static_cast<float>(col - first) - static_cast<float>(shown) / 2) * pixel;
    const float y = rect.centre_y() + (static_cast<float>(row - first) - static_cast<float>(shown) / 2) * pixel;
    std::set<unsigned> colours;
    const int last = static_cast<int>(std::ceil(pixel * 0.9F));
    for (int step = 3; step < last; ++step) colours.insert(driver.pixel(x + static_cast<float>(step), y + 3));
    return colours;
}

}  // namespace

TEST_CASE("the strips around a rectangle cover the area outside it, and empty strips are omitted") {
    const std::vector<PixelRect> ring = strips_around({-1, -1, 5, 6}, {0, 0, 3, 4});
    CHECK(ring == std::vector<PixelRect>{{-1, -1, 1, 6}, {3, -1, 1, 6}, {0, -1, 3, 1}, {0, 4, 3, 1}});
    CHECK(strips_around({0, 0, 5, 7}, {0, 0, 4, 6}) == std::vector<PixelRect>{{4, 0, 1, 7}, {0, 6, 4, 1}});
    CHECK(strips_around({0, 0, 4, 4}, {0, 0, 4, 4}).empty());
}

TEST_CASE(
    "window_centres() of a valid border excludes the outer ring, and with a stride also the rows and columns that are "
    "left over") {
    const auto centres = [](Size input, const FilterSettings& settings) {
        return window_centres(geometry(input, settings));
    };
    CHECK(centres({28, 28}, settings_of(3, Border::valid)) == PixelRect{1, 1, 26, 26});
    CHECK(centres({28, 30}, settings_of(5, Border::valid)) == PixelRect{2, 2, 24, 26});
    CHECK(centres({28, 28}, settings_of(3, Border::valid, 1, 2)) == PixelRect{2, 2, 24, 24});
    CHECK(centres({8, 8}, settings_of(3, Border::valid, 2)) == PixelRect{1, 1, 5, 5});
    CHECK(centres({28, 28}, settings_of(3, Border::zero)) == PixelRect{0, 0, 28, 28});
}

TEST_CASE("with a stride larger than the window, no window reads the rows and columns between windows") {
    const auto unread = [](Size input, const FilterSettings& settings) {
        return unread_strips(geometry(input, settings), {0, 0, input.rows, input.cols});
    };
    // Windows at 0-2 and 4-6 do not read 3 and 7.
    CHECK(unread({8, 7}, settings_of(3, Border::valid, 4)) ==
          std::vector<PixelRect>{{3, 0, 1, 7}, {7, 0, 1, 7}, {0, 3, 8, 1}});
    CHECK(unread({8, 8}, settings_of(3, Border::valid, 2)) == std::vector<PixelRect>{{7, 0, 1, 8}, {0, 7, 8, 1}});
    CHECK(unread({9, 9}, settings_of(3, Border::valid, 2)).empty());
    CHECK(unread({8, 8}, settings_of(3, Border::valid)).empty());
    // The taps of a window with dilation 2 lie on every second pixel: at 0, 2, 4 and 2, 4, 6.
    CHECK(unread({7, 7}, settings_of(3, Border::valid, 2, 2)).size() == 6);
    // A zero border: 10 rows in three windows from -1 on, at -1..1, 3..5, 7..9, or as the padding is divided.
    const Geometry g = geometry({10, 10}, settings_of(3, Border::zero, 4));
    std::set<int> expected{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    for (int out = 0; out < g.rows.output; ++out)
        for (int tap = 0; tap < 3; ++tap) expected.erase(out * 4 - g.rows.pad_before + tap);
    REQUIRE(expected.size() == 2);
    std::set<int> rows;
    for (const PixelRect& strip : unread({10, 10}, settings_of(3, Border::zero, 4)))
        if (strip.cols == 10)
            for (int i = 0; i < strip.rows; ++i) rows.insert(strip.row + i);
    CHECK(rows == expected);
}

TEST_CASE("pixels between two windows are hatched on the input, pixels in a window are not") {
    Driver driver;
    open_plain(driver, {11, 11});
    driver.click("stage.stride.4");
    driver.move(5, 5);
    driver.frames(2);
    // Windows at 0-2, 4-6, 8-10; the middle one is outlined. The outputs make the views show 12 x 12 pixels.
    CHECK(colours_of(driver, "view.input", 12, -0.5, 5, 3).size() > 2);
    CHECK(colours_of(driver, "view.input", 12, -0.5, 3, 5).size() > 2);
    CHECK(colours_of(driver, "view.input", 12, -0.5, 5, 5).size() <= 2);
    CHECK(colours_of(driver, "view.input", 12, -0.5, 2, 2).size() <= 2);
}

TEST_CASE("padding is drawn around the input with its values, and is hatched") {
    Driver driver;
    open_plain(driver, {6, 6});
    driver.click("stage.border.zero");
    driver.move(5, 5);
    driver.frames(2);
    const auto padding = colours_of(driver, "view.input", 8, -1, -1, 2);
    CHECK(padding.contains(0x000000));
    CHECK(padding.size() > 1);
    CHECK_FALSE(padding.contains(0x787878));
    CHECK(colours_of(driver, "view.input", 8, -1, 2, 2).contains(0x787878));
    const std::string numbers = driver.text_in("view.input");
    CHECK(std::ranges::count(numbers, '\n') == 63);  // 36 pixels and 28 positions of padding
    driver.click("stage.border.replicate");
    driver.move(5, 5);
    driver.frames(2);
    CHECK(colours_of(driver, "view.input", 8, -1, -1, 2).contains(0x787878));
}

TEST_CASE(
    "the ring that a valid border loses is hatched on the input, and the pixels that pooling drops on the filtered "
    "picture") {
    Driver driver;
    open_plain(driver, {7, 7});
    CHECK(colours_of(driver, "view.input", 7, 0, 0, 3).size() > 2);
    CHECK(colours_of(driver, "view.input", 7, 0, 3, 3).contains(0x787878));
    CHECK(driver.output().filtered.size() == Size{5, 5});
    // Two 2 x 2 blocks fit into five columns: the last one is dropped.
    const auto kept = colours_of(driver, "view.filtered", 7, -1, 1, 1);
    const auto dropped = colours_of(driver, "view.filtered", 7, -1, 1, 4);
    CHECK(dropped.size() > kept.size() + 2);
    driver.click("stage.pooling.none");
    driver.move(5, 5);
    driver.frames(2);
    CHECK(colours_of(driver, "view.filtered", 7, -1, 1, 4).size() <= kept.size() + 1);
}

TEST_CASE("with a zero border and stride 2 no column of an output is cut off") {
    Driver driver;
    open_plain(driver, {28, 28});
    driver.click("stage.border.zero");
    driver.click("stage.stride.2");
    const auto& lab = driver.shell().workspace<LabWorkspace>();
    REQUIRE(lab.results().outputs[0]->pooled.size() == Size{7, 7});
    // The views show columns 0 to 29 of the padded input; the pooled picture's last column ends at 28.5.
    const Rect view = driver.at("view.pooled");
    driver.move(view.x + view.w * 28.3F / 29, view.centre_y());
    driver.frames(2);
    REQUIRE(lab.selection());
    REQUIRE(lab.selection()->pooled);
    CHECK(lab.selection()->pooled->col == 6);
}

TEST_CASE(
    "in the dark theme, pixels that the player has not reached differ from the background and from reached pixels") {
    Driver driver;
    open_plain(driver, {6, 6});
    driver.key(GLFW_KEY_T);
    driver.key(GLFW_KEY_RIGHT);
    for (int i = 0; i < 7; ++i) driver.key(GLFW_KEY_RIGHT);
    driver.settle();
    REQUIRE(driver.view().player.position == 7);
    const auto level_at = [&](std::string_view view, int stage, int row, int col) {
        const Rect cell =
            driver.shell().workspace<LabWorkspace>().slots().at(static_cast<std::size_t>(stage)).map.cells(row, col);
        REQUIRE(driver.has(view));
        return driver.pixel(cell.x + 3, cell.y + 3) >> 8U & 0xffU;
    };
    // The background of views is 10 13 17 in hexadecimal digits.
    CHECK(level_at("view.filtered", 1, 3, 3) > 0x13 + 20);
    CHECK(level_at("view.filtered", 1, 0, 0) < level_at("view.filtered", 1, 3, 3));
    CHECK(level_at("view.pooled", 2, 1, 1) > 0x13 + 20);
}
