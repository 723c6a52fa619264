// The colours on screen: contrast of the outputs, one map for all of them, and the texts of the legends.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

ImU32 packed(Rgb colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, 255);
}

/// The drawn pixels of a square picture that is shown whole in this view, row by row.
std::vector<ImU32> pixels_of(Driver& driver, std::string_view view) {
    const Rect place = driver.at(view);
    const float side = std::min(place.w, place.h) - 4;
    const auto top = static_cast<std::size_t>(place.centre_y() - side / 2);
    const auto left = static_cast<std::size_t>(place.centre_x() - side / 2);
    const auto length = static_cast<std::size_t>(side);
    const std::vector<std::uint8_t> shot = driver.shell().screenshot();
    const auto width = static_cast<std::size_t>(driver.shell().window().framebuffer_size().cols);
    std::vector<ImU32> pixels;
    for (std::size_t r = top; r < top + length; ++r)
        for (std::size_t c = left; c < left + length; ++c) {
            const std::size_t i = (r * width + c) * 3;
            pixels.push_back(IM_COL32(shot.at(i), shot.at(i + 1), shot.at(i + 2), 255));
        }
    return pixels;
}

/// The share of the view's pixels with a contrast of at least 3:1 to the colour of 0.
double share_standing_out(Driver& driver, std::string_view view) {
    const ImU32 ground = packed(colour_of(ColourMap::diverging, {-1, 1}, 0));
    const std::vector<ImU32> pixels = pixels_of(driver, view);
    const auto stands_out = [ground](ImU32 pixel) { return contrast(pixel, ground) >= 3; };
    return static_cast<double>(std::ranges::count_if(pixels, stands_out)) / static_cast<double>(pixels.size());
}

/// The share of pixels without any hue.
double share_of_grey(Driver& driver, std::string_view view) {
    const std::vector<ImU32> pixels = pixels_of(driver, view);
    const auto is_grey = [](ImU32 p) { return (p & 255U) == (p >> 8 & 255U) && (p & 255U) == (p >> 16 & 255U); };
    return static_cast<double>(std::ranges::count_if(pixels, is_grey)) / static_cast<double>(pixels.size());
}

void choose_preset(Driver& driver, const std::string& slug) {
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset." + slug);
    driver.click("filter.preset." + slug);
}

std::string legend(Driver& driver, std::string_view view) {
    return driver.text_in(std::string(view) + ".legend");
}

bool is_grey_legend(const std::string& text) {
    return text == "0\n255";
}

}  // namespace

TEST_CASE(
    "on the first screen at least 12 % of the filtered view has a contrast of 3:1, in both themes and directions") {
    for (const Size window : {Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(window.cols, window.rows);
        for (int theme = 0; theme < 2; ++theme) {
            CAPTURE(window.cols);
            CAPTURE(theme);
            const double vertical = share_standing_out(driver, "view.filtered");
            MESSAGE("vertical lines: ", 100 * vertical, " %");
            CHECK(vertical >= 0.12);
            driver.click("filter.transpose");
            const double horizontal = share_standing_out(driver, "view.filtered");
            MESSAGE("horizontal lines: ", 100 * horizontal, " %");
            CHECK(horizontal >= 0.12);
            CHECK(share_standing_out(driver, "view.pooled") >= 0.12);
            driver.click("filter.transpose");
            driver.key(GLFW_KEY_T);
        }
    }
}

TEST_CASE("responses have the same dark background in both themes, and a white one only if it is chosen") {
    Driver driver;
    const auto share_near = [&](Rgb colour) {
        const std::vector<ImU32> pixels = pixels_of(driver, "view.filtered");
        const auto is_near = [&](ImU32 pixel) { return contrast(pixel, packed(colour)) < 1.5F; };
        return static_cast<double>(std::ranges::count_if(pixels, is_near)) / static_cast<double>(pixels.size());
    };
    const Rgb dark{18, 20, 26}, white{255, 255, 255};
    const double share = share_near(dark);
    CHECK(share > 0.3);
    driver.key(GLFW_KEY_T);
    CHECK(share_near(dark) == doctest::Approx(share).epsilon(0.05));
    CHECK(share_near(white) < 0.1);
    driver.click("view.colours");
    driver.click("view.colours.diverging-light");
    CHECK(driver.view().colour_map == ColourMap::diverging_light);
    CHECK(share_near(white) > 0.3);
}

TEST_CASE("filtered and pooled, A and B have one map and one range for every preset and activation") {
    Driver driver(1600, 1000);
    driver.key(GLFW_KEY_C);
    for (const char* preset : {"sobel-vertical", "outline", "sharpen", "box-blur", "identity"}) {
        choose_preset(driver, preset);
        for (const char* activation : {"none", "relu", "abs", "clamp"}) {
            driver.click(std::string("stage.activation.") + activation);
            CAPTURE(preset);
            CAPTURE(activation);
            const std::string first = legend(driver, "view.filtered");
            for (const char* view : {"view.pooled", "view.filtered.b", "view.pooled.b"})
                CHECK(legend(driver, view) == first);
        }
    }
}

TEST_CASE("pictures stay grey: sharpen, blur and emboss show 0..255, with marks on values outside") {
    Driver driver;
    for (const char* preset : {"identity", "sharpen", "emboss", "gaussian"}) {
        choose_preset(driver, preset);
        CAPTURE(preset);
        CHECK(is_grey_legend(legend(driver, "view.filtered")));
        CHECK(is_grey_legend(legend(driver, "view.pooled")));
        // Sharpen and Emboss leave 0..255 in many places, Identity and Gaussian nowhere.
        const bool marks = std::string_view(preset) == "sharpen" || std::string_view(preset) == "emboss";
        CHECK(share_of_grey(driver, "view.filtered") > (marks ? 0.4 : 0.95));
    }
    CHECK(driver.text_in("view.filtered.note").find("outside") == std::string::npos);
    choose_preset(driver, "sharpen");
    CHECK(driver.text_in("view.filtered.note").find("% outside") != std::string::npos);
    const std::vector<ImU32> pixels = pixels_of(driver, "view.filtered");
    CHECK(std::ranges::count(pixels, packed(kBelowColour)) > 0);
    CHECK(std::ranges::count(pixels, packed(kAboveColour)) > 0);
}

TEST_CASE("dragging one value never changes the map") {
    Driver driver;
    const std::string cell = "filter.cell.1.1";
    for (const std::string preset : {"identity", "sharpen", "sobel-vertical", "laplacian"}) {
        const bool grey = preset == "identity" || preset == "sharpen";
        choose_preset(driver, preset);
        CAPTURE(preset);
        const Rect place = driver.at(cell);
        driver.move(place.centre_x(), place.centre_y());
        driver.press();
        for (const float dx : {8.F, 16.F, 24.F, 0.F, -8.F, -16.F, -40.F}) {
            driver.move(place.centre_x() + dx, place.centre_y());
            driver.frames(2);
            CAPTURE(dx);
            CHECK(is_grey_legend(legend(driver, "view.filtered")) == grey);
        }
        driver.release();
        driver.settle();
        CHECK(is_grey_legend(legend(driver, "view.filtered")) == grey);
    }
}

TEST_CASE("the legend of responses has 0 in the middle, equal ends, and the share of values beyond them") {
    Driver driver;
    const std::string text = legend(driver, "view.filtered");
    const std::size_t first = text.find('\n'), last = text.rfind('\n');
    REQUIRE(first != std::string::npos);
    const std::string low = text.substr(0, first);
    const std::string high = text.substr(first + 1, last - first - 1);
    CHECK(low == "\u2212" + high);
    CHECK(text.substr(last + 1) == "0");
    CHECK(std::stod(high) > 500);
    CHECK(std::stod(high) < 918);
    CHECK(driver.text_in("view.filtered.note").find("% beyond the ends") != std::string::npos);
    // ReLU leaves the positive half.
    driver.click("stage.activation.relu");
    CHECK(legend(driver, "view.filtered").starts_with("0\n"));
    CHECK(share_of_grey(driver, "view.filtered") < 0.2);
}

TEST_CASE("the legend of an output of zeros goes from -1 to 1, or from 0 to 1 after ReLU, and says that all are 0") {
    Driver driver;
    save_png(driver.folder() / "flat.png", {8, 8}, 1, std::vector<std::uint8_t>(64, 100));
    driver.drop({driver.folder() / "flat.png"});
    driver.settle();
    driver.move(5, 5);
    driver.frames(2);
    REQUIRE(driver.output().filtered_range == Range{0, 0});
    CHECK(driver.text_in("view.filtered.legend") == "\u22121\n1\n0");
    CHECK(driver.text_in("view.filtered.note") == "all values 0");
    driver.click("stage.activation.relu");
    driver.move(5, 5);
    driver.settle();
    CHECK(driver.text_in("view.pooled.legend") == "0\n1");
}

TEST_CASE("one click shows the course's white on black, and a second click restores the colours") {
    Driver driver;
    driver.click("view.course");
    CHECK(driver.view().colour_map == ColourMap::grey);
    CHECK(is_grey_legend(legend(driver, "view.filtered")));
    CHECK(share_of_grey(driver, "view.filtered") > 0.9);
    CHECK(driver.text_in("view.filtered.note").find("% below 0") != std::string::npos);
    driver.click("view.course");
    CHECK(driver.view().colour_map == ColourMap::automatic);
    CHECK(driver.view().range_scope == RangeScope::layer);
}

TEST_CASE("the gain moves the ends nearer to 0, so that more pixels have a high contrast") {
    Driver driver;
    const double before = share_standing_out(driver, "view.filtered");
    const Rect slider = driver.at("view.gain");
    driver.click_at(slider.right() - 1, slider.centre_y());
    CHECK(driver.view().gain == kMaxGain);
    CHECK(share_standing_out(driver, "view.filtered") > before + 0.1);
    driver.click_at(slider.x + 1, slider.centre_y());
    CHECK(driver.view().gain == kMinGain);
    CHECK(share_standing_out(driver, "view.filtered") < before);
}

TEST_CASE("a picture of one column is visible and can be pointed at when the whole picture is shown") {
    Driver driver;
    const auto file = driver.folder() / "thin.png";
    save_png(file, {5000, 1}, 1, std::vector<std::uint8_t>(5000, 200));
    driver.drop({file});
    const Rect place = driver.at("view.input");
    const auto is_drawn = [&](float x) {
        const unsigned pixel = driver.pixel(place.centre_x() + x, place.centre_y() - 40);
        return pixel == 0xc8c8c8;
    };
    CHECK(is_drawn(-1));
    CHECK(is_drawn(1));
    CHECK_FALSE(is_drawn(6));
    driver.move(place.centre_x() + 1, place.centre_y() - 40);
    driver.frames(2);
    CHECK(driver.text_in("view.input.note").find("column 0: 200") != std::string::npos);
}

TEST_CASE("marks are outlines that do not change the colours of the values") {
    Driver driver;
    const auto file = driver.folder() / "small.png";
    std::vector<std::uint8_t> values(12 * 12);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(i * 37 % 251);
    save_png(file, {12, 12}, 1, values);
    driver.drop({file});
    driver.move(2, 2);
    driver.settle();
    const std::vector<ImU32> away = pixels_of(driver, "view.filtered");
    driver.move_to("view.input");
    driver.settle();
    const std::vector<ImU32> marked = pixels_of(driver, "view.filtered");
    REQUIRE(away.size() == marked.size());
    std::size_t changed = 0;
    for (std::size_t i = 0; i < away.size(); ++i) changed += away[i] == marked[i] ? 0 : 1;
    // The block and nine more of the hundred pixels are marked: tints would change more than a seventh of the view.
    CHECK(changed > 0);
    CHECK(static_cast<double>(changed) / static_cast<double>(away.size()) < 0.1);
}
