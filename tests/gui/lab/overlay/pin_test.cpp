// The pinned pixel: its marks, its keys, and Escape, which unpins it.
#include "app/gui/lab/overlay/pin.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

void pin_at(Driver& driver, std::string_view view, float across, float down) {
    const Rect rect = driver.at(view);
    driver.click_at(rect.x + rect.w * across, rect.y + rect.h * down);
}

}  // namespace

TEST_CASE("a pinned pixel moves by one row or column and stays within its picture") {
    const PixelRef pixel{Stage::filtered, 0, 0, 5};
    CHECK(moved_pin(pixel, Key::up, {8, 6}) == pixel);
    CHECK(moved_pin(pixel, Key::right, {8, 6}) == pixel);
    CHECK(moved_pin(pixel, Key::down, {8, 6}) == PixelRef{Stage::filtered, 0, 1, 5});
    CHECK(moved_pin(pixel, Key::left, {8, 6}) == PixelRef{Stage::filtered, 0, 0, 4});
    CHECK(moved_pin({Stage::input, 1, 9, 9}, Key::left, {3, 3}) == PixelRef{Stage::input, 1, 2, 2});
}

TEST_CASE("arrow keys move the pinned pixel on the view where it was pinned, and do not start the player") {
    Driver driver;
    for (const char* const view : {"view.input", "view.filtered", "view.pooled"}) {
        CAPTURE(view);
        pin_at(driver, view, 0.5F, 0.5F);
        const PixelRef start = driver.view().pinned.value();
        driver.key(GLFW_KEY_RIGHT);
        driver.key(GLFW_KEY_DOWN);
        driver.key(GLFW_KEY_DOWN);
        CHECK(driver.view().pinned == PixelRef{start.stage, 0, start.row + 2, start.col + 1});
        driver.key(GLFW_KEY_LEFT);
        driver.key(GLFW_KEY_UP);
        CHECK(driver.view().pinned == PixelRef{start.stage, 0, start.row + 1, start.col});
        CHECK_FALSE(driver.view().player.active);
        driver.key(GLFW_KEY_ESCAPE);
        CHECK_FALSE(driver.view().pinned);
    }
}

TEST_CASE("the selection and the inspector follow the arrow keys") {
    Driver driver;
    pin_at(driver, "view.filtered", 0.5F, 0.5F);
    const Cell start = driver.shell().workspace<LabWorkspace>().selection()->output;
    driver.key(GLFW_KEY_RIGHT);
    driver.frames(2);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->output == Cell{start.row, start.col + 1});
    const std::string place = "row " + std::to_string(start.row) + ", column " + std::to_string(start.col + 1);
    CHECK(driver.text_in("inspector.title").find(place) != std::string::npos);
}

TEST_CASE("the pin is marked on every view, also while the pointer is on a different pixel, and its hint stays") {
    Driver driver;
    pin_at(driver, "view.input", 0.3F, 0.3F);
    for (const auto& [across, down] : {std::pair{0.3F, 0.3F}, std::pair{0.8F, 0.6F}}) {
        const Rect view = driver.at("view.input");
        driver.move(view.x + view.w * across, view.y + view.h * down);
        driver.frames(2);
        CHECK(driver.has("view.input.pin"));
        CHECK(driver.has("view.filtered.pin"));
        CHECK(driver.has("view.pooled.pin"));
        const std::string hint = driver.text_in("inspector.note");
        CHECK(hint.find("Pinned: arrow keys move it, Esc unpins it.") != std::string::npos);
        CHECK(hint.find("9 outputs") != std::string::npos);
    }
    driver.key(GLFW_KEY_ESCAPE);
    driver.frames(2);
    CHECK_FALSE(driver.has("view.input.pin"));
}

TEST_CASE("Escape unpins first and then stops the player") {
    Driver driver;
    pin_at(driver, "view.filtered", 0.5F, 0.5F);
    driver.key(GLFW_KEY_SPACE);
    REQUIRE(driver.view().player.active);
    // While the player is active, Right moves the player one step.
    driver.key(GLFW_KEY_SPACE);
    const double position = driver.view().player.position;
    const PixelRef pinned = driver.view().pinned.value();
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.view().player.position > position);
    CHECK(driver.view().pinned == pinned);
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.view().pinned);
    CHECK(driver.view().player.active);
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.view().player.active);
}

TEST_CASE("zoomed views follow a pinned pixel that leaves them") {
    Driver driver;
    driver.move_to("view.filtered");
    for (int i = 0; i < 20; ++i) driver.wheel(1);
    pin_at(driver, "view.filtered", 0.95F, 0.5F);
    REQUIRE(driver.view().pinned);
    const double before = driver.view().camera.centre_col;
    for (int i = 0; i < 4; ++i) driver.key(GLFW_KEY_RIGHT);
    driver.frames(2);
    CHECK(driver.view().camera.centre_col > before + 2);
    CHECK(driver.has("view.filtered.pin"));
}

TEST_CASE("after a click on a button or a choice, all arrow keys and Escape still belong to the pinned pixel") {
    Driver driver;
    for (const char* const control : {"stage.activation.relu", "stage.activation.none", "view.lens"}) {
        CAPTURE(control);
        pin_at(driver, "view.filtered", 0.5F, 0.5F);
        const PixelRef start = driver.view().pinned.value();
        driver.click(control);
        driver.key(GLFW_KEY_DOWN);
        driver.key(GLFW_KEY_RIGHT);
        CHECK(driver.view().pinned == PixelRef{Stage::filtered, 0, start.row + 1, start.col + 1});
        driver.key(GLFW_KEY_ESCAPE);
        CHECK_FALSE(driver.view().pinned);
    }
}

TEST_CASE("a number field with the focus, and a choice that Tab has reached, use Up and Down") {
    Driver driver;
    pin_at(driver, "view.filtered", 0.5F, 0.5F);
    const PixelRef pinned = driver.view().pinned.value();
    driver.click("filter.cell.1.1");
    driver.type("3");
    driver.key(GLFW_KEY_ENTER);
    driver.key(GLFW_KEY_UP);
    CHECK(driver.lab().filters[0].kernel.at(1, 1) == 4);
    CHECK(driver.view().pinned == pinned);
    driver.key(GLFW_KEY_TAB);
    driver.key(GLFW_KEY_DOWN);
    CHECK(driver.view().pinned == pinned);
}

TEST_CASE("a pinned pixel has no cross hairs if pixels show their numbers") {
    Driver driver;
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/worked_example.png"});
    driver.settle();
    pin_at(driver, "view.filtered", 0.5F, 0.5F);
    driver.move(5, 5);
    driver.frames(2);
    const ViewSlot& slot = driver.shell().workspace<LabWorkspace>().slots().at(1);
    REQUIRE(slot.stage == Stage::filtered);
    const Rect cell = slot.map.cells(0, 0);
    for (int i = 6; i < 26; ++i) CHECK(driver.pixel(cell.right() + static_cast<float>(i), cell.centre_y()) == 0xe6e9ee);
}

TEST_CASE("the outline of a window at the edge of a view is drawn completely inside") {
    Driver driver;
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/worked_example.png"});
    driver.settle();
    driver.move_to("view.filtered");
    driver.frames(2);
    const Rect view = driver.at("view.input");
    const auto has_accent = [&](float x, float y, float dx, float dy) {
        for (int i = 0; i < 6; ++i) {
            const auto step = static_cast<float>(i);
            if (driver.pixel(x + dx * step, y + dy * step) == 0x14459f) return true;
        }
        return false;
    };
    const float x = view.x + view.w * 0.4F, y = view.y + view.h * 0.4F;
    CHECK(has_accent(view.x, y, 1, 0));
    CHECK(has_accent(view.right() - 1, y, -1, 0));
    CHECK(has_accent(x, view.y, 0, 1));
    CHECK(has_accent(x, view.bottom() - 1, 0, -1));
}
