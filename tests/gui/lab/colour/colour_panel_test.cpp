// The page of the filter with three slices, in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/filter/presets.h"
#include "core/image/colours/channel_tints.h"
#include "core/image/files/save.h"
#include "tests/gui/lab/colour/small_picture.h"

using namespace convscope;
using namespace convscope::test;

namespace {

unsigned packed(Rgb colour) {
    return (unsigned{colour.red} << 16U) | (unsigned{colour.green} << 8U) | colour.blue;
}

/// The whole number in a text such as "sum \u22128".
int number_in(std::string text) {
    const std::size_t minus = text.find("\u2212");
    const bool negative = minus != std::string::npos;
    text.erase(std::remove_if(text.begin(), text.end(), [](unsigned char c) { return c < '0' || c > '9'; }),
               text.end());
    REQUIRE_FALSE(text.empty());
    return negative ? -std::stoi(text) : std::stoi(text);
}

int cell_number(Driver& driver, int channel, const char* part, int row, int col) {
    return number_in(driver.text_in(
        fmt::format("colour.{}.{}.{}.{}", kColourNames.at(static_cast<std::size_t>(channel)), part, row, col)));
}

int line_number(Driver& driver, std::string_view name) {
    const std::string text = driver.text_in(name);
    return number_in(text.substr(text.rfind('\n') + 1));
}

int sobel(int row, int col) {
    constexpr std::array<std::array<int, 3>, 3> kValues{{{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}}};
    return kValues.at(static_cast<std::size_t>(row)).at(static_cast<std::size_t>(col));
}

std::string cut_texts_on_page(Driver& driver) {
    std::string texts;
    for (const DrawnText& drawn : driver.shell().texts())
        if (drawn.is_cut) texts += drawn.text + "\n";
    return texts;
}

}  // namespace

TEST_CASE(
    "R opens the filter on colours: three channels, three slices, three sums and one map; R and Escape leave it") {
    Driver driver;
    CHECK_FALSE(driver.has("colour"));
    driver.key(GLFW_KEY_R);
    driver.settle();
    CHECK(driver.view().page == LabPage::colour);
    for (const std::string name : kColourNames) {
        CHECK(driver.has("colour." + name + ".channel"));
        CHECK(driver.has("colour." + name + ".slice"));
        CHECK(driver.has("colour." + name + ".sum"));
    }
    CHECK(driver.has("colour.picture"));
    CHECK(driver.has("colour.map"));
    CHECK(driver.has("colour.pooled"));
    CHECK_FALSE(driver.has("filter.cell.0.0"));
    CHECK(driver.text_in("colour.answer") ==
          "Three channels in, one map out: the three sums are added. Eight filters would give eight maps.");
    CHECK(driver.text_in("colour.map.title") == "One map, 510 \u00d7 510");
    driver.key(GLFW_KEY_ESCAPE);
    CHECK(driver.has("filter.cell.0.0"));
    driver.key(GLFW_KEY_R);
    driver.key(GLFW_KEY_R);
    CHECK(driver.view().page == LabPage::filter);
    driver.key(GLFW_KEY_R);
    driver.click("lab.page.filter");
    CHECK(driver.view().page == LabPage::filter);
}

TEST_CASE("the picture is shown in its own colours and each channel in the channel's colour") {
    Driver driver;
    open_small_picture(driver);
    for (const Cell cell : {Cell{0, 0}, Cell{0, 5}, Cell{5, 0}}) {
        const auto byte = [&](int channel) {
            return static_cast<std::uint8_t>(small_value(channel, cell.row, cell.col));
        };
        CHECK(colour_at_corner(driver, "colour.picture", cell.row, cell.col, kColourRows) ==
              packed({byte(0), byte(1), byte(2)}));
        for (std::size_t i = 0; i < 3; ++i) {
            const unsigned drawn = colour_at_corner(driver, fmt::format("colour.{}.channel", kColourNames.at(i)),
                                                    cell.row, cell.col, kColourRows);
            const Rgb tint = channel_tint(kSliceChannels.at(i)).at(byte(static_cast<int>(i)));
            // The shader interpolates between two entries of the table.
            CHECK(std::abs(static_cast<int>(drawn >> 16U) - tint.red) <= 1);
            CHECK(std::abs(static_cast<int>(drawn >> 8U & 255U) - tint.green) <= 1);
            CHECK(std::abs(static_cast<int>(drawn & 255U) - tint.blue) <= 1);
        }
    }
}

TEST_CASE("the 27 products on screen add up to the three sums, and these to the map's value") {
    Driver driver;
    open_small_picture(driver);
    click_colour_pixel(driver, "colour.map", 2, 1, 4);
    REQUIRE(driver.view().pinned == PixelRef{Stage::filtered, 0, 2, 1});
    CHECK(driver.text_in("colour.title").find("Output row 2, column 1") == 0);
    int total = 0;
    for (int channel = 0; channel < 3; ++channel) {
        int sum = 0;
        for (int row = 0; row < 3; ++row)
            for (int col = 0; col < 3; ++col) {
                const int window = small_value(channel, 2 + row, 1 + col);
                CHECK(cell_number(driver, channel, "window", row, col) == window);
                CHECK(cell_number(driver, channel, "filter", row, col) == sobel(row, col));
                const int product = cell_number(driver, channel, "product", row, col);
                CHECK(product == window * sobel(row, col));
                sum += product;
            }
        CHECK(line_number(driver, fmt::format("colour.{}.sum_value",
                                              kColourNames.at(static_cast<std::size_t>(channel)))) == sum);
        total += sum;
    }
    CHECK(line_number(driver, "colour.sum") == total);
    CHECK(line_number(driver, "colour.activated") == total);
    CHECK(colour_results(driver).map->filtered.at(2, 1) == total);
}

TEST_CASE("weight, bias, activation and pooling are applied to the total of the three sums") {
    Driver driver;
    open_small_picture(driver);
    click_colour_pixel(driver, "colour.map", 2, 1, 4);
    const int sum = line_number(driver, "colour.sum");
    driver.click("colour.weight");
    driver.type("2");
    driver.key(GLFW_KEY_ENTER);
    driver.click("colour.bias");
    driver.type("-7");
    driver.key(GLFW_KEY_ENTER);
    driver.click("colour.activation.abs");
    driver.settle();
    CHECK(line_number(driver, "colour.sum") == sum);
    CHECK(line_number(driver, "colour.weighted") == 2 * sum);
    CHECK(line_number(driver, "colour.biased") == 2 * sum - 7);
    CHECK(line_number(driver, "colour.activated") == std::abs(2 * sum - 7));
    int largest = 0;
    for (int row = 0; row < 2; ++row)
        for (int col = 0; col < 2; ++col)
            largest = std::max(largest, number_in(driver.text_in(fmt::format("colour.pool.{}.{}", row, col))));
    CHECK(line_number(driver, "colour.pool.value") == largest);
    CHECK(colour_results(driver).map->pooled.at(1, 0) == largest);
    driver.click("colour.pooling.none");
    CHECK_FALSE(driver.has("colour.pooled"));
    CHECK_FALSE(driver.has("colour.pool.value"));
}

TEST_CASE("a slice that is off is not counted; undo counts it again") {
    Driver driver;
    open_small_picture(driver);
    click_colour_pixel(driver, "colour.map", 1, 1, 4);
    const int red = line_number(driver, "colour.red.sum_value");
    const int green = line_number(driver, "colour.green.sum_value");
    const int blue = line_number(driver, "colour.blue.sum_value");
    CHECK(driver.text_in("colour.green.on") == "Green: on");
    driver.click("colour.green.on");
    CHECK_FALSE(lab_colour(driver).filter.on[1]);
    CHECK(driver.text_in("colour.green.on") == "Green: off");
    CHECK(driver.text_in("colour.green.sum_value") == "not counted");
    CHECK(driver.text_in("colour.green.sum") == "not counted");
    CHECK(line_number(driver, "colour.sum") == red + blue);
    CHECK(colour_results(driver).map->filtered.at(1, 1) == red + blue);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(line_number(driver, "colour.sum") == red + green + blue);
    for (const std::string name : kColourNames) driver.click("colour." + name + ".on");
    CHECK(driver.text_in("colour.sum").find("no slice is on") == 0);
    CHECK(line_number(driver, "colour.sum") == 0);
    CHECK(colour_results(driver).map->filtered_range.high == 0);
}

TEST_CASE("pointing at the picture, a channel, a sum or the pooled map explains the same pixel") {
    Driver driver;
    open_small_picture(driver);
    const auto point = [&](std::string_view view, int row, int col, int count) {
        const Rect place = colour_pixel_place(driver, view, row, col, count);
        driver.move(place.centre_x(), place.centre_y());
        driver.frames(2);
        return driver.text_in("colour.title").substr(0, std::string_view("Output row 1, column 2").size());
    };
    CHECK(point("colour.picture", 2, 3, 6) == "Output row 1, column 2");
    CHECK(point("colour.blue.channel", 2, 3, 6) == "Output row 1, column 2");
    CHECK(point("colour.red.sum", 1, 2, 4) == "Output row 1, column 2");
    CHECK(point("colour.map", 1, 2, 4) == "Output row 1, column 2");
    // The pooled pixel selects the largest of its block.
    const FloatImage& map = colour_results(driver).map->filtered;
    Cell best{2, 0};
    for (const Cell cell : {Cell{2, 1}, Cell{3, 0}, Cell{3, 1}})
        if (map.at(cell.row, cell.col) > map.at(best.row, best.col)) best = cell;
    CHECK(point("colour.pooled", 1, 0, 2) == fmt::format("Output row {}, column {}", best.row, best.col));
}

TEST_CASE("the pinned pixel moves with the arrow keys, and Escape unpins it before it leaves the page") {
    Driver driver;
    open_small_picture(driver);
    click_colour_pixel(driver, "colour.map", 1, 1, 4);
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_DOWN);
    CHECK(driver.view().pinned == PixelRef{Stage::filtered, 0, 2, 2});
    for (int i = 0; i < 4; ++i) driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.view().pinned == PixelRef{Stage::filtered, 0, 2, 3});
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.view().pinned);
    CHECK(driver.view().page == LabPage::colour);
    driver.key(GLFW_KEY_ESCAPE);
    CHECK(driver.view().page == LabPage::filter);
}

TEST_CASE(
    "examples, presets for one slice or all, and dragged values change the filter; each change is one undo step") {
    Driver driver;
    open_small_picture(driver);
    const LabColour first = lab_colour(driver);
    driver.click("colour.example.red-green");
    CHECK(lab_colour(driver).filter.slices == find_colour_example("red-green")->slices);
    CHECK(driver.text_in("colour.note").find("Finds red objects") == 0);
    CHECK(colour_results(driver).map->filtered.at(0, 0) == small_value(0, 1, 1) - small_value(1, 1, 1));

    driver.click("colour.target.blue");
    driver.click("colour.preset");
    driver.scroll_to("colour.preset.list", "colour.preset.box-blur");
    driver.click("colour.preset.box-blur");
    CHECK(lab_colour(driver).filter.slices[2].at(0, 0) == doctest::Approx(1.0 / 9));
    CHECK(lab_colour(driver).filter.slices[0] == find_colour_example("red-green")->slices[0]);
    driver.click("colour.target.all");
    driver.click("colour.preset");
    driver.scroll_to("colour.preset.list", "colour.preset.laplacian");
    driver.click("colour.preset.laplacian");
    for (const Kernel& slice : lab_colour(driver).filter.slices) CHECK(slice == find_preset("laplacian")->kernel);
    for (int i = 0; i < 3; ++i) driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(lab_colour(driver) == first);

    driver.drag("colour.green.cell.1.1", 40, 0);
    CHECK(lab_colour(driver).filter.slices[1].at(1, 1) == 5);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(lab_colour(driver) == first);
    CHECK_FALSE(driver.shell().document().colour.filter.slices[1].at(1, 1) == 5);
}

TEST_CASE("undo of a change on the colour page shows the colour page") {
    Driver driver;
    open_small_picture(driver);
    driver.click("colour.blue.on");
    driver.key(GLFW_KEY_R);
    REQUIRE(driver.view().page == LabPage::filter);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.view().page == LabPage::colour);
    CHECK(lab_colour(driver).filter.on[2]);
}

TEST_CASE("the page says that the channels of a grey picture are equal, and offers a picture in colour") {
    Driver driver;
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/text.png"});
    driver.settle();
    driver.key(GLFW_KEY_R);
    driver.settle();
    CHECK(driver.text_in("colour.grey") == "This picture is grey: its three channels are equal.");
    driver.click("colour.sample");
    driver.settle();
    CHECK(driver.document().picture.name() == "staircase");
    CHECK(driver.view().page == LabPage::colour);
    CHECK_FALSE(driver.has("colour.grey"));
}

TEST_CASE("a picture smaller than the filter has no map, and the page says why") {
    Driver driver;
    save_png(driver.folder() / "tiny.png", {2, 2}, 3, std::vector<std::uint8_t>(12, 100));
    driver.drop({driver.folder() / "tiny.png"});
    driver.settle();
    driver.key(GLFW_KEY_R);
    driver.settle();
    CHECK_FALSE(driver.has("colour.map"));
    CHECK(driver.has("colour.red.channel"));
    CHECK(driver.text_in("colour.problem").find("border zero or replicate") != std::string::npos);
    driver.click("colour.border.zero");
    driver.settle();
    CHECK(driver.has("colour.map"));
}

TEST_CASE("the code window shows the filter with three slices in all four libraries") {
    Driver driver(1920, 1080);
    driver.key(GLFW_KEY_R);
    driver.settle();
    driver.click("colour.blue.on");
    driver.click("colour.code");
    driver.frames(3);
    CHECK(driver.text_in("code.text").find("all 27 products, summed into one map") != std::string::npos);
    CHECK(driver.text_in("code.text").find("# this slice is off") != std::string::npos);
    driver.click("code.library.keras");
    driver.frames(3);
    const std::string keras = driver.text_in("code.text");
    CAPTURE(keras);
    CHECK(keras.find("conv.set_weights([kernel[:, :, :, ") != std::string::npos);
}

TEST_CASE("zooming moves all views of the colour page together") {
    Driver driver;
    driver.key(GLFW_KEY_R);
    driver.settle();
    driver.move_to("colour.map");
    driver.wheel(3);
    CHECK_FALSE(driver.view().camera.fitted);
    CHECK(driver.view().camera.zoom > 1.5);
    driver.key(GLFW_KEY_F);
    CHECK(driver.view().camera.fitted);
}

TEST_CASE("no text on the colour page is cut off at any size, folded or in presentation mode") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        driver.key(GLFW_KEY_R);
        driver.settle();
        const auto check = [&](const std::string& state) {
            INFO(state << " at " << size.cols << " x " << size.rows);
            CHECK(cut_texts_on_page(driver) == "");
        };
        check("edges");
        for (const ColourExample& example : colour_examples()) {
            driver.click("colour.example." + std::string(example.slug));
            check(std::string(example.slug));
        }
        driver.click("colour.red.on");
        check("red off");
        driver.key(GLFW_KEY_F9);
        check("folded");
        driver.key(GLFW_KEY_F10);
        check("presentation");
    }
}
