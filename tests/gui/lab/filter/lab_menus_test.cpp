// The menus of the right button in the Filter Lab: where they open and what they do.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <cmath>

#include "core/filter/kernel.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

void right_click(Driver& driver, std::string_view name) {
    const Rect rect = driver.at(name);
    driver.click_at(rect.centre_x(), rect.centre_y(), 1);
}

}  // namespace

TEST_CASE("a menu opens at the pointer, and below the button that was pressed") {
    Driver driver;
    const Rect view = driver.at("view.filtered");
    driver.click_at(view.centre_x(), view.centre_y(), 1);
    CHECK(std::fabs(driver.at("view.filtered.menu").x - view.centre_x()) <= 1);
    CHECK(std::fabs(driver.at("view.filtered.menu").y - view.centre_y()) <= 1);
    driver.key(GLFW_KEY_ESCAPE);
    const Rect more = driver.at("view.filtered.more");
    driver.click("view.filtered.more");
    CHECK(driver.at("view.filtered.menu").x == more.x);
    CHECK(driver.at("view.filtered.menu").y == more.bottom());
}

TEST_CASE("a menu stays inside the window") {
    Driver driver;
    const Rect view = driver.at("view.pooled");
    driver.click_at(view.right() - 3, view.bottom() - 3, 1);
    const Rect menu = driver.at("view.pooled.menu");
    CHECK(menu.right() <= 1280);
    CHECK(menu.bottom() <= 800);
}

TEST_CASE("the value under the pointer is copied; without a pixel the entry is disabled") {
    Driver driver;
    const Rect view = driver.at("view.filtered");
    driver.click_at(view.centre_x(), view.centre_y(), 1);
    driver.click("view.filtered.menu.value");
    bool near_middle = false;
    for (int r = 253; r <= 257; ++r)
        for (int c = 253; c <= 257; ++c)
            near_middle =
                near_middle || driver.shell().window().clipboard() == number_text(driver.output().filtered.at(r, c));
    CHECK(near_middle);
    driver.shell().window().set_clipboard("before");
    driver.click("view.filtered.more");
    driver.click("view.filtered.menu.value");
    CHECK(driver.shell().window().clipboard() == "before");
    CHECK(driver.has("view.filtered.menu"));
}

TEST_CASE("the filter's menu copies, transforms and resets it; keys move in it") {
    Driver driver;
    const Kernel start = driver.lab().filters[0].kernel;
    right_click(driver, "filter.cell.1.1");
    driver.click("filter.menu.negate");
    CHECK(driver.lab().filters[0].kernel == negated(start));
    right_click(driver, "filter.cell.0.2");
    driver.click("filter.menu.reset");
    CHECK(driver.lab().filters[0].kernel == start);
    right_click(driver, "filter.cell.0.2");
    driver.key(GLFW_KEY_DOWN);
    CHECK(driver.shell().focused() == "filter.menu.copy");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.shell().window().clipboard() == as_rows(start));
    right_click(driver, "filter.cell.0.2");
    driver.click("filter.menu.clear");
    CHECK(driver.lab().filters[0].kernel == Kernel{3, {}});
    CHECK(driver.shell().history().undo_label() == "setting of all values to 0");
}

TEST_CASE("the arithmetic is copied as text") {
    Driver driver;
    driver.click("stage.activation.relu");
    right_click(driver, "inspector.sum");
    driver.click("inspector.menu.copy");
    const std::string text = driver.shell().window().clipboard();
    CHECK(text.find("Output row 255, column 255\n") == 0);
    CHECK(text.find(" \u00d7 \u22121 + ") != std::string::npos);
    CHECK(text.find("ReLU of ") != std::string::npos);
    CHECK(text.find("largest of ") != std::string::npos);
}

TEST_CASE("a sample's menu saves it as a file") {
    Driver driver;
    right_click(driver, "picture.sample.bricks");
    driver.click("picture.menu.save");
    CHECK(driver.has("files.name"));
    driver.key(GLFW_KEY_ESCAPE);
    right_click(driver, "picture.sample.bricks");
    driver.click("picture.menu.open");
    CHECK(driver.document().picture.file == "bricks");
}
