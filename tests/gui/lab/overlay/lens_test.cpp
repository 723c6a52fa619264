// The lens over the input: its place, its numbers, and when it is shown.
#include "app/gui/lab/overlay/lens.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

void point_at(Driver& driver, std::string_view view, float across, float down) {
    const Rect rect = driver.at(view);
    driver.move(rect.x + rect.w * across, rect.y + rect.h * down);
    driver.frames(2);
}

}  // namespace

TEST_CASE("the lens is placed outside the window, in the farthest corner of the view") {
    const Rect bounds{0, 0, 300, 340};
    const Rect at_left{20, 40, 30, 30};
    CHECK(lens_place(bounds, at_left, 160, 120) == Rect{140, 220, 160, 120});
    const Rect at_right{250, 290, 30, 30};
    CHECK(lens_place(bounds, at_right, 160, 120) == Rect{0, 0, 160, 120});
    const Rect in_middle{135, 135, 30, 30};
    // There is room only below the window.
    CHECK(lens_place(bounds, in_middle, 200, 175) == Rect{0, 165, 200, 175});
    CHECK_FALSE(lens_place(bounds, {10, 10, 280, 320}, 160, 120));
    CHECK_FALSE(lens_place(bounds, at_left, 160, 341));
}

TEST_CASE(
    "the lens shows the window's numbers if the view's pixels are too small for them, and never covers the window") {
    Driver driver;
    CHECK_FALSE(driver.has("lens"));
    for (const float across : {0.05F, 0.3F, 0.5F, 0.7F, 0.95F}) {
        for (const float down : {0.05F, 0.5F, 0.95F}) {
            point_at(driver, "view.input", across, down);
            const auto& lab = driver.shell().workspace<LabWorkspace>();
            const Selection selection = lab.selection().value();
            REQUIRE(selection.input.has_value());
            const Rect view = driver.at("view.input");
            const float pixel = view.w / 512;
            const Rect window{view.x + pixel * static_cast<float>(selection.output.col),
                              view.y + pixel * static_cast<float>(selection.output.row), 3 * pixel, 3 * pixel};
            REQUIRE_FALSE(overlap(driver.at("lens"), window));
            const auto places = [](const char* one, int first) {
                return fmt::format("{}s {}\u2013{}", one, first, first + 2);
            };
            const std::string shown = driver.text_in("lens");
            const std::string rows = places("row", selection.output.row);
            CHECK((shown.starts_with("input " + rows) || shown.starts_with(rows)));  // the lens may be narrow
            CHECK(shown.find(places("column", selection.output.col)) != std::string::npos);
            for (int r = selection.output.row; r < selection.output.row + 3; ++r)
                for (int c = selection.output.col; c < selection.output.col + 3; ++c) {
                    const std::string cell = "lens." + std::to_string(r) + "." + std::to_string(c);
                    const int value = static_cast<int>(lab.results().input.at(r, c));
                    CHECK(driver.text_in(cell) == std::to_string(value));
                }
        }
    }
}

TEST_CASE("the lens shows the window of the pixel under the pointer on any view, and Z hides it") {
    Driver driver;
    point_at(driver, "view.pooled", 0.25F, 0.25F);
    const Selection selection = driver.shell().workspace<LabWorkspace>().selection().value();
    const auto cell = [](int row, int col) { return "lens." + std::to_string(row) + "." + std::to_string(col); };
    CHECK(driver.has(cell(selection.output.row, selection.output.col)));
    CHECK_FALSE(driver.has(cell(selection.output.row + 3, selection.output.col + 3)));
    driver.key(GLFW_KEY_F9);  // the larger picture has room for one more pixel around the window
    point_at(driver, "view.pooled", 0.25F, 0.25F);
    const Selection again = driver.shell().workspace<LabWorkspace>().selection().value();
    CHECK(driver.has(cell(again.output.row, again.output.col)));
    CHECK(driver.has(cell(again.output.row + 3, again.output.col + 3)));
    driver.key(GLFW_KEY_Z);
    driver.frames(2);
    CHECK_FALSE(driver.view().lens);
    CHECK_FALSE(driver.has("lens"));
    driver.click("view.lens");
    CHECK(driver.view().lens);
    driver.move(5, 5);
    driver.frames(2);
    CHECK_FALSE(driver.has("lens"));
}

TEST_CASE("there is no lens if the view's pixels are as large as the lens's cells") {
    Driver driver;
    const auto file = driver.folder() / "example.png";
    save_png(file, {3, 3}, 1, std::vector<std::uint8_t>{0, 64, 128, 48, 192, 144, 142, 226, 168});
    driver.drop({file});
    driver.click("stage.pooling.none");
    point_at(driver, "view.input", 0.5F, 0.5F);
    REQUIRE(driver.shell().workspace<LabWorkspace>().selection());
    CHECK_FALSE(driver.has("lens"));
}

TEST_CASE("beyond the input's edge the lens shows the padding") {
    Driver driver(1300, 1400);  // there is room for the pixels around the window
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/ankle_boot.png"});
    driver.settle();
    const auto point_at_first = [&] {
        driver.move(5, 5);
        driver.frames(2);
        const ViewSlot& slot = driver.shell().workspace<LabWorkspace>().slots().at(1);
        REQUIRE(slot.stage == Stage::filtered);
        const Rect cell = slot.map.cells(0, 0);
        driver.move(cell.centre_x(), cell.centre_y());
        driver.frames(2);
        REQUIRE(driver.shell().workspace<LabWorkspace>().selection()->output == Cell{0, 0});
    };
    driver.click("stage.border.zero");
    driver.key(GLFW_KEY_F9);
    point_at_first();
    CHECK(driver.text_in("lens.-1.-1") == "0");
    CHECK(driver.text_in("lens.-2.-2").empty());
    CHECK(driver.text_in("lens").find("rows \u22121 to 1") != std::string::npos);
    driver.key(GLFW_KEY_F9);
    driver.click("stage.border.replicate");
    driver.key(GLFW_KEY_F9);
    point_at_first();
    CHECK(driver.text_in("lens.-1.-1") == driver.text_in("lens.0.0"));
}

TEST_CASE("the lens covers less than a quarter of the input, and the arithmetic's title names the output's pixel") {
    for (const bool presentation : {false, true}) {
        Driver driver;
        driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/ankle_boot.png"});
        driver.settle();
        if (presentation) driver.key(GLFW_KEY_F10);
        point_at(driver, "view.input", 0.3F, 0.3F);
        const Rect lens = driver.at("lens"), view = driver.at("view.input");
        CHECK(lens.w * lens.h < 0.25F * view.w * view.h);
        const Cell output = driver.shell().workspace<LabWorkspace>().selection()->output;
        CHECK(driver.text_in("inspector.title") == fmt::format("Output row {}, column {}", output.row, output.col));
    }
}

namespace {

/// Checks the lens at three places of the input: it is small, and has all numbers under the filter or none. Returns
/// the number of lenses with numbers.
int check_lens(Driver& driver) {
    int with_numbers = 0;
    for (const float across : {0.1F, 0.45F, 0.9F}) {
        point_at(driver, "view.input", across, 0.8F);
        REQUIRE(driver.has("lens"));
        const Rect lens = driver.at("lens"), view = driver.at("view.input");
        CHECK(lens.w * lens.h < 0.25F * view.w * view.h);
        const auto& lab = driver.shell().workspace<LabWorkspace>();
        const Cell output = lab.selection().value().output;
        const bool has_numbers = !driver.text_in("lens").empty();
        if (has_numbers) ++with_numbers;
        for (int r = output.row; r < output.row + 3; ++r)
            for (int c = output.col; c < output.col + 3; ++c) {
                const auto value = static_cast<int>(lab.results().input.at(r, c));
                CHECK(driver.text_in(fmt::format("lens.{}.{}", r, c)) == (has_numbers ? std::to_string(value) : ""));
            }
    }
    for (const DrawnText& drawn : driver.shell().texts()) {
        CAPTURE(drawn.text);
        CHECK_FALSE(drawn.is_cut);
    }
    return with_numbers;
}

}  // namespace

TEST_CASE("the lens has numbers with one filter and in every strip, and leaves three quarters of the view free") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        for (int count = 1; count <= kMaxFilters; ++count) {
            CAPTURE(size.cols);
            CAPTURE(count);
            CHECK(check_lens(driver) == 3);
            driver.key(GLFW_KEY_KP_ADD);
            driver.settle();
        }
    }
}

TEST_CASE("if letters are too large for the view, the lens has colours without numbers and title") {
    Driver driver(1024, 768);
    for (int count = 1; count < kMaxFilters; ++count) driver.key(GLFW_KEY_KP_ADD);
    driver.settle();
    for (int i = 0; i < 4; ++i) driver.key(GLFW_KEY_EQUAL, GLFW_MOD_CONTROL);
    driver.frames(2);
    CHECK(check_lens(driver) == 0);
}
