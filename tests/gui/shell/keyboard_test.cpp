// The keyboard in the whole window: stops of Tab, arrow keys in groups, regions by F6.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

TEST_CASE("the first filter cell is at most eight stops of Tab away") {
    Driver driver;
    std::vector<std::string> stops;
    while (driver.shell().focused() != "filter.cell.0.0" && stops.size() < 20) {
        driver.key(GLFW_KEY_TAB);
        stops.emplace_back(driver.shell().focused());
    }
    std::string list;
    for (const std::string& stop : stops) list += stop + " ";
    INFO(list);
    CHECK(stops.size() <= 8);
    CHECK(std::ranges::count(stops, "filter.cell.0.0") == 1);
}

TEST_CASE("arrow keys move the focus inside a group, and step the player if no group has the focus") {
    Driver driver;
    while (driver.shell().focused() != "filter.cell.0.0") driver.key(GLFW_KEY_TAB);
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.shell().focused() == "filter.cell.0.1");
    CHECK_FALSE(driver.view().player.active);
    driver.key(GLFW_KEY_UP);
    CHECK(driver.lab().filters[0].kernel.at(0, 1) == 1);
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.view().player.active);
}

TEST_CASE("Tab focuses the chosen segment of a bar, an arrow key the next segment, and Enter chooses it") {
    Driver driver;
    while (driver.shell().focused() != "stage.border.valid") driver.key(GLFW_KEY_TAB);
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.lab().border == Border::valid);
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().border == Border::zero);
}

TEST_CASE("after a click on a control the arrow keys still step the player") {
    Driver driver;
    driver.click("stage.activation.relu");
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.view().player.active);
}

TEST_CASE("F6 moves from part to part of the window, and back to the control that had the focus") {
    Driver driver;
    driver.key(GLFW_KEY_F6);
    CHECK(driver.shell().focused().starts_with("tab."));
    driver.key(GLFW_KEY_F6);
    CHECK(driver.shell().focused().starts_with("lab.page."));
    driver.key(GLFW_KEY_TAB);
    const std::string in_side(driver.shell().focused());
    driver.key(GLFW_KEY_F6);
    CHECK(driver.shell().focused().starts_with("view."));
    driver.key(GLFW_KEY_F6);
    const std::string last(driver.shell().focused());
    CHECK((last.starts_with("player.") || last.starts_with("inspector.")));
    driver.key(GLFW_KEY_F6);
    CHECK(driver.shell().focused().starts_with("tab."));
    driver.key(GLFW_KEY_F6);
    CHECK(driver.shell().focused() == in_side);
    driver.key(GLFW_KEY_F6, GLFW_MOD_SHIFT);
    CHECK(driver.shell().focused().starts_with("tab."));
}

TEST_CASE("the top bar's controls come in reading order") {
    Driver driver;
    driver.drag("filter.cell.1.1", 40, 0);
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_TAB);
    float x = -1;
    // Three tabs, the File menu, and the icons except Redo, which is disabled.
    for (int i = 0; i < 12; ++i) {
        if (i > 0) driver.key(GLFW_KEY_RIGHT);
        const Rect rect = driver.at(driver.shell().focused());
        CHECK(rect.x > x);
        x = rect.x;
    }
    CHECK(driver.shell().focused() == "top.fullscreen");
}
